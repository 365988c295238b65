import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** Whether the suites of this run keep their read models in PostgreSQL: jest.config.js runs them on both databases. */
export const isOnPostgres = (): boolean =>
  (globalThis as { readModelsOnPostgres?: boolean }).readModelsOnPostgres === true;

/** An empty database of a test's own, on the server of this test run. */
export async function makePostgresDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const server = process.env.STOCKBOOK_TEST_POSTGRES;
  if (server === undefined) throw new Error('STOCKBOOK_TEST_POSTGRES names no server');
  const name = `stockbook_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, [`CREATE DATABASE ${name}`]);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const drop = () =>
    onServer(server, [
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
      `DROP DATABASE ${name}`,
    ]);
  return { url: url.href, drop };
}

async function onServer(server: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
