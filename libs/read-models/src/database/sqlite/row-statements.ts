import type { SQLInputValue, StatementSync } from 'node:sqlite';
import type { CompiledQuery, Kysely, SelectQueryBuilder } from 'kysely';
import type { TablesOptions } from '../create-tables.ts';
import { type Database, describeTable, type Row, type TableName } from '../tables.ts';
import type { SqliteDatabase } from './sqlite.ts';

/** Rows that one statement takes: more bound values than this make it slower, not faster. */
const VALUES_PER_STATEMENT = 160;

interface TableStatements {
  readonly columns: readonly string[];
  readonly rowsAtOnce: number;
  readonly get: StatementSync;
  readonly putOne: StatementSync;
  readonly putMany: StatementSync;
  readonly remove: StatementSync;
}

type Values = readonly SQLInputValue[];

/**
 * Reading and writing rows by key, synchronously. Kysely compiles each statement once; what runs a hundred thousand
 * times a second is the prepared statement.
 */
export class RowStatements {
  readonly #database: SqliteDatabase;
  readonly #historyAsItComes: boolean;
  readonly #tables = new Map<TableName, TableStatements>();

  /** @param options those that the tables were made with. */
  constructor(database: SqliteDatabase, { historyAsItComes = false }: TablesOptions = {}) {
    this.#database = database;
    this.#historyAsItComes = historyAsItComes;
  }

  get<Table extends TableName>(table: Table, key: Values): Row<Table> | undefined {
    return this.#statements(table).get.get(...key) as unknown as Row<Table> | undefined;
  }

  put<Table extends TableName>(table: Table, rows: readonly Row<Table>[]): void {
    const { columns, rowsAtOnce, putOne, putMany } = this.#statements(table);
    let values: SQLInputValue[] = [];
    let next = 0;
    for (; next + rowsAtOnce <= rows.length; values = []) {
      for (const end = next + rowsAtOnce; next < end; next++) append(values, columns, rows[next]);
      putMany.run(...values);
    }
    for (; next < rows.length; next++) {
      values = [];
      append(values, columns, rows[next]);
      putOne.run(...values);
    }
  }

  remove(table: TableName, key: Values): void {
    this.#statements(table).remove.run(...key);
  }

  #statements(table: TableName): TableStatements {
    let statements = this.#tables.get(table);
    if (statements === undefined) {
      statements = prepareStatements(this.#database, table, this.#historyAsItComes);
      this.#tables.set(table, statements);
    }
    return statements;
  }
}

function append(values: SQLInputValue[], columns: readonly string[], row: object | undefined): void {
  const named = row as Record<string, SQLInputValue>;
  for (const column of columns) values.push(named[column] ?? null);
}

function prepareStatements(
  { db, connection }: SqliteDatabase,
  table: TableName,
  historyAsItComes: boolean,
): TableStatements {
  const described = describeTable(table);
  const write = historyAsItComes && described.history ? insert : upsert;
  const columns = Object.keys(described.columns);
  const rowsAtOnce = Math.max(1, Math.floor(VALUES_PER_STATEMENT / columns.length));
  const prepare = (query: CompiledQuery) => connection.prepare(query.sql);
  return {
    columns,
    rowsAtOnce,
    get: prepare(selectByKey(db, table).compile()),
    putOne: prepare(write(db, table, 1).compile()),
    putMany: prepare(write(db, table, rowsAtOnce).compile()),
    remove: prepare(deleteByKey(db, table)),
  };
}

/** The table's name is only known at run time, so the types of one table stand for all. */
type AnyTable = { [table: string]: { [column: string]: SQLInputValue } };
const anyTable = (db: Kysely<Database>) => db as unknown as Kysely<AnyTable>;

function selectByKey(db: Kysely<Database>, table: TableName): SelectQueryBuilder<AnyTable, string, object> {
  const { columns, key } = describeTable(table);
  let query = anyTable(db)
    .selectFrom(table as string)
    .select(Object.keys(columns));
  for (const column of key) query = query.where(column, '=', '');
  return query;
}

function deleteByKey(db: Kysely<Database>, table: TableName): CompiledQuery {
  let query = anyTable(db).deleteFrom(table as string);
  for (const column of describeTable(table).key) query = query.where(column, '=', '');
  return query.compile();
}

function insert(db: Kysely<Database>, table: TableName, count: number) {
  const row = Object.fromEntries(Object.keys(describeTable(table).columns).map((name) => [name, '']));
  return anyTable(db)
    .insertInto(table as string)
    .values(Array.from({ length: count }, () => row));
}

function upsert(db: Kysely<Database>, table: TableName, count: number) {
  const { columns, key } = describeTable(table);
  const rest = Object.keys(columns).filter((name) => !key.includes(name));
  return insert(db, table, count).onConflict((conflict) => {
    const onKey = conflict.columns(key as string[]);
    if (rest.length === 0) return onKey.doNothing();
    return onKey.doUpdateSet((eb) =>
      Object.fromEntries(rest.map((name) => [name, eb.ref(`excluded.${name}`)])),
    );
  });
}
