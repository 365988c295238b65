/** Kysely over Node's own SQLite. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect, type SqliteStatement } from 'kysely';
import type { Database } from '../tables.ts';

/** How long a connection waits for another that writes, in milliseconds. */
const BUSY_MS = 5_000;

/** Statements that a connection keeps prepared. */
const STATEMENTS_MAX = 200;

export interface SqliteDatabase {
  /** For statements that must not cost a query builder's work each time. */
  readonly connection: DatabaseSync;
  readonly db: Kysely<Database>;
  close(): void;
}

/** @throws when there is no such file (`readOnly`) or it is no database. */
export function openSqlite(file: string, options: { readonly readOnly?: boolean } = {}): SqliteDatabase {
  const { readOnly = false } = options;
  const connection = new DatabaseSync(file, { readOnly, timeout: BUSY_MS });
  return { connection, db: kyselyOver(connection), close: () => connection.isOpen && connection.close() };
}

/** Kysely's own SQLite dialect asks for the interface of another driver; this is all of it that it uses. */
export function kyselyOver<Tables = Database>(connection: DatabaseSync): Kysely<Tables> {
  const known = new Map<string, SqliteStatement>();
  const prepare = (sql: string) => {
    const statement = known.get(sql) ?? adapt(connection.prepare(sql));
    if (known.size >= STATEMENTS_MAX) known.clear();
    known.set(sql, statement);
    return statement;
  };
  const close = () => connection.isOpen && connection.close();
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: { prepare, close } }) });
}

function adapt(statement: StatementSync): SqliteStatement {
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)) as IterableIterator<unknown>,
  };
}
