/**
 * What the ledger asks of others. Each is optional: without it the ledger finds the answer in the log itself, but for
 * `ProductsReached`.
 */
import type { OptionName, ScopeRef, WarehouseContent } from '#domain';
import type { Position, RecordedEvent, StreamName } from '#event-store';

/**
 * Finds what a command has left in the log; for stores that have no index of command ids themselves.
 *
 * In this order: the index's checkpoint, the index, then the tail of the stream beyond that checkpoint.
 */
export interface CommandIndex {
  /**
   * Every durable event of the command that the index or the stream's tail shows, in log order.
   * @param stream whose tail is read; absent: whoever asks appends it as a new stream, so it has none.
   */
  eventsOfCommand(commandId: string, stream?: StreamName): Promise<readonly RecordedEvent[]>;
}

/** The streams of processes with an operation that has no outcome, or whose outcome is not settled, as of a position. */
export type OpenOperations = () => Promise<{
  readonly streams: readonly StreamName[];
  readonly position: Position;
}>;

/** The holds that are open, with what they were decided by, and those with something under way, as of a position. */
export type OpenHolds = () => Promise<{
  readonly open: readonly OpenHold[];
  readonly busy: readonly string[];
  readonly position: Position;
}>;

/** A hold that is open, by its latest accepted operation. */
export interface OpenHold {
  readonly holdId: string;
  readonly status: 'open';
  /** ISO 8601 UTC. */
  readonly expiresAt: string;
  /** The time of the decision, ISO 8601 UTC. */
  readonly decidedAt: string;
  /** When its intent was recorded, milliseconds since 1970 UTC. */
  readonly recordedMs: number;
}

/** Every level at a warehouse that is not zero, in the order of skus, by a read model that has reached a position. */
export type WarehouseContents = (code: string, minPosition: Position) => Promise<readonly WarehouseContent[]>;

/**
 * The products whose status or low inventory a change of the option at the scope may change (`parent`: that a category
 * was moved), in the order of skus, by a read model that has reached a position. Where nobody tells, such a change leaves
 * the products' own events alone: each is looked at again when its stock next changes.
 */
export type ProductsReached = (
  scope: ScopeRef,
  changed: OptionName | 'parent',
  minPosition: Position,
) => AsyncIterable<string>;

/** Takes what an operator should know. */
export type Log = (entry: {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly [detail: string]: unknown;
}) => void;
