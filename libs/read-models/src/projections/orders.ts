import { keyOfStream, type OrderEvent } from '#domain';
import type { Row } from '../database/tables.ts';
import { type OrderMove, progressAfter } from './order-progress.ts';
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
    case 'AmendmentRequested':
    case 'ShipmentRequested':
    case 'ReturnRequested':
      update(rows, event, orderId, { operation: data.operation, open: 1 });
      break;
    case 'OrderCancelled':
    case 'OrderAmended':
      // Open until it is settled: its products have yet to give back what was given up.
      update(rows, event, orderId, moved(rows, orderId, { type, data } as OrderMove));
      break;
    case 'OrderShipped':
    case 'OrderReturned':
      update(rows, event, orderId, { ...moved(rows, orderId, { type, data } as OrderMove), open: 0 });
      break;
    case 'ShipmentRefused':
    case 'ReturnRefused':
      update(rows, event, orderId, { open: 0 });
      break;
    case 'AmendmentRefused':
    case 'NothingChanged':
      update(rows, event, orderId, {});
      break;
  }
}

function moved(rows: Rows, orderId: string, move: OrderMove): Partial<Row<'orders'>> {
  const { lines, progress } = existing(rows, 'orders', orderId);
  return progressAfter(progress ?? lines, move);
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
    progress: null,
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
