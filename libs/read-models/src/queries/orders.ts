import { formatQuantity, type OrderStatus, type Quantity, quantityOf, type Reason, ZERO } from '#domain';
import type { Row } from '../database/tables.ts';
import type { OrderAnswer, OrderLineAnswer } from './answers.ts';
import type { Snapshot } from './live-database.ts';

/** One order with what it was promised or refused. */
export async function findOrder({ db }: Snapshot, orderId: string): Promise<OrderAnswer | undefined> {
  const order = await db.selectFrom('orders').selectAll().where('order_id', '=', orderId).executeTakeFirst();
  if (order === undefined) return undefined;
  const allocations = await db
    .selectFrom('allocations')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('position')
    .orderBy('share')
    .execute();
  const refusals = await db
    .selectFrom('refusals')
    .select('reasons')
    .where('order_id', '=', orderId)
    .orderBy('sku')
    .execute();
  const reasons: Reason[] = JSON.parse(order.reasons);
  for (const refusal of refusals) reasons.push(...JSON.parse(refusal.reasons));
  return {
    orderId,
    status: order.status as OrderStatus,
    website: order.website,
    placedAt: order.placed_at,
    reasons,
    lines: linesOf(order, allocations),
  };
}

interface JsonLine {
  readonly sku: string;
  readonly unit?: string;
  readonly quantity: string;
}

/** Lines of one product and unit are one line, with their sum, at the place of the first. */
function linesOf(order: Row<'orders'>, allocations: readonly Row<'allocations'>[]): OrderLineAnswer[] {
  const asked = sums(JSON.parse(order.lines));
  const cancelled = sums(JSON.parse(order.cancelled));
  const promised = Map.groupBy(allocations, nameOf);
  const isRefused = order.status === 'rejected';
  return [...asked].map(([name, { sku, unit, quantity }]) => {
    const off = cancelled.get(name)?.quantity ?? ZERO;
    return {
      sku,
      unit: unit ?? null,
      quantity: formatQuantity(quantity),
      open: formatQuantity(isRefused ? ZERO : quantity - off),
      shipped: '0',
      cancelled: formatQuantity(off),
      returned: '0',
      allocations: (promised.get(name) ?? []).map((share) => ({
        warehouse: share.warehouse,
        quantity: share.quantity,
        backordered: share.backordered,
      })),
    };
  });
}

const nameOf = ({ sku, unit }: { readonly sku: string; readonly unit?: string }): string =>
  JSON.stringify([sku, unit]);

interface Sum {
  readonly sku: string;
  readonly unit?: string;
  readonly quantity: Quantity;
}

function sums(lines: readonly JsonLine[]): Map<string, Sum> {
  const byName = new Map<string, Sum>();
  for (const line of lines) {
    const before = byName.get(nameOf(line))?.quantity ?? ZERO;
    byName.set(nameOf(line), { ...line, quantity: before + quantityOf(line.quantity) });
  }
  return byName;
}
