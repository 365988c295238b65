/** Several server processes on one EventStoreDB and one PostgreSQL, as a shop with many servers has them. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { type EventStore, openEventStoreDbEventStore } from '#event-store';
import { eventStoreOfOurOwn } from '../support/eventstore-for-tests.ts';
import type { EventStoreServer } from '../support/eventstore-server.ts';
import { POSTGRES_ADDRESS_VARIABLE } from '../support/postgres-server.ts';
import { AddingUp, type Sums } from './add-up.ts';
import { dataFolder, type ServerProcess, startServer } from './server-process.ts';

export interface Fleet extends AsyncDisposable {
  readonly eventStore: EventStoreServer;
  /** Starts one more process. @param roles as the setting has them, `api,projector` say */
  start(roles: string): Promise<ServerProcess>;
  /** The log as it is, read past every server. */
  log(): Promise<Sums>;
  /** Resolves with the log as soon as it satisfies the condition. */
  until(condition: (sums: Sums) => boolean): Promise<Sums>;
  /** Ends every session at the database, as its restart would. */
  endDatabaseSessions(): Promise<void>;
}

export async function openFleet(): Promise<Fleet> {
  await using opening = new AsyncDisposableStack();
  const storeFolder = opening.use(await dataFolder());
  const eventStore = await eventStoreOfOurOwn(storeFolder.path);
  opening.defer(() => eventStore.end());
  await eventStore.start();

  const url = new URL(process.env[POSTGRES_ADDRESS_VARIABLE] ?? '');
  const database = new pg.Client({ connectionString: url.href });
  opening.defer(() => database.end());
  await database.connect();
  const name = `stockbook_${randomUUID().replaceAll('-', '')}`;
  const endDatabaseSessions = async () => {
    await database.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  };
  await database.query(`CREATE DATABASE ${name}`);
  opening.defer(async () => {
    await database.query(`DROP DATABASE ${name} WITH (FORCE)`);
  });
  url.pathname = `/${name}`;

  const store = await openEventStoreDbEventStore({ address: eventStore.address });
  opening.defer(() => store.close());
  const all = opening.move();
  return {
    eventStore,
    endDatabaseSessions,
    async start(roles) {
      const data = all.use(await dataFolder());
      // A folder that the server has to make.
      const server = await startServer(join(data.path, 'new'), {
        STOCKBOOK_STORE: eventStore.address,
        STOCKBOOK_READ_MODELS: url.href,
        STOCKBOOK_ROLES: roles,
      });
      return all.use(server);
    },
    async log() {
      const sums = new AddingUp();
      for await (const page of store.readLog()) sums.take(page);
      return sums;
    },
    until: (condition) => until(store, condition),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

async function until(store: EventStore, condition: (sums: Sums) => boolean): Promise<Sums> {
  const abort = new AbortController();
  const sums = new AddingUp();
  try {
    for await (const { events, caughtUp } of store.subscribe({ signal: abort.signal })) {
      sums.take(events);
      if (caughtUp && condition(sums)) return sums;
    }
  } finally {
    abort.abort();
  }
  throw new Error('the subscription has ended');
}
