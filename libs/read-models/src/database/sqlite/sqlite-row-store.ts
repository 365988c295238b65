import type { StatementSync } from 'node:sqlite';
import { IDS_PER_SEGMENT, PARTS_PER_SEGMENT, segmentOf } from '../../event-index/layout.ts';
import type { TablesOptions } from '../create-tables.ts';
import type { Key, RowStore, Standing } from '../row-store.ts';
import type { Row, TableName } from '../tables.ts';
import { RowStatements } from './row-statements.ts';
import type { SqliteDatabase } from './sqlite.ts';

/** Rows in a file of SQLite: every row can be had at once. */
export class SqliteRowStore implements RowStore {
  readonly isLocal = true;
  readonly #database: SqliteDatabase;
  readonly #statements: RowStatements;
  readonly #isLive: () => boolean;
  readonly #dataVersion: StatementSync;
  #knownVersion: number;

  /**
   * @param isLive whether the generation may still be written; asked within each transaction.
   * @param tables the options that they were made with.
   */
  constructor(database: SqliteDatabase, isLive: () => boolean = () => true, tables: TablesOptions = {}) {
    this.#database = database;
    this.#statements = new RowStatements(database, tables);
    this.#isLive = isLive;
    this.#dataVersion = database.connection.prepare('PRAGMA data_version');
    this.#knownVersion = this.#version();
  }

  get isOpen(): boolean {
    return this.#database.connection.isOpen;
  }

  get<Table extends TableName>(table: Table, key: Key): Row<Table> | null {
    return this.#statements.get(table, key) ?? null;
  }

  async fetch<Table extends TableName>(table: Table, keys: readonly Key[]): Promise<readonly Row<Table>[]> {
    return keys.map((key) => this.get(table, key)).filter((row) => row !== null);
  }

  async all<Table extends TableName>(table: Table): Promise<readonly Row<Table>[]> {
    const rows = this.#database.connection.prepare(`SELECT * FROM ${table}`).all();
    return rows.map((row) => ({ ...row })) as unknown as Row<Table>[];
  }

  async refsOfPart(part: number): Promise<readonly Row<'event_refs'>[]> {
    // Rows stand by term within a segment: this reads the segment's rows, once, when the index is taken up.
    const statement = this.#database.connection.prepare(
      'SELECT id, offsets FROM event_refs WHERE id >= ? AND id < ? AND id % ? = ?',
    );
    const start = segmentOf(part) * IDS_PER_SEGMENT;
    const within = part % PARTS_PER_SEGMENT;
    const rows = statement.all(start, start + IDS_PER_SEGMENT, PARTS_PER_SEGMENT, within);
    return rows as unknown as Row<'event_refs'>[];
  }

  async begin(): Promise<Standing> {
    this.#database.connection.exec('BEGIN IMMEDIATE');
    if (!this.#isLive()) return 'superseded';
    const version = this.#version();
    if (version === this.#knownVersion) return 'known';
    this.#knownVersion = version;
    return 'changed';
  }

  async put<Table extends TableName>(table: Table, rows: readonly Row<Table>[]): Promise<void> {
    this.#statements.put(table, rows);
  }

  async remove(table: TableName, keys: readonly Key[]): Promise<void> {
    for (const key of keys) this.#statements.remove(table, key);
  }

  async commit(): Promise<void> {
    this.#database.connection.exec('COMMIT');
  }

  async rollback(): Promise<void> {
    const { connection } = this.#database;
    if (connection.isOpen && connection.isTransaction) connection.exec('ROLLBACK');
  }

  isFailure(error: unknown): boolean {
    return (error as { code?: unknown } | null)?.code === 'ERR_SQLITE_ERROR';
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #version(): number {
    return Number(this.#dataVersion.get()?.data_version);
  }
}
