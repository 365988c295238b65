/**
 * Follows the log through the server's own subscriptions: catches up, then goes live. The client's subscription ends
 * with a broken connection, or does not even that; this one begins another where it stood, with back-off.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type ResolvedEvent, START } from '@eventstore/db-client';
import { EventStoreError, StoreCorruptError, StoreError, StoreUnavailableError } from '../errors.ts';
import {
  LOG_START,
  type LogFilter,
  type Position,
  type RecordedEvent,
  type SubscriptionBatch,
} from '../port.ts';
import type { ClientStream, Connection } from './connection.ts';
import { isNothing, serverFilter } from './log-selection.ts';
import { positionOf, type Reader } from './reader.ts';

export interface SubscriptionSource {
  readonly connection: Connection;
  readonly reader: Reader;
  readonly lastPosition: () => Promise<Position>;
  /** Told of every break, for tests and logs. */
  readonly onBreak?: (error: unknown) => void;
}

/** Bounds of the pause after a break, in milliseconds; it doubles in between. */
const RETRY_MS_MIN = 20;
const RETRY_MS_MAX = 5_000;
/** Events of a batch at most. */
const BATCH_MAX = 500;
/** How long a batch gathers while catching up, in milliseconds. */
const GATHER_MS = 20;
/** Events that the server looks at, while catching up, before it tells how far it has come. */
const SEARCH_WINDOW = 2_000;

/** What comes through the client's stream, in its order: events, and the news between them. */
type Item = ResolvedEvent | { readonly news: 'caught-up' | 'fell-behind' } | { readonly reached: Position };

type FollowEnd = 'caught-up' | 'fell-behind' | 'broken';

