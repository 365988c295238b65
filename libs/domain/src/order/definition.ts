import type { ChosenComponent } from '../kit/parts.ts';
import { quantityOf, ZERO } from '../shared/quantity.ts';
import type { StreamDefinition } from '../shared/stream-definition.ts';
import type { OrderEvent, OrderLine } from './events.ts';
import { cancelLine, forKits, releasedOf } from './line-moves.ts';
import { lineFinder, mergeLines } from './lines.ts';
import type { LinePart, OrderLineState, OrderState } from './state.ts';
import { statusOf } from './status.ts';

/** A stream `order-<id>`; null before the order is submitted. */
export const orderDefinition: StreamDefinition<OrderState | null, OrderEvent> = {
  initial: () => null,
  evolve(order, event) {
    if (event.type === 'OrderSubmitted') return submitted(event.data);
    if (order === null) throw new RangeError(`${event.type} before OrderSubmitted`);
    switch (event.type) {
      case 'OrderAccepted':
        foldAcceptance(order, event.data);
        break;
      case 'OrderRejected':
        order.status = 'rejected';
        order.open = { kind: 'submit', operation: event.data.operation, phase: 'settling' };
        break;
      case 'CancellationRequested':
        order.operation = event.data.operation;
        order.decidedAt = event.data.decidedAt;
        break;
      case 'OrderCancelled':
        foldCancellation(order, event.data);
        break;
      case 'OrderSettled':
        order.open = null;
        break;
    }
    return order;
  },
};

type DataOf<Type extends OrderEvent['type']> = Extract<OrderEvent, { type: Type }>['data'];

const submitted = (data: DataOf<'OrderSubmitted'>): OrderState => ({
  orderId: data.orderId,
  website: data.website,
  lines: mergeLines(data.lines.map(lineOf)),
  holdId: data.holdId ?? null,
  shipUntil: data.shipUntil ?? null,
  customer: data.customer ?? null,
  placedAt: data.placedAt ?? null,
  decidedAt: data.decidedAt,
  status: 'submitted',
  operation: 0,
  open: { kind: 'submit', operation: 0, phase: 'deciding' },
});

const lineOf = ({ sku, unit, quantity, components }: OrderLine): OrderLineState => ({
  sku,
  ...(unit !== undefined && { unit }),
  quantity: quantityOf(quantity),
  ...(components !== undefined && { components, parts: components.map(partOf) }),
  cancelled: ZERO,
  shipped: ZERO,
  returned: ZERO,
  allocated: ZERO,
  fromStock: ZERO,
});

const partOf = ({ sku, unit, quantity }: ChosenComponent): LinePart => ({
  sku,
  unit,
  each: quantityOf(quantity),
  allocated: ZERO,
  fromStock: ZERO,
});

function foldAcceptance(order: OrderState, { unallocated = [] }: DataOf<'OrderAccepted'>): void {
  const without = new Set(unallocated);
  order.status = 'accepted';
  order.open = null;
  for (const line of order.lines) {
    if (line.parts === undefined) line.allocated = without.has(line.sku) ? ZERO : line.quantity;
    for (const part of line.parts ?? []) {
      part.allocated = without.has(part.sku) ? ZERO : forKits(part, line.quantity);
    }
  }
}

function foldCancellation(order: OrderState, { operation, lines }: DataOf<'OrderCancelled'>): void {
  const taken = lines.map((line) => ({ ...line, quantity: quantityOf(line.quantity) }));
  const released = releasedOf(order.lines, taken);
  const find = lineFinder(order.lines);
  for (const { quantity, ...name } of taken) {
    const line = find(name);
    if (line !== undefined) cancelLine(line, quantity);
  }
  order.open = { kind: 'cancel', operation, phase: 'settling', released };
  order.status = statusOf(order);
}
