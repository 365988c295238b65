import type { OrderStatus, Reason } from '#domain';
import type { Row } from '../database/tables.ts';
import type { OrderAnswer } from './answers.ts';
import type { Snapshot } from './live-database.ts';
import { orderLines } from './order-lines.ts';

/** One order with what it was promised or refused. */
export async function findOrder(snapshot: Snapshot, orderId: string): Promise<OrderAnswer | undefined> {
  const { db } = snapshot;
  const order = await db.selectFrom('orders').selectAll().where('order_id', '=', orderId).executeTakeFirst();
  if (order === undefined) return undefined;
  const allocations = await db
    .selectFrom('allocations')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('position')
    .orderBy('share')
    .execute();
  const products = await productsOf(snapshot, new Set(allocations.map(({ sku }) => sku)));
  return {
    orderId,
    status: order.status as OrderStatus,
    website: order.website,
    placedAt: order.placed_at,
    reasons: await reasonsOf(snapshot, order),
    lines: orderLines({ order, allocations, products }),
  };
}

async function productsOf({ db }: Snapshot, skus: ReadonlySet<string>) {
  if (skus.size === 0) return new Map<string, Row<'products'>>();
  const rows = await db
    .selectFrom('products')
    .selectAll()
    .where('sku', 'in', [...skus])
    .execute();
  return new Map(rows.map((row) => [row.sku, row]));
}

/** All reasons why it was rejected, those of each product from its own stream, in the order of the order's lines. */
async function reasonsOf({ db }: Snapshot, order: Row<'orders'>): Promise<readonly Reason[]> {
  const refusals = await db
    .selectFrom('refusals')
    .select('reasons')
    .where('order_id', '=', order.order_id)
    .where('operation', '=', 0)
    .orderBy('sku')
    .execute();
  const texts = [order.reasons ?? '[]', ...refusals.map(({ reasons }) => reasons)];
  const reasons = texts.flatMap((text) => JSON.parse(text) as Reason[]);
  return reasons.sort((a, b) => lineOf(a) - lineOf(b));
}

/** The place of the line that a reason is about: `lines[2].quantity` is about the third. */
function lineOf({ path }: Reason): number {
  const line = /^lines\[(\d+)\]/.exec(path ?? '')?.[1];
  return line === undefined ? Number.MAX_SAFE_INTEGER : Number(line);
}
