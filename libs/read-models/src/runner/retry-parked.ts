import type { EventSource } from './event-source.ts';
import type { ReadModelWriter } from './read-model-writer.ts';

/** What became of a stream that was tried again. */
export interface RetryResult {
  readonly stream: string;
  readonly released: boolean;
  /** Why its first waiting event failed again. */
  readonly error?: string;
}

/**
 * Folds what waits in parked streams, in order; a stream whose events all succeed is released.
 *
 * @param stream the one to try; absent: every parked one.
 */
export async function retryParked(
  writer: ReadModelWriter,
  store: Pick<EventSource, 'readStream'>,
  stream?: string,
): Promise<RetryResult[]> {
  const results: RetryResult[] = [];
  for (const name of stream === undefined ? writer.parked.streams() : [stream]) {
    results.push(await retryStream(writer, store, name));
  }
  return results;
}

async function retryStream(
  writer: ReadModelWriter,
  store: Pick<EventSource, 'readStream'>,
  stream: string,
): Promise<RetryResult> {
  const parked = writer.parked.get(stream);
  if (parked === undefined) return { stream, released: true };
  for await (const events of store.readStream(stream, { from: parked.revision })) {
    if ((await writer.retry(stream, events)) !== 'written') break;
    const waiting = writer.parked.get(stream);
    if (waiting === undefined) return { stream, released: true };
    // It stands at an event of this page: that one failed.
    const last = events.at(-1);
    if (last !== undefined && waiting.revision <= last.revision) break;
  }
  const waiting = writer.parked.get(stream);
  return waiting === undefined
    ? { stream, released: true }
    : { stream, released: false, error: waiting.error };
}
