import { EVENTSTORE_PROGRAM } from '../test/support/eventstore-for-tests.ts';
import type { PostgresServer } from '../test/support/postgres-server.ts';
import type { Contender } from './contender.ts';
import { emmettAppends } from './peers/emmett.ts';
import { nestNoop } from './peers/nest-noop.ts';
import type { OrderWay } from './peers/order-ways.ts';
import { postgresOrders } from './peers/postgres-orders.ts';
import { clientAppends } from './stockbook/server-appends.ts';
import { embeddedOrders, serverOrders } from './stockbook/server-orders.ts';
import { POOL_SIZES } from './tuning.ts';

export const CALLERS = 64;
export const MANY_PRODUCTS = 10_000;
/** Products that are registered on a server one after the other, before its rounds. */
export const SERVER_PRODUCTS = 1_000;

export type SectionKey =
  | 'appends'
  | 'hot'
  | 'uniform'
  | 'http'
  | 'server-appends'
  | 'server-hot'
  | 'server-uniform';

export interface Section {
  readonly key: SectionKey;
  readonly title: string;
  /** The budget in words, as the design states it. */
  readonly budget: string;
  /** What our throughput over the peer's has to reach; absent: shown beside it, with no budget. */
  readonly factor?: number;
  /** Ours may have no p99 above so many times its p50. */
  readonly p99OverP50?: number;
  /** Settings of the peer to choose from; the fastest one is compared. */
  readonly peer: Variants;
  /** Other ways of doing the peer's job, measured in the same rounds and shown beside; each tuned as well. */
  readonly alternatives?: readonly Variants[];
  /** Resolves to why it cannot be run here, if it cannot. */
  readonly missing?: () => Promise<string | undefined>;
}

/** PostgreSQL starts when a section first asks for it. @param folder for files, gone after the section */
export type Variants = (
  postgres: () => Promise<PostgresServer>,
  folder: string,
) => Promise<readonly (() => Contender)[]>;

const withPools =
  (contender: (server: PostgresServer, poolSize: number) => Contender): Variants =>
  async (postgres) => {
    const server = await postgres();
    return POOL_SIZES.map((poolSize) => () => contender(server, poolSize));
  };

const orders = (products: number, way: OrderWay): Variants =>
  withPools((server, poolSize) => postgresOrders(server, { products, poolSize, way }));

const onServers = (key: SectionKey, title: string, products: number): Section => {
  const orders = (folder: string) => ({ folder, products, connections: CALLERS });
  return {
    key,
    title,
    budget: 'none: shown beside the embedded store over HTTP',
    peer: async (_, folder) => [() => embeddedOrders(orders(folder))],
    alternatives: [async (postgres, folder) => [() => serverOrders(orders(folder), 3, postgres)]],
    missing: () => EVENTSTORE_PROGRAM.missing(),
  };
};

export const SECTIONS: readonly Section[] = [
  {
    key: 'appends',
    title: 'Durable appends of a single event, each to a new stream',
    budget: "≥ 10 × Emmett's PostgreSQL event store",
    factor: 10,
    peer: withPools(emmettAppends),
  },
  {
    key: 'hot',
    title: 'SubmitOrder on one hot product',
    budget: '≥ 10 × PostgreSQL: conditional UPDATE plus order INSERT in one transaction; p99 ≤ 10 × p50',
    factor: 10,
    p99OverP50: 10,
    peer: orders(1, 'UPDATE then INSERT'),
    alternatives: [orders(1, 'one statement')],
  },
  {
    key: 'uniform',
    title: 'SubmitOrder over 10,000 products',
    budget: '≥ 2 × PostgreSQL: conditional UPDATE plus order INSERT in one transaction',
    factor: 2,
    peer: orders(MANY_PRODUCTS, 'UPDATE then INSERT'),
    alternatives: [orders(MANY_PRODUCTS, 'one statement')],
  },
  {
    key: 'http',
    title: 'One durable command over HTTP (AdjustLevel)',
    budget: '≥ 0.5 × a NestJS and Fastify POST with the same validation and no work',
    factor: 0.5,
    peer: async () => [() => nestNoop(CALLERS)],
  },
  {
    key: 'server-appends',
    title: 'Appends of a single event to EventStoreDB, each to a new stream',
    budget: '≥ 0.8 × the bare client on the same server',
    factor: 0.8,
    peer: async () => [clientAppends],
    missing: () => EVENTSTORE_PROGRAM.missing(),
  },
  onServers('server-hot', 'SubmitOrder over HTTP on one hot product, on servers', 1),
  onServers('server-uniform', 'SubmitOrder over HTTP over 1,000 products, on servers', SERVER_PRODUCTS),
];
