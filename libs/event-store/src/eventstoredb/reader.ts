/**
 * Reads in pages: each is a call of its own, read to its end, since a call that nobody consumes stays open.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { END, type ResolvedEvent, START } from '@eventstore/db-client';
import { StoreCorruptError, StoreError, StoreUnavailableError, UnknownPositionError } from '../errors.ts';
import {
  LOG_START,
  type LogFilter,
  type Position,
  type RecordedEvent,
  type Revision,
  type StreamName,
} from '../port.ts';
import type { UpcasterRegistry } from '../upcasting.ts';
import type { ClientStream, Connection } from './connection.ts';
import { isOurs, type ReadEvent, readEvent } from './event-form.ts';
import { isMissingStream, isNoPosition, kindOf, storeErrorOf } from './failures.ts';
import { isChosen } from './log-selection.ts';

export type Direction = 'forward' | 'backward';

export interface ReaderOptions {
  readonly connection: Connection;
  readonly upcasters: UpcasterRegistry | undefined;
  /** A page that takes longer is given up, in milliseconds. */
  readonly timeoutMs: number;
  /** For how long a failed page is tried again, in milliseconds. */
  readonly retryForMs: number;
}

interface RawPage {
  readonly resolved: readonly ResolvedEvent[];
  readonly isComplete: boolean;
}

/** A part of the log. */
export interface LogPage {
  readonly events: readonly RecordedEvent[];
  /** Of the last event read, ours or not. */
  readonly position: Position;
  readonly isComplete: boolean;
}

const RETRY_MS_MIN = 25;
const RETRY_MS_MAX = 1_000;

export class Reader {
  readonly #options: ReaderOptions;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** Events of a stream from a revision on (inclusive), read from the leader: decisions are made on them. */
  async streamPage(
    stream: StreamName,
    from: Revision | undefined,
    direction: Direction,
    limit: number,
  ): Promise<ReadEvent[]> {
    const { shown } = this.#options.connection;
    const fromRevision = from === undefined ? (direction === 'forward' ? START : END) : BigInt(from);
    const resolved = await this.#page(stream, ({ client }) =>
      client.readStream(stream, {
        fromRevision,
        direction: direction === 'forward' ? 'forwards' : 'backwards',
        maxCount: limit,
        requiresLeader: true,
      }),
    );
    return resolved.map(({ event }) => {
      if (event === undefined) throw new StoreCorruptError(shown, `${stream} holds a link to what is gone`);
      return readEvent(event, shown, this.#options.upcasters);
    });
  }

  /** The last event of a stream at or before a revision; undefined where there is none. */
  async eventAt(stream: StreamName, revision?: Revision): Promise<ReadEvent | undefined> {
    const [event] = await this.streamPage(stream, revision, 'backward', 1);
    return event;
  }

  /**
   * Of the next `limit` events after (backwards: before) a position, itself excluded, ours that are chosen. The client
   * cannot have the server choose.
   */
  async logPage(
    after: Position | undefined,
    direction: Direction,
    limit: number,
    filter: LogFilter = {},
  ): Promise<LogPage> {
    if (after === LOG_START && direction === 'backward') {
      return { events: [], position: LOG_START, isComplete: true };
    }
    const { resolved, isComplete } = await this.#logFrom(after, direction, limit);
    const events: RecordedEvent[] = [];
    let position = after ?? LOG_START;
    for (const one of resolved) {
      const at = positionOf(one);
      position = at;
      const event = this.logEvent(one, filter);
      if (event !== undefined) events.push(event);
    }
    return { events, position, isComplete };
  }

