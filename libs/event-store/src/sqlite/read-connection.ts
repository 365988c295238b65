/**
 * An open connection that only reads, with its prepared statements.
 */
import { existsSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { StoreNotFoundError } from '../errors.ts';
import type { LogFilter } from '../port.ts';
import { EVENTS_AND_STREAMS, LOG_COLUMNS, prepareRows, STREAM_COLUMNS, STREAM_TABLES } from './event-rows.ts';
import { type FilterLimits, LogFilterPlan } from './log-filter.ts';
import { EventTypes, StreamNames } from './names.ts';
import { checkSchema } from './schema.ts';

/** How long a reader waits where another connection recovers the file after a crash, in milliseconds. */
const BUSY_MS = 5_000;
/** Filters whose statements are kept. */
const PLANS_MAX = 32;

export class ReadConnection {
  readonly db: DatabaseSync;
  readonly types: EventTypes;
  readonly streams: StreamNames;
  /** Of a position: its event. */
  readonly at: StatementSync;
  /** Of a stream's name: its last revision. */
  readonly head: StatementSync;
  /** Of a stream's name, first revision and limit: events. */
  readonly streamForward: StatementSync;
  /** Of a stream's name, last revision and limit: events, latest first. */
  readonly streamBackward: StatementSync;
  /** Of a key of the command index: positions. */
  readonly commandPositions: StatementSync;
  /** Of a first and a last position: hashes in hex. */
  readonly hashes: StatementSync;
  /** Of a position: stream, revision and metadata. */
  readonly origin: StatementSync;
  readonly dataVersion: StatementSync;
  readonly #last: StatementSync;
  readonly #limits: FilterLimits;
  readonly #plans = new Map<string, LogFilterPlan>();

  /** @throws StoreNotFoundError, StoreForeignFileError, StoreTooNewError, and what SQLite reports. */
  constructor(file: string, limits: FilterLimits) {
    this.#limits = limits;
    if (!existsSync(file)) throw new StoreNotFoundError(file);
    const db = new DatabaseSync(file, { readOnly: true, timeout: BUSY_MS });
    this.db = db;
    try {
      checkSchema(db, file);
      this.types = new EventTypes(db);
      this.streams = new StreamNames(db);
      const inStream = `${STREAM_TABLES} WHERE s.name = ?`;
      const latestFirst = 'ORDER BY e.revision DESC';
      this.at = prepareRows(db, `SELECT ${LOG_COLUMNS} FROM events e WHERE e.position = ?`);
      this.head = prepareRows(db, `SELECT e.revision ${inStream} ${latestFirst} LIMIT 1`);
      this.streamForward = prepareRows(
        db,
        `SELECT ${STREAM_COLUMNS} ${inStream} AND e.revision >= ? ORDER BY e.revision LIMIT ?`,
      );
      this.streamBackward = prepareRows(
        db,
        `SELECT ${STREAM_COLUMNS} ${inStream} AND e.revision <= ? ${latestFirst} LIMIT ?`,
      );
      this.commandPositions = prepareRows(
        db,
        'SELECT position FROM commands WHERE key = ? ORDER BY position',
      );
      this.hashes = prepareRows(
        db,
        'SELECT lower(hex(hash)) FROM events WHERE position BETWEEN ? AND ? ORDER BY position',
      );
      this.origin = prepareRows(
        db,
        `SELECT s.name, e.revision, e.metadata ${EVENTS_AND_STREAMS} WHERE e.position = ?`,
      );
      this.dataVersion = prepareRows(db, 'PRAGMA data_version');
      this.#last = prepareRows(db, 'SELECT position FROM events ORDER BY position DESC LIMIT 1');
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** −1 in an empty log. */
  lastPosition(): number {
    return (this.#last.get() as unknown as [number] | undefined)?.[0] ?? -1;
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
