import type { JsonObject } from './json.ts';
/**
 * The event store port: all that the rest of Stockbook knows about where events are kept.
 *
 * Small enough to hold in the head: append to a stream at an exact revision, read a stream, read the log, follow
 * the log. Every adapter passes the conformance suite in `testing/`.
 */

/** Name of a stream, `<category>-<key>` or `<category>` alone, e.g. `product-A1`, `system`. */
export type StreamName = string;

/** Place of an event within its stream, counted from 0. −1 stands for a stream that does not exist yet. */
export type Revision = number;

/** Place of an event in the whole log of one store: strictly increasing, never reused, not necessarily dense. */
export type Position = bigint;

/** The position before the first event. */
export const LOG_START: Position = -1n;

/** What goes into the content of an event besides its data. Everything here is hashed. */
export interface EventMetadata {
  /** Client and key of the command that caused the event, e.g. `local:4711`. */
  readonly commandId: string;
  /** Groups the events of one conversation; absent: the command id. */
  readonly correlationId?: string;
  /** `<stream>@<revision>` of the event that caused this one; absent: the command itself. */
  readonly causationId?: string;
  /** Opaque id of who sent the command. */
  readonly actor: string;
  /** When the fact was true in the world (ISO 8601 UTC), where that differs from when it was recorded. */
  readonly effectiveAt?: string;
  /** Fingerprint of the command's body, on the first event of a command only. */
  readonly commandHash?: string;
  /** Number of scope events that the deciding process had folded, on events that options decided. */
  readonly optionsVersion?: number;
}

/** An event on its way into a stream. */
export interface EventToAppend {
  readonly type: string;
  /** Version of the schema of `data`; absent: 1. */
  readonly schemaVersion?: number;
  readonly data: JsonObject;
  readonly metadata: EventMetadata;
}

/** An event as the log holds it, its data upcast to the newest schema. */
export interface RecordedEvent {
  /** UUID made of the first 128 bits of `hash`. */
  readonly id: string;
  readonly type: string;
  /** Version of the schema that `data` has now, after upcasting. */
  readonly schemaVersion: number;
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
  /** When the store took the event in, milliseconds since 1970 UTC; never goes back within a stream. */
  readonly recordedAt: number;
  readonly data: JsonObject;
  readonly metadata: EventMetadata;
  /** SHA-256, in hex, of the stored canonical content. */
  readonly contentHash: string;
  /** SHA-256, in hex, over the stream's previous hash, the content hash and the recorded time. */
  readonly hash: string;
}

/** Where an append expects the stream to stand: its last revision, or `no-stream`. */
export type ExpectedRevision = Revision | 'no-stream';

/** An append whose place is fixed. */
export interface StagedAppend {
  readonly firstRevision: Revision;
  readonly lastRevision: Revision;
  /** Position of the last event. */
  readonly position: Position;
  /**
   * Settles when the events are durable; everything staged before is durable no later. Rejects with a
   * {@link StoreError} when the flush failed: then nothing staged from this append on is in the log.
   */
  readonly durable: Promise<void>;
}

export interface ReadStreamOptions {
  /** First revision to read (inclusive). Default: the first, or the last when reading backwards. */
  readonly from?: Revision;
  readonly direction?: 'forward' | 'backward';
  /** How many events to read at most. Default: all. */
  readonly limit?: number;
}

/** Which events of the log are wanted; each list given narrows the choice. */
export interface LogFilter {
  /** Parts of stream names before the first `-`, e.g. `product`. */
  readonly categories?: readonly string[];
  readonly types?: readonly string[];
}

export interface ReadLogOptions {
  /** Reads events after (backwards: before) this position, itself excluded. Default: from the start (the end). */
  readonly after?: Position;
  readonly direction?: 'forward' | 'backward';
  readonly filter?: LogFilter;
  readonly limit?: number;
}

export interface SubscribeOptions {
  /** Delivers every matching event after this position. Default: {@link LOG_START}. */
  readonly after?: Position;
  readonly filter?: LogFilter;
  /** Ends the iteration when aborted. */
  readonly signal?: AbortSignal;
}

/** What a subscription delivers: events in log order, or the news that it has caught up. */
export interface SubscriptionBatch {
  /** Empty when only `position` or `caughtUp` is news. */
  readonly events: readonly RecordedEvent[];
  /** Everything that matches up to here has been delivered: the checkpoint to keep once the batch is handled. */
  readonly position: Position;
  /** True when the reader stood at the end of the log after this batch. */
  readonly caughtUp: boolean;
}

/** What an adapter can do beyond the common ground. */
export interface Capabilities {
  /** Answers an append when staged, before it is durable. */
  readonly staging: boolean;
  /** Answers {@link EventStore.eventsOfCommand} from an index of its own. */
  readonly commandIndex: boolean;
}

export interface EventStore {
  readonly capabilities: Capabilities;

  /**
   * Appends the events to one stream, whole or not at all.
   *
   * Resolves when staged (on a store without staging: when durable).
   * @throws WrongExpectedRevisionError when the stream stands elsewhere; nothing was written.
   * @throws AppendTooLargeError when the events are together larger than {@link APPEND_BYTES_MAX}.
   * @throws StoreError when the store cannot take it: full disk, locked or broken file, closed store.
   */
  append(
    stream: StreamName,
    events: readonly EventToAppend[],
    expected: ExpectedRevision,
  ): Promise<StagedAppend>;

  /** Reads the durable events of one stream, in pages. A stream that does not exist has none. */
  readStream(stream: StreamName, options?: ReadStreamOptions): AsyncIterable<readonly RecordedEvent[]>;

  /** Reads the durable log, in pages, up to where it ended when the reading reached that place. */
  readLog(options?: ReadLogOptions): AsyncIterable<readonly RecordedEvent[]>;

  /**
   * Follows the durable log: catches up, then goes live, and resumes by itself after a failure, with back-off.
   * Pull-based: the next batch is fetched when the consumer asks for it, so a checkpoint is the consumer's to keep
   * after it has handled a batch. Batches with no events are delivered when `position` or `caughtUp` changed.
   */
  subscribe(options?: SubscribeOptions): AsyncIterable<SubscriptionBatch>;

  /** The last durable revision of a stream, −1 where there is none. */
  lastRevision(stream: StreamName): Promise<Revision>;

  /** The position of the last durable event, {@link LOG_START} in an empty log. */
  lastPosition(): Promise<Position>;

  /**
   * Every durable event that carries `commandId`, in log order, from the index of command ids.
   * Only where `capabilities.commandIndex`.
   */
  eventsOfCommand(commandId: string): Promise<readonly RecordedEvent[]>;

  /** Flushes what is staged, ends subscriptions and releases the files. Safe to call twice. */
  close(): Promise<void>;
}

/** No append is larger than this, on any store: content bytes of its events together. */
export const APPEND_BYTES_MAX = 900 * 1024;
