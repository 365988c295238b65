import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { type EventStoreServer, startEventStore } from '../../test/support/eventstore-server.ts';
import type { Contender } from '../contender.ts';
import { levelAdjusted } from '../peers/sample-event.ts';
import { compiled } from './compiled.ts';

/** One server for both sides: whoever is set up first starts it, whoever is torn down last ends it. */
let users = 0;
let starting: Promise<EventStoreServer> | undefined;

function enter(): Promise<EventStoreServer> {
  users += 1;
  starting ??= (async () => {
    const server = await startEventStore();
    await server.start();
    return server;
  })();
  return starting;
}

async function leave(): Promise<void> {
  users -= 1;
  if (users > 0) return;
  const server = await starting;
  starting = undefined;
  await server?.kill();
}

/** What its own client makes: one event to a new stream, nothing hashed, nothing checked. */
export function clientAppends(): Contender {
  let client: EventStoreDBClient;
  return {
    name: 'the bare client, EventStoreDB in memory',
    async setup() {
      const { address } = await enter();
      client = EventStoreDBClient.connectionString(address);
    },
    async op(index) {
      const { type, data, metadata } = levelAdjusted(index);
      const event = jsonEvent({ id: randomUUID(), type, data, metadata });
      await client.appendToStream(`bare-${index}`, event, { expectedRevision: NO_STREAM });
    },
    async teardown() {
      await client?.dispose();
      await leave();
    },
  };
}

/** The same through the adapter. */
export function adapterAppends(): Contender {
  let store: Awaited<ReturnType<typeof openStore>>;
  return {
    name: 'Stockbook, EventStoreDB adapter',
    async setup() {
      const { address } = await enter();
      store = await openStore(address);
    },
    async op(index) {
      const { durable } = await store.append(`product-${index}`, [levelAdjusted(index)], 'no-stream');
      await durable;
    },
    async teardown() {
      await store?.close();
      await leave();
    },
  };
}

async function openStore(address: string) {
  const { openEventStoreDbEventStore } = await compiled<typeof import('#event-store')>(
    'libs/event-store/src/index.js',
  );
  return openEventStoreDbEventStore({ address });
}
