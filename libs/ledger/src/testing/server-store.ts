import { setTimeout as delay } from 'node:timers/promises';
import {
  type Capabilities,
  contentHashOf,
  decodeContent,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  encodeContent,
  hexOf,
  LOG_START,
  type LogFilter,
  type Position,
  type ReadLogOptions,
  type ReadStreamOptions,
  type RecordedEvent,
  type StagedAppend,
  type StreamName,
  type SubscribeOptions,
  type SubscriptionBatch,
  WrongExpectedRevisionError,
} from '#event-store';

/** A log in memory that several stores share, as several processes share a server. */
export class ServerLog {
  readonly events: RecordedEvent[] = [];
  readonly heads = new Map<StreamName, number>();
  readonly #clock: () => number;
  #changed = Promise.withResolvers<void>();

  /** @param clock when events are recorded. */
  constructor(clock: () => number = Date.now) {
    this.#clock = clock;
  }

  get changed(): Promise<void> {
    return this.#changed.promise;
  }

  append(stream: StreamName, events: readonly EventToAppend[], expected: ExpectedRevision): Position {
    const head = this.heads.get(stream) ?? -1;
    if ((expected === 'no-stream' ? -1 : expected) !== head) {
      throw new WrongExpectedRevisionError(stream, expected, head);
    }
    events.forEach((event, index) => {
      const content = encodeContent(event);
      const contentHash = hexOf(contentHashOf(content));
      const { data, metadata } = decodeContent(content);
      this.events.push({
        id: `${stream}@${head + 1 + index}`,
        type: event.type,
        schemaVersion: 1,
        stream,
        revision: head + 1 + index,
        // As a server may have it: increasing, with gaps.
        position: BigInt(this.events.length * 10),
        recordedAt: this.#clock(),
        data,
        metadata,
        contentHash,
        hash: contentHash,
      });
    });
    this.heads.set(stream, head + events.length);
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
    return this.events.at(-1)?.position ?? LOG_START;
  }
}

/** What goes wrong on the way to the server; each is asked before (and after) every append. */
export interface Faults {
  /** Throws to lose an append before it arrives. */
  before?(stream: StreamName): void;
  /** Throws to lose the answer of an append that was done. */
  after?(stream: StreamName): void;
}

/** A store without staging, as a client of a server has it: every call is a round trip, others append as well. */
export class ServerStore implements EventStore {
  readonly capabilities: Capabilities = { staging: false, commandIndex: true };
  readonly log: ServerLog;
  faults: Faults = {};
  readonly #roundTripMs: () => number;

  constructor(log: ServerLog, roundTripMs: () => number = () => 0) {
    this.log = log;
    this.#roundTripMs = roundTripMs;
  }

  async append(
    stream: StreamName,
    events: readonly EventToAppend[],
    expected: ExpectedRevision,
  ): Promise<StagedAppend> {
    await this.#travel();
    this.faults.before?.(stream);
    const position = this.log.append(stream, events, expected);
    this.faults.after?.(stream);
    await this.#travel();
    const firstRevision = expected === 'no-stream' ? 0 : expected + 1;
    const lastRevision = firstRevision + events.length - 1;
    return { firstRevision, lastRevision, position, durable: Promise.resolve() };
  }

  async *readStream(
    stream: StreamName,
    { from, direction, limit = Number.POSITIVE_INFINITY }: ReadStreamOptions = {},
  ): AsyncGenerator<readonly RecordedEvent[], undefined> {
    await this.#travel();
    const isBackward = direction === 'backward';
    const first = from ?? (isBackward ? Number.POSITIVE_INFINITY : 0);
    const found = this.log.events.filter(
      (event) => event.stream === stream && (isBackward ? event.revision <= first : event.revision >= first),
    );
    if (isBackward) found.reverse();
    if (found.length > 0) yield found.slice(0, limit);
  }

  async *readLog({
    after = LOG_START,
    filter,
  }: ReadLogOptions = {}): AsyncGenerator<readonly RecordedEvent[], undefined> {
    await this.#travel();
    const found = this.log.events.filter((event) => event.position > after && passes(event, filter));
    if (found.length > 0) yield found;
  }

  async *subscribe({
    after = LOG_START,
    filter,
    signal,
  }: SubscribeOptions = {}): AsyncGenerator<SubscriptionBatch, undefined> {
    let position = after;
    const aborted = new Promise((resolve) => signal?.addEventListener('abort', resolve));
    while (signal?.aborted !== true) {
      const { changed } = this.log;
      const news = this.log.events.filter((event) => event.position > position);
      position = news.at(-1)?.position ?? position;
      if (news.length > 0) {
        yield { events: news.filter((event) => passes(event, filter)), position, caughtUp: true };
      } else {
        await Promise.race([changed, aborted]);
        await this.#travel();
      }
    }
  }

  async lastRevision(stream: StreamName): Promise<number> {
    await this.#travel();
    return this.log.heads.get(stream) ?? -1;
  }

  async lastPosition(): Promise<Position> {
    await this.#travel();
    return this.log.events.at(-1)?.position ?? LOG_START;
  }

  async eventsOfCommand(commandId: string): Promise<readonly RecordedEvent[]> {
    await this.#travel();
    return this.log.events.filter(({ metadata }) => metadata.commandId === commandId);
  }

  async close(): Promise<void> {}

  async #travel(): Promise<void> {
    const ms = this.#roundTripMs();
    if (ms > 0) await delay(ms);
  }
}

function passes({ stream, type }: RecordedEvent, { categories, types }: LogFilter = {}): boolean {
  const category = stream.split('-', 1)[0] ?? stream;
  return (categories?.includes(category) ?? true) && (types?.includes(type) ?? true);
}
