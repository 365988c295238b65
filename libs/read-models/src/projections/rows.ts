import type { RecordedEvent } from '#event-store';
import type { Row, TABLES, TableName } from '../database/tables.ts';

/** Tables whose rows projections make; their keys are texts. */
export type ProjectedTable = Exclude<
  TableName,
  'checkpoint' | 'parked_streams' | 'event_segments' | 'event_parts' | 'event_refs'
>;

/** Tables of what was: see `history` of their description. */
export type HistoryTable = {
  [Table in ProjectedTable]: (typeof TABLES)[Table] extends { readonly history: true } ? Table : never;
}[ProjectedTable];

/**
 * The rows as they stand before an event, and what it makes of them. A row is a value: replaced, never changed.
 *
 * Every row belongs to one stream: only that stream's events write it. So a stream that is parked and folded later
 * gives the rows that it would have given at once.
 */
export interface Rows {
  get<Table extends ProjectedTable>(table: Table, ...key: readonly string[]): Row<Table> | undefined;
  put<Table extends ProjectedTable>(table: Table, row: Row<Table>): void;
  remove(table: ProjectedTable, ...key: readonly string[]): void;
  /** Adds what was, from the event on; of two rows that an event adds of one key the last counts. */
  add<Table extends HistoryTable>(table: Table, row: Row<Table>): void;
}

/** What a projection needs of an event. */
export type ProjectedEvent = Pick<
  RecordedEvent,
  'type' | 'stream' | 'revision' | 'position' | 'recordedAt' | 'data' | 'metadata'
>;

/**
 * A pure function from an event to changed rows. Events of types that it does not know change nothing.
 *
 * @throws when the event contradicts the rows: the stream is then parked.
 */
export type Projection = (event: ProjectedEvent, rows: Rows) => void;

/** The row, which an earlier event of the same stream must have made. */
export function existing<Table extends ProjectedTable>(
  rows: Rows,
  table: Table,
  ...key: readonly string[]
): Row<Table> {
  const row = rows.get(table, ...key);
  if (row === undefined) throw new RangeError(`no row ${key.join(', ')} in ${table}`);
  return row;
}
