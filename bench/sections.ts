import type { PostgresServer } from '../test/support/postgres-server.ts';
import type { Contender } from './contender.ts';
import { emmettAppends } from './peers/emmett.ts';
import { nestNoop } from './peers/nest-noop.ts';
import type { OrderWay } from './peers/order-ways.ts';
import { postgresOrders } from './peers/postgres-orders.ts';
import { POOL_SIZES } from './tuning.ts';

export const CALLERS = 64;
export const MANY_PRODUCTS = 10_000;

export type SectionKey = 'appends' | 'hot' | 'uniform' | 'http';

export interface Section {
  readonly key: SectionKey;
  readonly title: string;
  /** The budget in words, as the design states it. */
  readonly budget: string;
  /** What our throughput over the peer's has to reach. */
  readonly factor: number;
  /** Ours may have no p99 above so many times its p50. */
  readonly p99OverP50?: number;
  /** Settings of the peer to choose from; the fastest one is compared. */
  readonly peer: Variants;
  /** Other ways of doing the peer's job, measured in the same rounds and shown beside; each tuned as well. */
  readonly alternatives?: readonly Variants[];
}

/** PostgreSQL starts when a section first asks for it. */
export type Variants = (postgres: () => Promise<PostgresServer>) => Promise<readonly (() => Contender)[]>;

const withPools =
  (contender: (server: PostgresServer, poolSize: number) => Contender): Variants =>
  async (postgres) => {
    const server = await postgres();
    return POOL_SIZES.map((poolSize) => () => contender(server, poolSize));
  };

const orders = (products: number, way: OrderWay): Variants =>
  withPools((server, poolSize) => postgresOrders(server, { products, poolSize, way }));

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
];
