/**
 * How events are selected from the tables.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

export type Direction = 'forward' | 'backward';

/** The columns of {@link EVENT_COLUMNS}. */
export type EventRow = readonly [
  position: number,
  stream: string,
  revision: number,
  typeId: number,
  recordedAt: number,
  hash: string,
  content: string,
];

export const EVENT_COLUMNS =
  'e.position, s.name, e.revision, e.type_id, e.recorded_at, lower(hex(e.hash)), e.content';

/** A cross join keeps the order of the tables: events first, then the name of each one's stream. */
export const EVENTS = 'FROM events e CROSS JOIN streams s ON s.id = e.stream_id';

/** A statement that answers rows as lists: less to make than objects. */
export function prepareRows(db: DatabaseSync, sql: string): StatementSync {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}
