import { join } from 'node:path';
import { type EventStoreServer, startEventStore } from '../../test/support/eventstore-server.ts';
import type { PostgresServer } from '../../test/support/postgres-server.ts';
import { build, isStale } from '../../tools/build.js';
import type { Contender } from '../contender.ts';
import { HttpConnections } from '../http-connections.ts';
import { spread } from '../peers/postgres-orders.ts';
import { SERVER_MAIN } from '../places.ts';
import { sendMany } from '../send-many.ts';
import { type ServerProcess, startServer } from '../server-process.ts';

/** Stock of each product: more than a run can sell. */
const STOCK = '1000000000';

export interface HttpOrders {
  readonly products: number;
  /** Keep-alive connections, spread over the processes. */
  readonly connections: number;
  /** Where the embedded store has its files, and the others what little they keep. */
  readonly folder: string;
}

/** SubmitOrder over HTTP on one process with the embedded store: each order has one line and its idempotency key. */
export const embeddedOrders = (orders: HttpOrders): Contender =>
  httpOrders('embedded: SQLite, 1 process', orders, async () => ({
    processes: [['--data', join(orders.folder, 'embedded')]],
    end: async () => {},
  }));

/** The same on processes that share an EventStoreDB on disk and read models in PostgreSQL; one of them projects. */
export const serverOrders = (
  orders: HttpOrders,
  processes: number,
  postgres: () => Promise<PostgresServer>,
): Contender =>
  httpOrders(
    `EventStoreDB and PostgreSQL, ${processes} process${processes > 1 ? 'es' : ''}`,
    orders,
    async () => {
      const folder = join(orders.folder, `servers-${processes}`);
      const eventStore: EventStoreServer = await startEventStore(join(folder, 'eventstore'));
      await eventStore.start();
      const readModels = await (await postgres()).createDatabase();
      return {
        processes: Array.from({ length: processes }, (_, index) => [
          ...['--data', join(folder, `data-${index}`), '--store', eventStore.address],
          ...['--read-models', readModels, '--roles', index === 0 ? 'api,projector' : 'api'],
        ]),
        end: () => eventStore.kill(),
      };
    },
  );

interface Place {
  /** Arguments of each process. */
  readonly processes: readonly (readonly string[])[];
  end(): Promise<void>;
}

function httpOrders(name: string, orders: HttpOrders, open: () => Promise<Place>): Contender {
  const { products } = orders;
  const servers: ServerProcess[] = [];
  const connections: HttpConnections[] = [];
  let place: Place | undefined;
  return {
    name,
    async setup() {
      if (isStale()) await build();
      place = await open();
      for (const args of place.processes)
        servers.push(await startServer([SERVER_MAIN, '--port', '0', ...args]));
      for (const { url } of servers) {
        const pool = new HttpConnections(url);
        connections.push(pool);
        await pool.open(Math.ceil(orders.connections / servers.length));
      }
      await prepare(servers[0]?.url ?? '', products);
    },
    async op(index) {
      const order = `{"orderId":"${index}","website":"default","lines":[{"sku":"SKU-${spread(index, products)}","quantity":"1"}]}`;
      const pool = connections[index % connections.length];
      await pool?.post('/v1/commands/SubmitOrder', `Idempotency-Key: bench-${index}\r\n`, order);
    },
    async teardown() {
      for (const pool of connections) pool.close();
      await Promise.all(servers.map((server) => server.stop()));
      await place?.end();
    },
  };
}

async function prepare(url: string, products: number): Promise<void> {
  const scope = { level: 'system' };
  const items: object[] = [{ type: 'SetOption', data: { scope, option: 'manageInventory', value: true } }];
  for (let index = 0; index < products; index++) {
    const sku = `SKU-${index}`;
    items.push({ type: 'RegisterProduct', data: { sku, name: sku } });
    const opening = { sku, warehouse: 'main', quantity: STOCK, reason: 'opening stock' };
    items.push({ type: 'AdjustLevel', data: opening });
  }
  await sendMany(url, items);
}
