import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import type { Database } from '../tables.ts';

const known = new WeakMap<pg.ClientBase, Kysely<Database>>();

/** Kysely on one connection, whose transactions and end are the business of whoever opened it. */
export function kyselyOver(client: pg.ClientBase): Kysely<Database> {
  let db = known.get(client);
  if (db === undefined) {
    const lent = {
      query: client.query.bind(client),
      release: () => {},
    } as unknown as PostgresPoolClient;
    const pool = { options: {}, connect: async () => lent, end: async () => {} };
    db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
    known.set(client, db);
  }
  return db;
}
