import type pg from 'pg';

export interface Order {
  readonly id: string;
  readonly sku: string;
  readonly quantity: number;
  /** ISO 8601 UTC. */
  readonly placedAt: string;
}

interface Way {
  /** Whether the connection may send a statement before the one ahead of it is answered. */
  readonly pipeline: boolean;
  /** False when the stock did not suffice; nothing is written then. */
  take(client: pg.PoolClient, order: Order): Promise<boolean>;
}

const UPDATE_STOCK = `UPDATE stock SET allocated = allocated + $2 WHERE sku = $1 AND on_hand - allocated >= $2`;
const COLUMNS = '(id, sku, quantity, website, customer, placed_at, lines)';

// Named statements are prepared once per connection.
const allocate = ({ sku, quantity }: Order) => ({
  name: 'allocate',
  text: UPDATE_STOCK,
  values: [sku, quantity],
});
const insert = (order: Order) => ({
  name: 'insert-order',
  text: `INSERT INTO orders ${COLUMNS} VALUES ($1, $2, $3, $4, $5, $6, $7)`,
  values: row(order),
});
const allocateAndInsert = (order: Order) => ({
  name: 'allocate-and-insert',
  text: `
    WITH taken AS (
      UPDATE stock SET allocated = allocated + $3 WHERE sku = $2 AND on_hand - allocated >= $3 RETURNING sku
    )
    INSERT INTO orders ${COLUMNS} SELECT $1, sku, $3, $4, $5, $6, $7 FROM taken`,
  values: row(order),
});
const row = ({ id, sku, quantity, placedAt }: Order) => [
  id,
  sku,
  quantity,
  'shop',
  'customer-4711',
  placedAt,
  JSON.stringify([{ sku, unit: 'item', quantity }]),
];

async function inTransaction(client: pg.PoolClient, work: () => Promise<boolean>): Promise<boolean> {
  await client.query('BEGIN');
  try {
    const done = await work();
    await client.query(done ? 'COMMIT' : 'ROLLBACK');
    return done;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/**
 * The usual way and its alternatives. The budget compares with the first; the others show how far a
 * PostgreSQL application gets that holds the row's lock for fewer round trips.
 */
export const ORDER_WAYS = {
  'UPDATE then INSERT': {
    pipeline: false,
    take: (client, order) =>
      inTransaction(client, async () => {
        if ((await client.query(allocate(order))).rowCount !== 1) return false;
        await client.query(insert(order));
        return true;
      }),
  },
  'INSERT then UPDATE': {
    pipeline: false,
    take: (client, order) =>
      inTransaction(client, async () => {
        await client.query(insert(order));
        return (await client.query(allocate(order))).rowCount === 1;
      }),
  },
  pipelined: {
    pipeline: true,
    async take(client, order) {
      const [, allocated] = await Promise.all([client.query('BEGIN'), client.query(allocate(order))]);
      if (allocated.rowCount !== 1) {
        await client.query('ROLLBACK');
        return false;
      }
      await Promise.all([client.query(insert(order)), client.query('COMMIT')]);
      return true;
    },
  },
  'one statement': {
    pipeline: false,
    take: async (client, order) => (await client.query(allocateAndInsert(order))).rowCount === 1,
  },
} as const satisfies Record<string, Way>;

export type OrderWay = keyof typeof ORDER_WAYS;
