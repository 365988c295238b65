/**
 * The event store in one SQLite file.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { StoreClosedError, StoreReadOnlyError } from '../errors.ts';
import {
  type Capabilities,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  LOG_START,
  type Position,
  type ReadLogOptions,
  type ReadStreamOptions,
  type RecordedEvent,
  type Revision,
  type StagedAppend,
  type StreamName,
  type SubscribeOptions,
  type SubscriptionBatch,
} from '../port.ts';
import type { Changes } from './changes.ts';
import type { FolderLock } from './folder-lock.ts';
import type { LogReader } from './log-reader.ts';
import type { Staging } from './staging.ts';
import { subscription } from './subscription.ts';

export interface SqliteEventStoreParts {
  readonly file: string;
  readonly reader: LogReader;
  readonly changes: Changes;
  /** Events that one reading fetches. */
  readonly pageSize: number;
  /** Only in the writer. */
  readonly writer?: { readonly staging: Staging; readonly lock: FolderLock };
}

/** Made by `openSqliteEventStore`. */
export class SqliteEventStore implements EventStore {
  readonly capabilities: Capabilities = { staging: true, commandIndex: true };
  readonly #parts: SqliteEventStoreParts;
  readonly #ended = new AbortController();
  #closing: Promise<void> | undefined;

  constructor(parts: SqliteEventStoreParts) {
    this.#parts = parts;
  }

  append(
    stream: StreamName,
    events: readonly EventToAppend[],
    expected: ExpectedRevision,
  ): Promise<StagedAppend> {
    const { file, writer } = this.#parts;
    if (this.#closing !== undefined) return Promise.reject(new StoreClosedError(file));
    if (writer === undefined) return Promise.reject(new StoreReadOnlyError(file));
    return writer.staging.append(stream, events, expected);
  }

  async *readStream(
    stream: StreamName,
    { from, direction = 'forward', limit = Number.POSITIVE_INFINITY }: ReadStreamOptions = {},
  ): AsyncGenerator<readonly RecordedEvent[], undefined> {
    const { reader, pageSize } = this.#parts;
    const step = direction === 'forward' ? 1 : -1;
    let next = from ?? (direction === 'forward' ? 0 : Number.MAX_SAFE_INTEGER);
    let left = limit;
    while (left > 0) {
      const { events, isComplete } = reader.streamPage(stream, next, direction, Math.min(left, pageSize));
      const last = events.at(-1);
      if (last === undefined) return;
      yield events;
      if (isComplete) return;
      left -= events.length;
      next = last.revision + step;
      await nextTurn();
    }
  }

  async *readLog({
    after,
    direction = 'forward',
    filter,
    limit = Number.POSITIVE_INFINITY,
  }: ReadLogOptions = {}): AsyncGenerator<readonly RecordedEvent[], undefined> {
    const { reader, pageSize } = this.#parts;
    let position =
      direction === 'forward' ? Number(after ?? LOG_START) : Number(after ?? Number.MAX_SAFE_INTEGER);
    let left = limit;
    while (left > 0) {
      const page = reader.logPage(position, direction, filter, Math.min(left, pageSize));
      if (page.events.length > 0) yield page.events;
      if (page.isComplete) return;
      left -= page.events.length;
      position = page.position;
      await nextTurn();
    }
  }

  subscribe({ after = LOG_START, filter, signal }: SubscribeOptions = {}): AsyncIterable<SubscriptionBatch> {
    const { reader, changes, pageSize } = this.#parts;
    const source = {
      changes,
      page: (position: number, only: typeof filter) => reader.logPage(position, 'forward', only, pageSize),
    };
    const ends = signal === undefined ? [this.#ended.signal] : [this.#ended.signal, signal];
    return { [Symbol.asyncIterator]: () => subscription(source, Number(after), filter, ends) };
  }

  async lastRevision(stream: StreamName): Promise<Revision> {
    return this.#parts.reader.lastRevision(stream);
  }

  async lastPosition(): Promise<Position> {
    return BigInt(this.#parts.reader.lastPosition());
  }

  async eventsOfCommand(commandId: string): Promise<readonly RecordedEvent[]> {
    const { file, reader, writer } = this.#parts;
    if (this.#closing !== undefined) throw new StoreClosedError(file);
    // Asked once a command, and nearly always in vain: commands of one turn share a snapshot.
    if (writer !== undefined && !writer.staging.mayHaveCommand(commandId)) return [];
    return reader.eventsOfCommand(commandId);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { reader, writer } = this.#parts;
    this.#ended.abort();
    try {
      // The reader first: the last connection to close folds the write-ahead log into the file.
      await writer?.staging.flush();
      reader.close();
      await writer?.staging.close();
    } finally {
      writer?.lock.release();
    }
  }
}
