import type { EventStore } from '../port.ts';
import type { StoredEvent } from '../stored-event.ts';

/** A log that is filled with the events of another, as they were recorded there. */
export interface LogTarget {
  /** The same log, for reading. */
  readonly store: EventStore;
  /**
   * Appends events of another log, in its order, with the ids, times and hashes that they have; each goes on where its
   * stream ends. Durable when this resolves; where it fails, the first of them may be in the log.
   *
   * @throws StoreError, LogsDifferError
   */
  append(events: readonly StoredEvent[]): Promise<void>;
  close(): Promise<void>;
}
