import type { Row, TableName } from './tables.ts';

/** Values of the columns of a table's key, in their order. */
export type Key = readonly (string | number)[];

/**
 * What a transaction finds at its start. `known`: nobody else has written, so what is remembered of the rows holds.
 * `changed`: somebody has. `superseded`: the generation is not the live one any more.
 */
export type Standing = 'known' | 'changed' | 'superseded';

/** The rows of one generation for one who writes them, in transactions that keep every other writer out. */
export interface RowStore {
  /** Whether every row can be had at once, so that there is no use in fetching. */
  readonly isLocal: boolean;
  /** The row, null where there is none. Undefined: it cannot be had at once, and has to be fetched. */
  get<Table extends TableName>(table: Table, key: Key): Row<Table> | null | undefined;
  /** Those of the rows that there are, in no order. */
  fetch<Table extends TableName>(table: Table, keys: readonly Key[]): Promise<readonly Row<Table>[]>;
  /** Every row of a table that has few. */
  all<Table extends TableName>(table: Table): Promise<readonly Row<Table>[]>;
  /** The rows of the log's index that tell of one part. */
  refsOfPart(part: number): Promise<readonly Row<'event_refs'>[]>;

  begin(): Promise<Standing>;
  /** Rows of different keys, each new or in the place of the one with its key. */
  put<Table extends TableName>(table: Table, rows: readonly Row<Table>[]): Promise<void>;
  remove(table: TableName, keys: readonly Key[]): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;

  /** Whether an error is the database's, and so no fault of the event that was being folded. */
  isFailure(error: unknown): boolean;
  /** False once closed or disconnected: whoever wants to go on opens the generation again. */
  readonly isOpen: boolean;
  close(): Promise<void>;
}
