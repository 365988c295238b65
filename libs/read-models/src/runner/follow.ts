import { setTimeout as delay } from 'node:timers/promises';
import type { RecordedEvent } from '#event-store';
import type { EventSource } from './event-source.ts';
import type { BatchOutcome, ReadModelWriter } from './read-model-writer.ts';

export interface FollowOptions {
  readonly store: Pick<EventSource, 'subscribe'>;
  readonly writer: ReadModelWriter;
  readonly signal: AbortSignal;
  /** Events that one transaction takes at most, about. */
  readonly batchMax: number;
  /** Ends at the first time that the end of the log is reached. */
  readonly untilCaughtUp?: boolean;
  /** Ends once everything up to this position is folded, and nothing after it. */
  readonly until?: bigint;
  /** Called after each transaction, and when the end of the log is reached. */
  readonly onProgress?: (caughtUp: boolean) => void;
  /** Waits at the end of the log, so that more events gather; told how many the last transaction took. */
  readonly pause?: (events: number) => Promise<void>;
  /** The database refused a batch: it is tried again. */
  readonly onFailure?: (error: unknown) => void;
}

/** Bounds of the pause after a failed transaction, in milliseconds; it doubles in between. */
const RETRY_MS_MIN = 50;
const RETRY_MS_MAX = 5_000;

/**
 * Folds the log into a read model, from its checkpoint on.
 *
 * A batch that the database refuses (a full disk, a locked file) is read and tried again until it is taken.
 *
 * @returns why it ended.
 * @throws what the store throws when it cannot go on by itself, and the failure where the database is to be opened
 *   anew.
 */
export async function follow(options: FollowOptions): Promise<'caught-up' | 'stopped' | 'superseded'> {
  const { writer, signal, onFailure } = options;
  let retryMs = RETRY_MS_MIN;
  while (!signal.aborted) {
    const before = writer.checkpoint.position;
    const end = await followOnce(options);
    if (end === 'caught-up' || end === 'superseded') return end;
    if (writer.checkpoint.position > before || end === 'moved') retryMs = RETRY_MS_MIN;
    if (end === 'moved' || end === 'stopped') continue;
    if (!writer.isOpen) throw end.failure;
    onFailure?.(end.failure);
    await delay(retryMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
    retryMs = Math.min(retryMs * 2, RETRY_MS_MAX);
  }
  return 'stopped';
}

interface Failed {
  readonly failure: unknown;
}

type End = 'caught-up' | 'stopped' | 'superseded' | 'moved' | Failed;

async function followOnce(options: FollowOptions): Promise<End> {
  const { store, writer, signal, batchMax, untilCaughtUp, until, onProgress, pause } = options;
  let after = writer.checkpoint.position;
  let events: RecordedEvent[] = [];
  for await (const batch of store.subscribe({ after: BigInt(after), signal })) {
    const isEnough = until !== undefined && batch.position >= until;
    for (const event of batch.events) {
      if (isEnough && event.position > until) break;
      events.push(event);
    }
    if (!batch.caughtUp && !isEnough && events.length < batchMax) continue;

    const count = events.length;
    if (count > 0) {
      const outcome = await tryApply(writer, events, after);
      if (outcome !== 'written') return outcome;
      after = writer.checkpoint.position;
      events = [];
    }
    onProgress?.(batch.caughtUp);
    if (isEnough || (batch.caughtUp && untilCaughtUp === true)) return 'caught-up';
    if (batch.caughtUp) await pause?.(count);
  }
  return 'stopped';
}

async function tryApply(
  writer: ReadModelWriter,
  events: readonly RecordedEvent[],
  after: number,
): Promise<BatchOutcome | Failed> {
  try {
    return await writer.apply(events, after);
  } catch (failure) {
    return { failure };
  }
}
