import { getPostgreSQLEventStore, type PostgresEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import type { PostgresServer } from '../../test/support/postgres-server.ts';
import type { Contender } from '../contender.ts';
import { levelAdjusted } from './sample-event.ts';

/** Emmett's PostgreSQL event store, its own schema and its own append: one event to a new stream each. */
export function emmettAppends(server: PostgresServer, poolSize: number): Contender {
  let pool: pg.Pool;
  let store: PostgresEventStore;

  return {
    name: `Emmett's PostgreSQL event store, pool of ${poolSize}`,
    async setup() {
      const connectionString = await server.createDatabase();
      pool = new pg.Pool({ connectionString, max: poolSize });
      // A connection lost while idle, as when the server ends; a lost one in use fails its operation.
      pool.on('error', () => {});
      store = getPostgreSQLEventStore(connectionString, { connectionOptions: { pool } });
      await store.schema.migrate();
    },
    async op(index) {
      await store.appendToStream(`product-${index}`, [levelAdjusted(index)], {
        expectedStreamVersion: 'STREAM_DOES_NOT_EXIST',
      });
    },
    async teardown() {
      await store?.close();
      await pool?.end();
    },
  };
}
