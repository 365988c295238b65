/**
 * Reads the log's file through a connection of its own. Synchronous; each call sees one consistent state of the
 * log, with everything that is durable and nothing else. Never writes.
 */
import { StoreClosedError, StoreCorruptError } from '../errors.ts';
import { type Origin, sharedOf } from '../origin.ts';
import type { LogFilter, RecordedEvent, Revision, StreamName } from '../port.ts';
import { RecentMap } from '../recent-map.ts';
import { StoredEvent } from '../stored-event.ts';
import type { UpcasterRegistry } from '../upcasting.ts';
import { commandKey } from './command-key.ts';
import type { Direction, LogRow, StreamRow } from './event-rows.ts';
import { FILTER_LIMITS, type FilterLimits } from './log-filter.ts';
import { PageParts, type PartSource } from './page-parts.ts';
import { ReadConnection } from './read-connection.ts';
import { storeErrorFrom } from './sqlite-errors.ts';

/** A part of the log. */
export interface LogPage {
  readonly events: readonly RecordedEvent[];
  /** Everything that matches has been read up to here (inclusive). */
  readonly position: number;
  /** True when the part reaches the end of the log (backwards: its start). */
  readonly isComplete: boolean;
}

/** A part of a stream. */
export interface StreamPage {
  readonly events: readonly RecordedEvent[];
  /** True when the part reaches the end of the stream (backwards: its start). */
  readonly isComplete: boolean;
}

/** A page shall not hold much more content than this, in UTF-16 units, as far as the page before can tell. */
const PAGE_UNITS_MAX = 4 * 1024 * 1024;
const PAGE_EVENTS_MIN = 8;
/** Origins that are remembered, of those in neither the page nor the one before: two generations of this many. */
const ORIGINS_MAX = 4_096;

export class LogReader implements PartSource {
  readonly #file: string;
  readonly #upcasters: UpcasterRegistry | undefined;
  readonly #limits: FilterLimits;
  #connection: ReadConnection | undefined;
  #closed = false;
  readonly #origins = new RecentMap<number, Origin>(ORIGINS_MAX);
  #lastPage: PageParts | undefined;
  /** Content of an event of the last page, on average. */
  #eventUnits = 1;

  constructor(file: string, upcasters?: UpcasterRegistry, limits = FILTER_LIMITS) {
    this.#file = file;
    this.#upcasters = upcasters;
    this.#limits = limits;
  }

  /** Opens the file now rather than at the first reading. */
  open(): void {
    this.#use(() => {});
  }

  /** −1 in an empty log. */
  lastPosition(): number {
    return this.#use((connection) => connection.lastPosition());
  }

  /** −1 where there is no such stream. */
  lastRevision(stream: StreamName): Revision {
    return this.#use(({ head }) => (head.get(stream) as unknown as [number] | undefined)?.[0] ?? -1);
  }

  /** Changes whenever another connection has committed. */
  dataVersion(): number {
    return this.#use(({ dataVersion }) => (dataVersion.get() as unknown as [number])[0]);
  }

