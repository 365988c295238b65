import { createHash } from 'node:crypto';
import type { Api } from './api.ts';
import { pagesOf, query } from './queries.ts';

/** An event as the log lists it. */
export interface LogEvent {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly recordedAt: string;
  /** When the fact was true, where that differs. */
  readonly effectiveAt?: string | null;
  readonly commandId: string;
  readonly actor: string;
  /** SHA-256 of what the event says, in hex. */
  readonly contentHash: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What the log holds, in one line. */
export interface LogDigest {
  readonly events: number;
  /** How many of them stand after the position that was asked about. */
  readonly eventsAfter: number;
  /** SHA-256, in hex, over the content hashes of all events in log order, each as its 32 bytes. */
  readonly hash: string;
}

/** Position of the last event, or nothing in an empty log. */
export async function lastPosition(api: Api): Promise<string | undefined> {
  const page = (await query(api, '/v1/events', { direction: 'backward', limit: 1 })) as {
    items: readonly LogEvent[];
  };
  return page.items[0]?.position;
}

/**
 * Reads the whole log and digests it. Two logs with the same digest hold the same events in the same order, but for
 * the times at which they were recorded.
 *
 * @param after a position; absent: before the first event
 * @param onEvents told how many events were read so far
 */
export async function digestLog(
  api: Api,
  after?: string,
  onEvents: (count: number) => void = () => {},
): Promise<LogDigest> {
  const start = after === undefined ? undefined : BigInt(after);
  const hash = createHash('sha256');
  let events = 0;
  let eventsAfter = 0;
  for await (const page of pagesOf<LogEvent>(api, '/v1/events')) {
    for (const { contentHash, position } of page) {
      hash.update(contentHash, 'hex');
      if (start === undefined || BigInt(position) > start) eventsAfter += 1;
    }
    events += page.length;
    onEvents(events);
  }
  return { events, eventsAfter, hash: hash.digest('hex') };
}
