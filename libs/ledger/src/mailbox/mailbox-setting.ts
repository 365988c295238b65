import type { EventStore } from '#event-store';
import type { Counters } from '../counters.ts';
import type { Limits } from '../limits.ts';
import type { Durability } from './durability.ts';

/** What all mailboxes of a ledger share. */
export interface MailboxSetting {
  readonly store: EventStore;
  readonly durability: Durability;
  readonly limits: Limits;
  readonly counters: Counters;
  /** Appends that the store has not answered yet. */
  readonly underWay: Set<Promise<unknown>>;
  /** Counts the loadings of states in this process, so that what happened before and after one can be told apart. */
  nextLoading(): number;
  /**
   * Sees to it that the scopes are as fresh as the stream that is to be decided on.
   * @param optionsVersion the latest that stands in the stream's events as loaded.
   * @returns nothing when there is nothing to wait for.
   */
  beforeDeciding(optionsVersion: number): Promise<void> | undefined;
}