  /** Events of a stream from a revision on (inclusive). */
  streamPage(stream: StreamName, from: Revision, direction: Direction, limit: number): StreamPage {
    return this.#use((connection) => {
      const statement = direction === 'forward' ? connection.streamForward : connection.streamBackward;
      const wanted = this.#pageSize(limit);
      const rows = statement.all(stream, from, wanted) as unknown as StreamRow[];
      return { events: this.#events(connection, rows, stream), isComplete: rows.length < wanted };
    });
  }

  /** Matching events after (backwards: before) a position, itself excluded, at most `limit`. */
  logPage(after: number, direction: Direction, filter: LogFilter | undefined, limit: number): LogPage {
    return this.#use((connection) => {
      connection.db.exec('BEGIN');
      try {
        const plan = connection.planOf(filter);
        const end = connection.lastPosition();
        const { rows, position, isComplete } = plan.page(after, direction, end, this.#pageSize(limit));
        const events = this.#events(connection, rows, undefined, filter === undefined);
        return { events, position, isComplete };
      } finally {
        connection.db.exec('COMMIT');
      }
    });
  }

  /** Every event that carries the command id, in log order. */
  eventsOfCommand(commandId: string): RecordedEvent[] {
    return this.#use((connection) => {
      const found = new Map<number, RecordedEvent>();
      for (const row of connection.commandPositions.all(commandKey(commandId))) {
        let position = (row as unknown as [number])[0];
        // The index holds the first of the events that a command left in one append.
        for (; !found.has(position); position++) {
          const rows = connection.at.all(position) as unknown as LogRow[];
          const [event] = this.#events(connection, rows);
          if (event === undefined || event.metadata.commandId !== commandId) break;
          found.set(position, event);
        }
      }
      return [...found.entries()].sort(([a], [b]) => a - b).map(([, event]) => event);
    });
  }

  hashAt(position: number): string {
    return this.hashesBetween(position, position)[0] as string;
  }

  hashesBetween(first: number, last: number): string[] {
    return this.#useAnyTime(({ hashes }) =>
      (hashes.all(first, last) as unknown as [string][]).map(([hash]) => hash),
    );
  }

  originAt(position: number): Origin {
    const known = this.#origins.get(position);
    if (known !== undefined) return known;
    const origin = this.#readOrigin(position);
    this.#origins.set(position, origin);
    return origin;
  }

  #readOrigin(position: number): Origin {
    const row = this.#useAnyTime((connection) => connection.origin.get(position));
    if (row === undefined) throw new StoreCorruptError(this.#file, `there is no event ${position}`);
    const [stream, revision, metadata] = row as unknown as [StreamName, Revision, string];
    return { stream, revision, shared: sharedOf(JSON.parse(metadata)) };
  }

  close(): void {
    this.#closed = true;
    this.#drop();
  }

  /** Fewer events where they are large, so that a page has a bounded size. */
  #pageSize(limit: number): number {
    return Math.min(limit, Math.max(Math.floor(PAGE_UNITS_MAX / this.#eventUnits), PAGE_EVENTS_MIN));
  }

  /**
   * @param stream its name, where the rows have none.
   * @param isWhole whether the rows are a piece of the log: then what follows from its events stands in the next one.
   */
  #events(
    connection: ReadConnection,
    rows: readonly LogRow[] | readonly StreamRow[],
    stream?: StreamName,
    isWhole = false,
  ): RecordedEvent[] {
    const events: RecordedEvent[] = new Array(rows.length);
    const [first, last] = [rows[0]?.[0] ?? 0, rows.at(-1)?.[0] ?? 0];
    const before = isWhole ? this.#lastPage : undefined;
    const parts = new PageParts(this, Math.min(first, last), Math.max(first, last), events, before);
    if (isWhole) this.#lastPage = parts;
    let units = 0;
    for (let i = 0; i < rows.length; i++) {
      const [position, revision, typeId, recordedAt, data, metadata, origin, streamId] = rows[i] as LogRow;
      const type = connection.types.typeOf(typeId);
      if (type === undefined) throw new StoreCorruptError(this.#file, `event ${position} has no type`);
      units += data.length + metadata.length;
      events[i] = new StoredEvent(
        BigInt(position),
        stream ?? connection.streams.nameOf(streamId),
        revision,
        recordedAt,
        { type: type.name, version: type.version, data, metadata, origin },
        parts,
        this.#upcasters,
      );
    }
    if (rows.length > 0) this.#eventUnits = Math.max(units / rows.length, 1);
    return events;
  }

  /** Also after closing: an event may be asked for its parts at any time. */
  #useAnyTime<T>(read: (connection: ReadConnection) => T): T {
    const isClosed = this.#closed;
    this.#closed = false;
    try {
      return this.#use(read);
    } finally {
      if (isClosed) this.close();
    }
  }

  #use<T>(read: (connection: ReadConnection) => T): T {
    if (this.#closed) throw new StoreClosedError(this.#file);
    try {
      this.#connection ??= new ReadConnection(this.#file, this.#limits);
      return read(this.#connection);
    } catch (error) {
      if (isOfSqlite(error)) {
        // A fresh connection at the next call: the fault may have been this one's.
        this.#drop();
        throw storeErrorFrom(error, this.#file);
      }
      throw error;
    }
  }

  #drop(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection?.db.isOpen) connection.db.close();
  }
}

function isOfSqlite(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 'ERR_SQLITE_ERROR';
}
