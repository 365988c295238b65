/**
 * Reads the log's file through a connection of its own. Synchronous; each call sees one consistent state of the
 * log, with everything that is durable and nothing else. Never writes.
 */
import { existsSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { StoreClosedError, StoreCorruptError, StoreNotFoundError } from '../errors.ts';
import type { LogFilter, RecordedEvent, Revision, StreamName } from '../port.ts';
import { StoredEvent } from '../stored-event.ts';
import type { UpcasterRegistry } from '../upcasting.ts';
import { commandKey } from './command-key.ts';
import { type Direction, EVENT_COLUMNS, EVENTS, type EventRow, prepareRows } from './event-rows.ts';
import { FILTER_LIMITS, type FilterLimits, LogFilterPlan } from './log-filter.ts';
import { InternedNames } from './names.ts';
import { checkSchema, pragma } from './schema.ts';
import { storeErrorFrom } from './sqlite-errors.ts';

/** A part of the log. */
export interface LogPage {
  readonly events: readonly RecordedEvent[];
  /** Everything that matches has been read up to here (inclusive). */
  readonly position: number;
  /** True when the part reaches the end of the log (backwards: its start). */
  readonly isComplete: boolean;
}

/** How long a reader waits where another connection recovers the file after a crash, in milliseconds. */
const BUSY_MS = 5_000;

export class LogReader {
  readonly #file: string;
  readonly #upcasters: UpcasterRegistry | undefined;
  readonly #limits: FilterLimits;
  #connection: Connection | undefined;
  #closed = false;

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
    return this.#use(({ last }) => Number((last.get() as unknown as [number] | undefined)?.[0] ?? -1));
  }

  /** −1 where there is no such stream. */
  lastRevision(stream: StreamName): Revision {
    return this.#use(({ head }) => Number((head.get(stream) as unknown as [number] | undefined)?.[0] ?? -1));
  }

  /** Changes whenever another connection has committed. */
  dataVersion(): number {
    return this.#use(({ db }) => pragma(db, 'data_version'));
  }

  /** Events of a stream from a revision on (inclusive), at most `limit`. */
  streamPage(stream: StreamName, from: Revision, direction: Direction, limit: number): RecordedEvent[] {
    return this.#use((connection) => {
      const streamId = (connection.streamId.get(stream) as unknown as [number] | undefined)?.[0];
      if (streamId === undefined) return [];
      const statement = direction === 'forward' ? connection.streamForward : connection.streamBackward;
      return this.#events(connection, statement.all(streamId, from, limit));
    });
  }

  /** Matching events after (backwards: before) a position, itself excluded, at most `limit`. */
  logPage(after: number, direction: Direction, filter: LogFilter | undefined, limit: number): LogPage {
    return this.#use((connection) => {
      connection.db.exec('BEGIN');
      try {
        const end = Number((connection.last.get() as unknown as [number] | undefined)?.[0] ?? -1);
        const plan = connection.planOf(filter);
        const { rows, position, isComplete } = plan.page(after, direction, end, limit);
        return { events: this.#events(connection, rows), position, isComplete };
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
        for (let stream = ''; !found.has(position); position++) {
          const [event] = this.#events(connection, connection.at.all(position));
          if (event === undefined || event.metadata.commandId !== commandId) break;
          if (stream !== '' && event.stream !== stream) break;
          stream = event.stream;
          found.set(position, event);
        }
      }
      return [...found.entries()].sort(([a], [b]) => a - b).map(([, event]) => event);
    });
  }

  close(): void {
    this.#closed = true;
    this.#drop();
  }

  #events(connection: Connection, rows: readonly unknown[]): RecordedEvent[] {
    const events: RecordedEvent[] = new Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const [position, stream, revision, typeId, recordedAt, hash, content] = rows[i] as EventRow;
      const type = connection.types.nameOf(typeId);
      if (type === undefined) throw new StoreCorruptError(this.#file, `event ${position} has no type`);
      events[i] = new StoredEvent(
        BigInt(position),
        stream,
        revision,
        type,
        recordedAt,
        hash,
        content,
        this.#upcasters,
      );
    }
    return events;
  }

  #use<T>(read: (connection: Connection) => T): T {
    if (this.#closed) throw new StoreClosedError(this.#file);
    try {
      this.#connection ??= new Connection(this.#file, this.#limits);
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

/** An open connection with its prepared statements. */
class Connection {
  readonly db: DatabaseSync;
  readonly types: InternedNames;
  readonly last: StatementSync;
  readonly head: StatementSync;
  readonly at: StatementSync;
  readonly streamId: StatementSync;
  readonly streamForward: StatementSync;
  readonly streamBackward: StatementSync;
  readonly commandPositions: StatementSync;
  readonly #limits: FilterLimits;
  readonly #plans = new Map<string, LogFilterPlan>();

  constructor(file: string, limits: FilterLimits) {
    this.#limits = limits;
    if (!existsSync(file)) throw new StoreNotFoundError(file);
    this.db = new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS });
    try {
      checkSchema(this.db, file);
      this.types = new InternedNames(this.db, 'event_types', 'reader');
      this.last = prepareRows(this.db, 'SELECT position FROM events ORDER BY position DESC LIMIT 1');
      this.head = prepareRows(
        this.db,
        `SELECT e.revision FROM streams s CROSS JOIN events e ON e.stream_id = s.id WHERE s.name = ?
         ORDER BY e.revision DESC LIMIT 1`,
      );
      this.at = prepareRows(this.db, `SELECT ${EVENT_COLUMNS} ${EVENTS} WHERE e.position = ?`);
      this.streamId = prepareRows(this.db, 'SELECT id FROM streams WHERE name = ?');
      const inStream = `SELECT ${EVENT_COLUMNS} ${EVENTS} WHERE e.stream_id = ? AND e.revision`;
      this.streamForward = prepareRows(this.db, `${inStream} >= ? ORDER BY e.revision LIMIT ?`);
      this.streamBackward = prepareRows(this.db, `${inStream} <= ? ORDER BY e.revision DESC LIMIT ?`);
      this.commandPositions = prepareRows(
        this.db,
        'SELECT position FROM commands WHERE key = ? ORDER BY position',
      );
    } catch (error) {
      this.db.close();
      throw error;
    }
  }

  planOf(filter: LogFilter | undefined): LogFilterPlan {
    const key = JSON.stringify([filter?.categories, filter?.types]);
    let plan = this.#plans.get(key);
    if (plan === undefined) {
      if (this.#plans.size >= PLANS_MAX) this.#plans.clear();
      plan = new LogFilterPlan(this.db, filter, this.#limits);
      this.#plans.set(key, plan);
    }
    return plan;
  }
}

/** Filters whose statements are kept. */
const PLANS_MAX = 32;