  /**
   * The server reads only from where an event is, so a position between two is taken for the one beside it: so the
   * event at a position can be asked for, as what comes after the one before.
   */
  async #logFrom(after: Position | undefined, direction: Direction, limit: number): Promise<RawPage> {
    if (after === undefined || after === LOG_START) {
      const resolved = await this.#readAll(direction === 'forward' ? START : END, direction, limit);
      return { resolved, isComplete: resolved.length < limit };
    }
    const isForward = direction === 'forward';
    try {
      // Forwards the event at the position comes once more.
      const count = isForward ? limit + 1 : limit;
      const resolved = await this.#readAll(after, direction, count);
      const isComplete = resolved.length < count;
      return { resolved: resolved.filter((one) => positionOf(one) !== after).slice(0, limit), isComplete };
    } catch (error) {
      if (!isNoPosition(error)) throw error;
    }
    const beside = isForward ? after + 1n : after - 1n;
    try {
      if (isForward) {
        const resolved = await this.#readAll(beside, direction, limit);
        return { resolved, isComplete: resolved.length < limit };
      }
      const at = (await this.#readAll(beside, 'forward', 1)).filter((one) => positionOf(one) === beside);
      if (limit === at.length) return { resolved: at, isComplete: false };
      const resolved = await this.#readAll(beside, direction, limit - at.length);
      return { resolved: [...at, ...resolved], isComplete: resolved.length < limit - at.length };
    } catch (error) {
      if (!isNoPosition(error)) throw error;
      throw new UnknownPositionError(after);
    }
  }

  #readAll(from: Position | typeof START | typeof END, direction: Direction, maxCount: number) {
    const fromPosition = typeof from === 'bigint' ? { commit: from, prepare: from } : from;
    return this.#page(undefined, ({ client }) =>
      client.readAll({
        fromPosition,
        direction: direction === 'forward' ? 'forwards' : 'backwards',
        maxCount,
      }),
    );
  }

  /** An event of the log; undefined where it is not chosen, the server's own, a link, or of another program. */
  logEvent({ event }: ResolvedEvent, filter: LogFilter): RecordedEvent | undefined {
    if (event === undefined || event.streamId.startsWith('$') || event.type.startsWith('$')) return undefined;
    // Making an event costs more than choosing it.
    if (!isChosen(event.streamId, event.type, filter) || !isOurs(event)) return undefined;
    return readEvent(event, this.#options.connection.shown, this.#options.upcasters).event;
  }

  /** Tried again for a while when it fails: reading changes nothing. */
  async #page(
    stream: StreamName | undefined,
    read: (connection: Connection) => unknown,
  ): Promise<ResolvedEvent[]> {
    const { connection, retryForMs } = this.#options;
    const end = performance.now() + retryForMs;
    for (let retryMs = RETRY_MS_MIN; ; retryMs = Math.min(retryMs * 2, RETRY_MS_MAX)) {
      try {
        return await this.#once(read);
      } catch (error) {
        if (isMissingStream(error)) return [];
        if (isNoPosition(error)) throw error;
        const isHopeless = kindOf(error) !== 'unknown' || performance.now() + retryMs > end;
        if (isHopeless)
          throw error instanceof StoreError ? error : storeErrorOf(error, connection.shown, stream);
        await delay(retryMs * (0.5 + Math.random() / 2));
      }
    }
  }

  async #once(read: (connection: Connection) => unknown): Promise<ResolvedEvent[]> {
    const { connection, timeoutMs } = this.#options;
    const stream = read(connection) as ClientStream;
    const cancel = connection.keep(stream);
    const timer = setTimeout(() => {
      stream.destroy(new StoreUnavailableError(connection.shown, `no answer within ${timeoutMs} ms`));
    }, timeoutMs);
    try {
      const events: ResolvedEvent[] = [];
      for await (const event of stream) {
        events.push(event as ResolvedEvent);
        timer.refresh();
      }
      return events;
    } finally {
      clearTimeout(timer);
      cancel();
    }
  }
}

/** One number says it: every event has a place of its own, the same as commit and as prepare position. */
export function positionOf({ event, link, commitPosition }: ResolvedEvent): Position {
  return (link ?? event)?.position?.commit ?? commitPosition ?? LOG_START;
}
