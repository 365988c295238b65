/**
 * Moves a log from one store to another: ids, revisions, recorded times and hashes stay as they are, and so does the
 * order. Positions are each store's own.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { LogsDifferError, StoreUnavailableError } from '../errors.ts';
import { type EventStore, LOG_START, type Position, type RecordedEvent } from '../port.ts';
import { StoredEvent } from '../stored-event.ts';
import type { LogTarget } from './log-target.ts';
import { verifyCopy } from './verify-copy.ts';

/** How far a copy has come, by positions of the log that is copied. */
export interface CopyProgress {
  readonly phase: 'copying' | 'verifying';
  readonly position: Position;
  readonly last: Position;
}

export interface CopyOptions {
  /** Opened without upcasters: what is copied is what was written. */
  readonly from: EventStore;
  readonly to: LogTarget;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: CopyProgress) => void;
}

export interface CopyReport {
  /** Events and streams of the whole log, all verified. */
  readonly events: number;
  readonly streams: number;
  /** Events that this run added; the others were there from one that was broken off. */
  readonly copied: number;
}

/** Times that a copy goes on after the target could not be reached. */
const RETRIES_MAX = 8;
const RETRY_MS = 500;

/**
 * Copies what the target lacks, then compares the two logs event by event and checks every chain.
 *
 * @returns undefined when stopped: the same again goes on from there.
 * @throws LogsDifferError when the target holds something else, or does not hold what was written to it.
 */
export async function copyLog({
  from,
  to,
  signal,
  onProgress,
}: CopyOptions): Promise<CopyReport | undefined> {
  const last = await from.lastPosition();
  let copied = 0;
  for (let retries = 0; ; retries++) {
    let reached = await placeOfTarget(from, to);
    try {
      for await (const page of from.readLog({ after: reached })) {
        if (signal.aborted) return undefined;
        const events = page.filter(({ position }) => position <= last).map(asStored);
        if (events.length === 0) break;
        await to.append(events);
        copied += events.length;
        reached = events.at(-1)?.position ?? reached;
        onProgress?.({ phase: 'copying', position: reached, last });
      }
      break;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError) || retries >= RETRIES_MAX) throw error;
      await delay(RETRY_MS * (retries + 1), undefined, { signal }).catch(() => {});
      if (signal.aborted) return undefined;
    }
  }
  const onVerified = (position: Position) => onProgress?.({ phase: 'verifying', position, last });
  const verified = await verifyCopy({ from, to: to.store, last, signal, onVerified });
  return verified === undefined ? undefined : { ...verified, copied };
}

/** Up to where the target holds the log; its last event is where that is. */
async function placeOfTarget(from: EventStore, { store }: LogTarget): Promise<Position> {
  const first = await firstOf(store.readLog({ limit: 1 }));
  if (first === undefined) return LOG_START;
  const ownFirst = await firstOf(from.readLog({ limit: 1 }));
  if (ownFirst?.hash !== first.hash) throw new LogsDifferError(`it begins with ${nameOf(first)}`);
  const last = await firstOf(store.readLog({ direction: 'backward', limit: 1 }));
  if (last === undefined) return LOG_START;
  const same = await firstOf(from.readStream(last.stream, { from: last.revision, limit: 1 }));
  if (same?.hash !== last.hash) throw new LogsDifferError(`it ends with ${nameOf(last)}`);
  return same.position;
}

async function firstOf(pages: AsyncIterable<readonly RecordedEvent[]>): Promise<RecordedEvent | undefined> {
  for await (const [event] of pages) return event;
  return undefined;
}

const nameOf = ({ stream, revision, id }: RecordedEvent): string => `event ${revision} of ${stream} (${id})`;

function asStored(event: RecordedEvent): StoredEvent {
  if (!(event instanceof StoredEvent))
    throw new TypeError('the log does not give its events as they are stored');
  return event;
}
