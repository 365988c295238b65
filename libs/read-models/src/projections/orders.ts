import {
  formatQuantity,
  keyOfStream,
  type MergedLine,
  nameOfLine,
  type OrderEvent,
  quantityOf,
} from '#domain';
import type { Row } from '../database/tables.ts';
import { existing, type ProjectedEvent, type Rows } from './rows.ts';

/** Folds an order's stream. What its products promised or refused stands in rows of theirs. */
export function projectOrder(event: ProjectedEvent, rows: Rows): void {
  const orderId = keyOfStream(event.stream);
  const { type, data } = event as unknown as OrderEvent;
  switch (type) {
    case 'OrderSubmitted':
      rows.put('orders', submitted(event, orderId, data));
      break;
    case 'OrderAccepted':
      update(rows, event, orderId, { status: 'accepted', open: 0 });
      break;
    case 'OrderRejected':
      // Open until it is settled: its products have yet to give back what they had promised.
      update(rows, event, orderId, { status: 'rejected', reasons: JSON.stringify(data.reasons) });
      break;
    case 'OrderSettled':
      update(rows, event, orderId, { open: 0 });
      break;
    case 'CancellationRequested':
      update(rows, event, orderId, { operation: data.operation, open: 1 });
      break;
    case 'OrderCancelled': {
      const cancelled = addLines(existing(rows, 'orders', orderId).cancelled, data.lines);
      // Open until it is settled: its products have yet to give back what was cancelled.
      update(rows, event, orderId, { cancelled, ...(data.whole ? { status: 'cancelled' } : {}) });
      break;
    }
  }
}

type Submitted = Extract<OrderEvent, { type: 'OrderSubmitted' }>['data'];

function submitted(event: ProjectedEvent, orderId: string, data: Submitted): Row<'orders'> {
  return {
    order_id: orderId,
    website: data.website,
    status: 'submitted',
    placed_at: data.placedAt ?? new Date(event.recordedAt).toISOString(),
    hold_id: data.holdId ?? null,
    ship_until: data.shipUntil ?? null,
    customer: data.customer ?? null,
    lines: JSON.stringify(data.lines),
    cancelled: null,
    reasons: null,
    operation: 0,
    open: 1,
    revision: event.revision,
    position: Number(event.position),
  };
}

function update(rows: Rows, event: ProjectedEvent, orderId: string, changed: Partial<Row<'orders'>>): void {
  const { revision, position } = event;
  rows.put('orders', {
    ...existing(rows, 'orders', orderId),
    ...changed,
    revision,
    position: Number(position),
  });
}

/** What was taken off in all, per product and unit, as JSON. */
function addLines(before: string | null, added: readonly MergedLine[]): string {
  const lines: MergedLine[] = before === null ? [] : JSON.parse(before);
  for (const line of added) {
    const name = nameOfLine(line);
    const index = lines.findIndex((own) => nameOfLine(own) === name);
    const known = lines[index];
    if (known === undefined) lines.push(line);
    else {
      const quantity = formatQuantity(quantityOf(known.quantity) + quantityOf(line.quantity));
      lines[index] = { ...known, quantity };
    }
  }
  return JSON.stringify(lines);
}
