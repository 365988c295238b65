import { setTimeout as delay } from 'node:timers/promises';
import {
  AppendTooLargeError,
  type ExpectedRevision,
  type Revision,
  StoreUnavailableError,
  type StreamName,
  WrongExpectedRevisionError,
} from '#event-store';
import { contended } from '../failures.ts';
import { backOff } from './back-off.ts';
import type { Batch } from './batch.ts';
import type { Staged } from './durability.ts';
import { findInLog } from './find-in-log.ts';
import type { MailboxSetting } from './mailbox-setting.ts';
import type { RunningState } from './running-state.ts';
import type { Task } from './task.ts';

/**
 * What became of a batch: staged and answered; to be decided again, since another process came first; to be decided one
 * by one, since it was too large; or failed.
 */
export type BatchResult<State> =
  | { readonly kind: 'staged' }
  | { readonly kind: 'again' | 'one by one'; readonly tasks: readonly Task<State, unknown>[] }
  | { readonly kind: 'failed'; readonly error: unknown };

const STAGED = { kind: 'staged' } as const;

/**
 * Appends what a mailbox decided at the revision it was decided on, and lets the state go on.
 *
 * Another process came first: to be decided again, a bounded number of times. An outcome that is not known: the
 * same events are sent again, never decided anew. Too large together: each decision alone.
 *
 * @throws what the log fails with when it is asked for a batch that was sent more than once: nobody knows then.
 */
export async function appendBatch<State>(
  stream: StreamName,
  batch: Batch<State>,
  running: RunningState<State>,
  setting: MailboxSetting,
): Promise<BatchResult<State>> {
  const { store, durability, counters, limits } = setting;
  const { generation } = running;
  const { baseRevision, events } = batch;
  const isContended = batch.made.some(({ task }) => task.attempts > 0);
  const sentAt = isContended ? performance.now() : 0;
  let resent = false;
  for (let attempt = 1; ; attempt++) {
    try {
      const append = await store.append(stream, events, expectedAt(baseRevision));
      goOn(batch, running, durability.staged(append), generation, setting);
      // Whoever won a race lets the others have one round trip before the next.
      if (isContended) await delay(performance.now() - sentAt);
      return STAGED;
    } catch (error) {
      if (isUnknownOutcome(error, setting) && attempt <= limits.resendsMax) {
        resent = true;
        counters.resends += 1;
        await backOff(attempt);
        continue;
      }
      if (error instanceof WrongExpectedRevisionError) {
        const staged = resent ? await findInLog(stream, batch, setting) : undefined;
        if (staged !== undefined) {
          goOn(batch, running, staged, generation, setting);
          return STAGED;
        }
      }
      leave(batch, running);
      return afterFailure(stream, batch, error, setting);
    }
  }
}

/** How the store is told a revision: −1 is a new stream. */
export const expectedAt = (revision: Revision): ExpectedRevision =>
  revision === -1 ? 'no-stream' : revision;

/** The state goes on, unless it was dropped meanwhile; those who asked are answered. */
function goOn<State>(
  batch: Batch<State>,
  running: RunningState<State>,
  staged: Staged,
  generation: number,
  { counters, store }: MailboxSetting,
): void {
  counters.appends += 1;
  counters.events += batch.events.length;
  if (running.generation === generation) {
    batch.foldInto(running);
    running.advance(batch.lastRevision, staged, batch.events);
  }
  // Whoever stages gives out the positions itself, one after the other.
  batch.answer(staged, store.capabilities.staging);
}

function leave<State>(batch: Batch<State>, running: RunningState<State>): void {
  if (batch.isAhead) running.goBack();
  else running.fallBehind();
}

async function afterFailure<State>(
  stream: StreamName,
  batch: Batch<State>,
  error: unknown,
  { counters, limits }: MailboxSetting,
): Promise<BatchResult<State>> {
  const tasks = batch.made.map(({ task }) => task);
  if (error instanceof WrongExpectedRevisionError) {
    counters.contentions += 1;
    const attempts = 1 + Math.max(...tasks.map((task) => task.attempts));
    for (const task of tasks) task.attempts = attempts;
    if (attempts > limits.attemptsMax) return { kind: 'failed', error: contended(stream, attempts) };
    if (attempts > 1) await backOff(attempts);
    return { kind: 'again', tasks };
  }
  if (error instanceof AppendTooLargeError && tasks.length > 1) return { kind: 'one by one', tasks };
  return { kind: 'failed', error };
}

/** A store that stages has not taken what it could not stage; of another nobody knows. */
const isUnknownOutcome = (error: unknown, { store }: MailboxSetting): boolean =>
  error instanceof StoreUnavailableError && !store.capabilities.staging;
