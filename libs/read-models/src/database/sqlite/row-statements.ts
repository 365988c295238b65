import type { SQLInputValue, StatementSync } from 'node:sqlite';
import type { CompiledQuery, Kysely, SelectQueryBuilder } from 'kysely';
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
  readonly #tables = new Map<TableName, TableStatements>();

  constructor(database: SqliteDatabase) {
    this.#database = database;
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
      statements = prepareStatements(this.#database, table);
      this.#tables.set(table, statements);
    }
    return statements;
  }
}

function append(values: SQLInputValue[], columns: readonly string[], row: object | undefined): void {
  const named = row as Record<string, SQLInputValue>;
  for (const column of columns) values.push(named[column] ?? null);
}

function prepareStatements({ db, connection }: SqliteDatabase, table: TableName): TableStatements {
  const described = describeTable(table);
  const columns = Object.keys(described.columns);
  const rowsAtOnce = Math.max(1, Math.floor(VALUES_PER_STATEMENT / columns.length));
  const prepare = (query: CompiledQuery) => connection.prepare(query.sql);
  return {
    columns,
    rowsAtOnce,
    get: prepare(selectByKey(db, table).compile()),
    putOne: prepare(upsert(db, table, 1)),
    putMany: prepare(upsert(db, table, rowsAtOnce)),
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

function upsert(db: Kysely<Database>, table: TableName, count: number): CompiledQuery {
  const { columns, key } = describeTable(table);
  const names = Object.keys(columns);
  const row = Object.fromEntries(names.map((name) => [name, '']));
  const rest = names.filter((name) => !key.includes(name));
  return anyTable(db)
    .insertInto(table as string)
    .values(Array.from({ length: count }, () => row))
    .onConflict((conflict) => {
      const onKey = conflict.columns(key as string[]);
      if (rest.length === 0) return onKey.doNothing();
      return onKey.doUpdateSet((eb) =>
        Object.fromEntries(rest.map((name) => [name, eb.ref(`excluded.${name}`)])),
      );
    })
    .compile();
}
