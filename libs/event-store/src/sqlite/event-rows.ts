/**
 * How events are selected from the tables.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

export type Direction = 'forward' | 'backward';

/** An event in the log: {@link LOG_COLUMNS}. */
export type LogRow = readonly [
  position: number,
  revision: number,
  typeId: number,
  recordedAt: number,
  data: string,
  metadata: string,
  origin: number | null,
  streamId: number,
];

/** An event in a stream whose name is known: {@link STREAM_COLUMNS}. */
export type StreamRow = readonly [
  position: number,
  revision: number,
  typeId: number,
  recordedAt: number,
  data: string,
  metadata: string,
  origin: number | null,
];

export const STREAM_COLUMNS =
  'e.position, e.revision, e.type_id, e.recorded_at, e.data, e.metadata, e.origin';
export const LOG_COLUMNS = `${STREAM_COLUMNS}, e.stream_id`;

/** A cross join keeps the order of the tables: events first, then the stream of each. */
export const EVENTS_AND_STREAMS = 'FROM events e CROSS JOIN streams s ON s.id = e.stream_id';
/** The stream by its name, then its events. */
export const STREAM_TABLES = 'FROM streams s CROSS JOIN events e ON e.stream_id = s.id';

/** A statement that answers rows as lists: less to make than objects. */
export function prepareRows(db: DatabaseSync, sql: string): StatementSync {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}
