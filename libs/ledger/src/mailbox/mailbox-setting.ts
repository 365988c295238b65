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
  /** Counts the beginnings and ends of loadings in this process, so that before and after can be told apart. */
  readonly loadings: { count: number };
  /**
   * Sees to it that the scopes are as fresh as the stream that is to be decided on.
   * @param optionsVersion the latest that stands in the stream's events as loaded.
   * @returns nothing when there is nothing to wait for.
   */
  beforeDeciding(optionsVersion: number): Promise<void> | undefined;
}
