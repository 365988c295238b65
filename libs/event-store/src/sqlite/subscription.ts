/**
 * Follows the log: catches up, then goes live. Resumes by itself after a failed reading.
 */
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { StoreClosedError, StoreError } from '../errors.ts';
import type { LogFilter, SubscriptionBatch } from '../port.ts';
import type { Changes } from './changes.ts';
import type { LogPage } from './log-reader.ts';

export interface SubscriptionSource {
  readonly changes: Changes;
  readonly page: (after: number, filter: LogFilter | undefined) => LogPage;
}

/** Bounds of the pause after a failed reading, in milliseconds; it doubles in between. */
const RETRY_MS_MIN = 20;
const RETRY_MS_MAX = 5_000;

/**
 * Batches of matching events after `after`, until the signal aborts or the store is closed. An error that is not the
 * store's (an event of a newer schema, say) ends it: trying again would not help.
 */
export function subscription(
  source: SubscriptionSource,
  after: number,
  filter: LogFilter | undefined,
  signals: readonly AbortSignal[],
): AsyncIterableIterator<SubscriptionBatch> {
  const ended = new AbortController();
  const batches = follow(source, after, filter, AbortSignal.any([ended.signal, ...signals]));
  return {
    next: () => batches.next(),
    return: () => {
      // A generator that waits for news would not hear of its end.
      ended.abort();
      return batches.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* follow(
  { changes, page }: SubscriptionSource,
  after: number,
  filter: LogFilter | undefined,
  signal: AbortSignal,
): AsyncGenerator<SubscriptionBatch, undefined> {
  let position = after;
  let wasCaughtUp = false;
  let retryMs = RETRY_MS_MIN;
  while (!signal.aborted) {
    try {
      const token = changes.token();
      const read = page(position, filter);
      retryMs = RETRY_MS_MIN;
      const isNews = read.position > position || read.isComplete !== wasCaughtUp;
      position = Math.max(position, read.position);
      wasCaughtUp = read.isComplete;
      if (isNews) yield { events: read.events, position: BigInt(position), caughtUp: read.isComplete };
      if (read.isComplete) await changes.changed(token, signal);
      // Readings are synchronous: between two of them others have their turn.
      else await nextTurn();
    } catch (error) {
      if (signal.aborted || error instanceof StoreClosedError) return;
      if (!(error instanceof StoreError)) throw error;
      await delay(retryMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
      retryMs = Math.min(retryMs * 2, RETRY_MS_MAX);
    }
  }
}
