import { createHash } from 'node:crypto';
import type { EventStore, Position } from '#event-store';

/** What a log holds, in one line. */
export interface LogDigest {
  readonly events: number;
  /** How many of them stand after the position that was asked about. */
  readonly eventsAfter: number;
  /** Of the last event. */
  readonly lastPosition: Position | undefined;
  /** SHA-256, in hex, over the content hashes of all events in log order, each as its 32 bytes. */
  readonly hash: string;
}

/**
 * Reads the whole log and digests it. Logs with the same digest hold the same events in the same order, but for the
 * times at which they were recorded.
 */
export async function digestLog(store: Pick<EventStore, 'readLog'>, after: Position): Promise<LogDigest> {
  const hash = createHash('sha256');
  let events = 0;
  let eventsAfter = 0;
  let lastPosition: Position | undefined;
  for await (const page of store.readLog()) {
    for (const { contentHash, position } of page) {
      hash.update(contentHash, 'hex');
      if (position > after) eventsAfter += 1;
    }
    events += page.length;
    lastPosition = page.at(-1)?.position ?? lastPosition;
  }
  return { events, eventsAfter, lastPosition, hash: hash.digest('hex') };
}