export function subscription(
  source: SubscriptionSource,
  after: Position,
  filter: LogFilter | undefined,
  signals: readonly AbortSignal[],
): AsyncIterableIterator<SubscriptionBatch> {
  const ended = new AbortController();
  const batches = new Following(
    source,
    after,
    filter ?? {},
    AbortSignal.any([ended.signal, ...signals]),
  ).run();
  return {
    next: () => batches.next(),
    return: () => {
      // A generator that waits for news would not hear of its end.
      ended.abort();
      return batches.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

class Following {
  readonly #source: SubscriptionSource;
  readonly #filter: LogFilter;
  readonly #signal: AbortSignal;
  #position: Position;
  #wasCaughtUp = false;
  #retryMs = RETRY_MS_MIN;

  constructor(source: SubscriptionSource, after: Position, filter: LogFilter, signal: AbortSignal) {
    this.#source = source;
    this.#position = after;
    this.#filter = filter;
    this.#signal = signal;
  }

  async *run(): AsyncGenerator<SubscriptionBatch, undefined> {
    // Wide windows catch up fast; then each event that does not match is told by its position alone.
    let isLive = false;
    while (!this.#signal.aborted) {
      try {
        const end: FollowEnd = yield* this.#follow(isLive);
        isLive = end === 'caught-up';
        if (end !== 'broken') continue;
        if (this.#signal.aborted) return;
        const { shown } = this.#source.connection;
        this.#source.onBreak?.(new StoreUnavailableError(shown, 'the subscription ended without a word'));
      } catch (error) {
        if (this.#signal.aborted) return;
        const isLasting =
          error instanceof StoreCorruptError ||
          (error instanceof EventStoreError && !(error instanceof StoreError));
        if (isLasting) throw error;
        this.#source.onBreak?.(error);
      }
      isLive = false;
      await delay(this.#retryMs * (0.5 + Math.random() / 2), undefined, { signal: this.#signal }).catch(
        () => {},
      );
      this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MS_MAX);
    }
  }

  /** One subscription of the client, until it breaks; a filtered one also until it is time for the other window. */
  async *#follow(isLive: boolean): AsyncGenerator<SubscriptionBatch, FollowEnd> {
    const { connection, lastPosition } = this.#source;
    // Whatever matches up to here has come when the subscription says that it has caught up.
    const end = await lastPosition();
    const stream = this.#subscribe(isLive);
    const cancel = connection.keep(stream);
    const onAbort = () => cancel();
    this.#signal.addEventListener('abort', onAbort);
    try {
      for await (const items of inBatches(stream, this.#signal, () => !this.#wasCaughtUp)) {
        this.#retryMs = RETRY_MS_MIN;
        let events: RecordedEvent[] = [];
        for (const item of items) {
          if ('news' in item) {
            if (item.news === 'caught-up') {
              yield* this.#tell(events, end, true);
              events = [];
              if (!isLive && this.#hasServerFilter) return 'caught-up';
            } else if (isLive && this.#hasServerFilter) {
              yield* this.#tell(events, this.#position, false);
              return 'fell-behind';
            }
          } else if ('reached' in item) {
            yield* this.#tell(events, item.reached, this.#wasCaughtUp);
            events = [];
          } else {
            this.#take(item, events);
          }
        }
        yield* this.#tell(events, this.#position, this.#wasCaughtUp);
      }
      return 'broken';
    } finally {
      this.#signal.removeEventListener('abort', onAbort);
      cancel();
      this.#wasCaughtUp = false;
    }
  }

  /** An event of a running subscription; the one that it began with may come again. */
  #take(item: ResolvedEvent, events: RecordedEvent[]): void {
    const position = positionOf(item);
    if (position <= this.#position) return;
    const event = this.#source.reader.logEvent(item, this.#filter);
    if (event !== undefined) events.push(event);
    this.#position = position;
  }

  *#tell(
    events: readonly RecordedEvent[],
    position: Position,
    caughtUp: boolean,
  ): Generator<SubscriptionBatch, void> {
    const before = this.#told;
    if (position > this.#position) this.#position = position;
    const isNews = events.length > 0 || this.#position > before || caughtUp !== this.#wasCaughtUp;
    this.#wasCaughtUp = caughtUp;
    this.#told = this.#position;
    if (isNews) yield { events, position: this.#position, caughtUp };
  }

  /** The position of the last batch. */
  #told: Position = LOG_START;

  get #hasServerFilter(): boolean {
    const { categories, types } = this.#filter;
    return !isNothing(this.#filter) && (categories !== undefined || types !== undefined);
  }

  #subscribe(isLive: boolean): ClientStream {
    const fromPosition =
      this.#position === LOG_START ? START : { commit: this.#position, prepare: this.#position };
    const filter = this.#hasServerFilter
      ? serverFilter(this.#filter, {
          maxSearchWindow: isLive ? 1 : SEARCH_WINDOW,
          checkpointInterval: 1,
          checkpointReached: async (subscription, { commit, prepare }) => {
            // Others are no place of an event, and nothing can be read from them.
            if (commit === prepare) push(subscription as unknown as ClientStream, { reached: commit });
          },
        })
      : undefined;
    const stream = this.#source.connection.client.subscribeToAll(
      { fromPosition, ...(filter === undefined ? {} : { filter }) },
      { highWaterMark: BATCH_MAX },
    ) as unknown as ClientStream;
    stream.on('caughtUp', () => push(stream, { news: 'caught-up' }));
    stream.on('fellBehind', () => push(stream, { news: 'fell-behind' }));
    return stream;
  }
}

/** The client tells these beside its stream; within it they keep their place among the events. */
function push(stream: ClientStream, item: Item): void {
  stream.push(item);
}

/**
 * What has come meanwhile, each time; nothing is fetched ahead beyond the stream's own buffer. While catching up it
 * waits a little for more: many events at once cost less than one after the other.
 */
async function* inBatches(
  stream: ClientStream,
  signal: AbortSignal,
  isCatchingUp: () => boolean,
): AsyncGenerator<Item[]> {
  const arrivals = new Arrivals(stream);
  while (!signal.aborted) {
    const items: Item[] = [];
    const until = performance.now() + GATHER_MS;
    for (;;) {
      const isNews = arrivals.take(items);
      const isEnough = isNews || items.length >= BATCH_MAX || !isCatchingUp() || performance.now() >= until;
      if (items.length === 0 || isEnough || arrivals.isOver) break;
      await arrivals.more(Math.max(until - performance.now(), 0));
    }
    if (items.length > 0) yield items;
    else if (arrivals.isOver) return arrivals.end();
    else await arrivals.more();
  }
}

/** What a stream of the client holds ready. */
class Arrivals {
  readonly #stream: ClientStream;
  #failure: unknown;
  #isOver = false;
  #wake: () => void = () => {};

  constructor(stream: ClientStream) {
    this.#stream = stream;
    stream.on('readable', () => this.#wake());
    stream.on('error', (error) => {
      this.#failure = error;
      this.#ended();
    });
    stream.on('end', () => this.#ended());
    stream.on('close', () => this.#ended());
  }

  get isOver(): boolean {
    return this.#isOver || this.#stream.destroyed;
  }

  /** Adds what is there, up to the size of a batch. @returns whether there is news other than events among it. */
  take(items: Item[]): boolean {
    let isNews = false;
    while (items.length < BATCH_MAX) {
      const item = this.#stream.read() as Item | null;
      if (item === null) break;
      isNews ||= 'news' in item;
      items.push(item);
    }
    return isNews;
  }

  /** Waits until more has come, or the stream is over, or so many milliseconds have passed. */
  async more(timeoutMs?: number): Promise<void> {
    if (this.isOver) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (timeoutMs !== undefined) setTimeout(resolve, timeoutMs);
    });
    this.#wake = () => {};
  }

  /** @throws what the stream ended in. */
  end(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  #ended(): void {
    this.#isOver = true;
    this.#wake();
  }
}
