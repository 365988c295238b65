/**
 * The event store on EventStoreDB or KurrentDB.
 */
import { CapabilityMissingError, StoreClosedError, StoreCorruptError } from '../errors.ts';
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
import type { Appender } from './appender.ts';
import type { Connection } from './connection.ts';
import { headOf, type ReadEvent, verifyLink } from './event-form.ts';
import { isNothing } from './log-selection.ts';
import type { Reader } from './reader.ts';
import { type SubscriptionSource, subscription } from './subscription.ts';

export interface EventStoreDbParts {
  readonly connection: Connection;
  readonly reader: Reader;
  readonly appender: Appender;
  /** Events that one reading fetches. */
  readonly pageSize: number;
  readonly onBreak?: (error: unknown) => void;
}

/** A choice that is made here looks at so many pages in one call. */
const SCANNED_PAGES = 4;

/** Made by `openEventStoreDbEventStore`. */
export class EventStoreDbEventStore implements EventStore {
  readonly capabilities: Capabilities = { staging: false, commandIndex: false };
  readonly #parts: EventStoreDbParts;
  readonly #ended = new AbortController();
  readonly #appends = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(parts: EventStoreDbParts) {
    this.#parts = parts;
  }

  async append(
    stream: StreamName,
    events: readonly EventToAppend[],
    expected: ExpectedRevision,
  ): Promise<StagedAppend> {
    this.#assertOpen();
    const append = this.#parts.appender.append(stream, events, expected);
    this.#appends.add(append);
    try {
      return await append;
    } finally {
      this.#appends.delete(append);
    }
  }

  async *readStream(
    stream: StreamName,
    { from, direction = 'forward', limit = Number.POSITIVE_INFINITY }: ReadStreamOptions = {},
  ): AsyncGenerator<readonly RecordedEvent[], undefined> {
    const { reader, pageSize } = this.#parts;
    let next = from;
    let left = limit;
    let previous: ReadEvent | undefined;
    while (left > 0) {
      this.#assertOpen();
      const wanted = Math.min(left, pageSize);
      const page = await reader.streamPage(stream, next, direction, wanted);
      const last = page.at(-1);
      if (last === undefined) return;
      if (direction === 'forward') this.#verify(stream, previous, page);
      previous = last;
      yield page.map(({ event }) => event);
      left -= page.length;
      next = last.event.revision + (direction === 'forward' ? 1 : -1);
      if (page.length < wanted || next < 0) return;
    }
  }

  async *readLog({
    after,
    direction = 'forward',
    filter = {},
    limit = Number.POSITIVE_INFINITY,
  }: ReadLogOptions = {}): AsyncGenerator<readonly RecordedEvent[], undefined> {
    this.#assertOpen();
    if (limit <= 0 || isNothing(filter)) return;
    const isFiltered = filter.categories !== undefined || filter.types !== undefined;
    const pages =
      direction === 'forward' && isFiltered
        ? this.#searched(after ?? LOG_START, filter)
        : this.#scanned(after, direction, filter);
    let left = limit;
    for await (const page of pages) {
      if (page.length === 0) continue;
      yield page.length > left ? page.slice(0, left) : page;
      left -= page.length;
      if (left <= 0) return;
    }
  }

  subscribe({ after = LOG_START, filter, signal }: SubscribeOptions = {}): AsyncIterable<SubscriptionBatch> {
    const ends = signal === undefined ? [this.#ended.signal] : [this.#ended.signal, signal];
    return { [Symbol.asyncIterator]: () => subscription(this.#source, after, filter, ends) };
  }

  async lastRevision(stream: StreamName): Promise<Revision> {
    this.#assertOpen();
    return (await this.#parts.reader.eventAt(stream))?.event.revision ?? -1;
  }

  async lastPosition(): Promise<Position> {
    this.#assertOpen();
    const { reader, pageSize } = this.#parts;
    // Usually the very last; the server writes events of its own in between.
    let after: Position | undefined;
    for (let limit = 4; ; limit = Math.min(limit * 4, pageSize)) {
      const page = await reader.logPage(after, 'backward', limit);
      const [last] = page.events;
      if (last !== undefined) return last.position;
      if (page.isComplete) return LOG_START;
      after = page.position;
    }
  }

  async eventsOfCommand(): Promise<never> {
    throw new CapabilityMissingError('index of command ids');
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#ended.abort();
    await Promise.allSettled(this.#appends);
    await this.#parts.connection.leave();
  }

  /** Chooses here: the client cannot have the server do it for a reading. */
  async *#scanned(
    from: Position | undefined,
    direction: 'forward' | 'backward',
    filter: NonNullable<ReadLogOptions['filter']>,
  ): AsyncGenerator<readonly RecordedEvent[], undefined> {
    const { reader, pageSize } = this.#parts;
    const isFiltered = filter.categories !== undefined || filter.types !== undefined;
    const scanned = isFiltered ? pageSize * SCANNED_PAGES : pageSize;
    let after = from;
    for (;;) {
      this.#assertOpen();
      const page = await reader.logPage(after, direction, scanned, filter);
      yield page.events;
      if (page.isComplete) return;
      after = page.position;
    }
  }

  /** Forwards a subscription that ends at the end of the log has the server choose. */
  async *#searched(
    after: Position,
    filter: NonNullable<ReadLogOptions['filter']>,
  ): AsyncGenerator<readonly RecordedEvent[], undefined> {
    for await (const batch of this.subscribe({ after, filter })) {
      yield batch.events;
      if (batch.caughtUp) return;
    }
    this.#assertOpen();
  }

  #verify(stream: StreamName, before: ReadEvent | undefined, page: readonly ReadEvent[]): void {
    const { appender, connection } = this.#parts;
    let previous = before === undefined ? undefined : headOf(before);
    for (const one of page) {
      const { revision } = one.event;
      previous ??= appender.known(stream, revision - 1);
      if (previous !== undefined) verifyLink(previous, one, connection.shown);
      else if (one.event.stream !== stream) {
        throw new StoreCorruptError(connection.shown, `${stream} holds an event of ${one.event.stream}`);
      }
      previous = headOf(one);
    }
    if (previous !== undefined) appender.saw(stream, previous);
  }

  get #source(): SubscriptionSource {
    const { connection, reader, onBreak } = this.#parts;
    return {
      connection,
      reader,
      lastPosition: () => this.lastPosition(),
      ...(onBreak === undefined ? {} : { onBreak }),
    };
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) throw new StoreClosedError(this.#parts.connection.shown);
  }
}
