import { type AllocationShare, formatQuantity, type Quantity, quantityOf, ZERO } from '#domain';
import type { Row } from '../database/tables.ts';
import { existing, type ProjectedEvent, type Rows } from './rows.ts';

interface Share {
  readonly orderId: string;
  readonly sku: string;
  readonly unit: string;
  readonly warehouse: string;
}

interface Allocating {
  readonly orderId: string;
  /** 0: the order has nothing at the level yet. */
  readonly operation?: number;
  readonly sku: string;
}

/** What an order was promised at a level, added to what it was promised there before. */
export function addShare(
  rows: Rows,
  event: ProjectedEvent,
  { orderId, operation, sku }: Allocating,
  { unit, warehouse, quantity, backordered = '0' }: Given,
  place: number,
): void {
  // An order's first operation finds nothing of it here: a look for each order would be most of the work.
  const row = operation === 0 ? undefined : rows.get('allocations', orderId, sku, unit, warehouse);
  rows.put('allocations', {
    order_id: orderId,
    sku,
    unit,
    warehouse,
    quantity: row === undefined ? quantity : sum(row.quantity, quantityOf(quantity)),
    backordered: row === undefined ? backordered : sum(row.backordered, quantityOf(backordered)),
    // What an amendment adds does not make the promise younger.
    position: row?.position ?? Number(event.position),
    share: row?.share ?? place,
    since: row?.since ?? event.recordedAt,
  });
}

type Given = Pick<AllocationShare, 'unit' | 'warehouse' | 'quantity' | 'backordered'>;

/** What an order gave up at a level, or was sent from it; the row goes with the last of it. */
export function releaseShare(rows: Rows, orderId: string, sku: string, share: Given): void {
  const { unit, warehouse, quantity, backordered = '0' } = share;
  change(rows, { orderId, sku, unit, warehouse }, -quantityOf(quantity), -quantityOf(backordered));
}

/** Part of a promise is no longer there (a loss), or has come (negative). */
export function backorderShare(rows: Rows, share: Share, backordered: Quantity): void {
  change(rows, share, ZERO, backordered);
}

function change(rows: Rows, share: Share, quantity: Quantity, backordered: Quantity): void {
  const { orderId, sku, unit, warehouse } = share;
  const row = existing(rows, 'allocations', orderId, sku, unit, warehouse);
  const next: Row<'allocations'> = {
    ...row,
    quantity: sum(row.quantity, quantity),
    backordered: sum(row.backordered, backordered),
  };
  const left = quantityOf(next.quantity);
  const missing = quantityOf(next.backordered);
  if (left < ZERO || missing < ZERO || missing > left) {
    throw new RangeError(
      `order ${orderId} would have ${next.quantity} of ${sku}, ${next.backordered} backordered`,
    );
  }
  if (left === ZERO) rows.remove('allocations', orderId, sku, unit, warehouse);
  else rows.put('allocations', next);
}

const sum = (text: string, quantity: Quantity): string => formatQuantity(quantityOf(text) + quantity);
