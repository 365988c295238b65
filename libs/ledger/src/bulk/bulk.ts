import type { Envelope } from '../envelope.ts';
import type { Outcome } from '../outcome.ts';

/** One of many commands; `tag` comes back with its result. */
export interface BulkItem<Tag> {
  readonly tag: Tag;
  /** Absent where the item could not be read: it takes its place among the results, and counts as failed. */
  readonly envelope?: Envelope;
}

export interface BulkResult<Tag> {
  readonly tag: Tag;
  /** Absent where the item had no envelope. */
  readonly outcome?: Outcome;
}

export interface BulkOptions {
  /** `stop`: items after the first that failed have no effect and no result. */
  readonly atomic?: 'stop';
}
