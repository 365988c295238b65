import pg from 'pg';
import type { PostgresServer } from '../../test/support/postgres-server.ts';
import type { Contender } from '../contender.ts';
import { ORDER_WAYS, type OrderWay } from './order-ways.ts';

const SCHEMA = `
  CREATE TABLE stock (
    sku text PRIMARY KEY,
    on_hand bigint NOT NULL,
    allocated bigint NOT NULL DEFAULT 0
  );
  CREATE TABLE orders (
    id text PRIMARY KEY,
    sku text NOT NULL,
    quantity bigint NOT NULL,
    website text NOT NULL,
    customer text NOT NULL,
    placed_at timestamptz NOT NULL,
    lines jsonb NOT NULL
  );
`;

/** Orders as a plain table application takes them: stock is promised only if it is there, and the order is kept. */
export function postgresOrders(
  server: PostgresServer,
  settings: { readonly products: number; readonly poolSize: number; readonly way: OrderWay },
): Contender {
  const { products, poolSize, way } = settings;
  const { pipeline, take } = ORDER_WAYS[way];
  let pool: pg.Pool;

  return {
    name: `PostgreSQL through pg, ${way}, pool of ${poolSize}`,
    async setup() {
      pool = new pg.Pool({
        connectionString: await server.createDatabase(),
        max: poolSize,
        pipeline,
      } as pg.PoolConfig);
      // A connection lost while idle, as when the server ends; a lost one in use fails its operation.
      pool.on('error', () => {});
      await pool.query(SCHEMA);
      await pool.query(
        `INSERT INTO stock SELECT 'SKU-' || n, 1000000000 FROM generate_series(0, $1 - 1) AS n`,
        [products],
      );
      await pool.query('VACUUM ANALYZE stock');
    },
    async op(index) {
      const sku = `SKU-${spread(index, products)}`;
      const client = await pool.connect();
      try {
        const order = { id: `order-${index}`, sku, quantity: 1, placedAt: new Date().toISOString() };
        if (!(await take(client, order)))
          throw new Error(`${sku} was sold out in the middle of the benchmark`);
      } finally {
        client.release();
      }
    },
    async teardown() {
      await pool?.end();
    },
  };
}

/** The product of an order: uniform over all, the same in every run (Knuth's multiplicative hashing). */
export const spread = (index: number, products: number): number =>
  Math.floor(((Math.imul(index, 2654435761) >>> 0) / 2 ** 32) * products);
