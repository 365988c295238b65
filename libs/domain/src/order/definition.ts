import type { ChosenComponent } from '../kit/parts.ts';
import { type Quantity, quantityOf, ZERO } from '../shared/quantity.ts';
import type { StreamDefinition } from '../shared/stream-definition.ts';
import { amendmentOf } from './amend.ts';
import type { MergedLine, OrderEvent, OrderLine, PartlyMovedLine } from './events.ts';
import {
  amendLine,
  cancelLine,
  forKits,
  releasedOf,
  returnLine,
  returnParts,
  shipLine,
  shipParts,
} from './line-moves.ts';
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
        begin(order, event.data);
        break;
      case 'OrderCancelled':
        foldCancellation(order, event.data);
        break;
      case 'OrderSettled':
        order.open = null;
        break;
      case 'AmendmentRequested':
        foldAmendmentRequest(order, event.data);
        break;
      case 'OrderAmended':
        foldAmendment(order, event.data);
        break;
      case 'AmendmentRefused':
        settleAmendment(order, false);
        break;
      case 'ShipmentRequested': {
        const { lines, reference } = event.data;
        begin(order, event.data);
        order.open = { ...deciding('ship', event.data), lines: lines.map(exact), note: reference };
        break;
      }
      case 'OrderShipped':
        moveLines(order, event.data.lines, shipLine);
        moveParts(order, event.data.partly, shipParts);
        end(order);
        break;
      case 'ReturnRequested': {
        const { lines, reason } = event.data;
        begin(order, event.data);
        order.open = { ...deciding('return', event.data), lines: lines.map(exact), note: reason };
        break;
      }
      case 'OrderReturned':
        moveLines(order, event.data.lines, returnLine);
        moveParts(order, event.data.partly, returnParts);
        end(order);
        break;
      case 'ShipmentRefused':
      case 'ReturnRefused':
        order.open = null;
        break;
      case 'NothingChanged':
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

interface Request {
  readonly operation: number;
  readonly decidedAt: string;
}

function begin(order: OrderState, { operation, decidedAt }: Request): void {
  order.operation = operation;
  order.decidedAt = decidedAt;
}

const deciding = <Kind extends 'amend' | 'ship' | 'return'>(kind: Kind, { operation }: Request) =>
  ({ kind, operation, phase: 'deciding' }) as const;

/** The outcome closes the operation. */
function end(order: OrderState): void {
  order.open = null;
  order.status = statusOf(order);
}

const exact = <L extends { readonly quantity: string }>(line: L) => ({
  ...line,
  quantity: quantityOf(line.quantity),
});

function moveLines(
  { lines }: OrderState,
  moved: readonly MergedLine[],
  move: (line: OrderLineState, quantity: Quantity) => void,
): void {
  const find = lineFinder(lines);
  for (const { quantity, ...name } of moved) {
    const line = find(name);
    if (line !== undefined) move(line, quantityOf(quantity));
  }
}

/** Of kits, what of their components has moved while others were refused. */
function moveParts(
  { lines }: OrderState,
  moved: readonly PartlyMovedLine[] = [],
  move: (line: OrderLineState, quantity: Quantity, without: ReadonlySet<string>) => void,
): void {
  const find = lineFinder(lines);
  for (const { quantity, without, ...name } of moved) {
    const line = find(name);
    if (line !== undefined) move(line, quantityOf(quantity), new Set(without));
  }
}

function foldAmendmentRequest(order: OrderState, data: DataOf<'AmendmentRequested'>): void {
  begin(order, data);
  const lines = data.lines.map(exact);
  order.open = { ...deciding('amend', data), lines, amendment: amendmentOf(order, lines) };
}

/** Lines that the amendment does not name go to 0; new ones come last. */
function foldAmendment(order: OrderState, { lines, unallocated = [] }: DataOf<'OrderAmended'>): void {
  const without = new Set(unallocated);
  const [known, target] = [lineFinder(order.lines), lineFinder(lines)];
  const added = lines
    .filter((line) => known(line) === undefined)
    .map((line) => lineOf({ ...line, quantity: '0' }));
  order.lines = [...order.lines, ...added];
  for (const line of order.lines) {
    amendLine(line, quantityOf(target(line)?.quantity ?? '0'), (sku) => !without.has(sku));
  }
  settleAmendment(order, true);
  order.status = statusOf(order);
}

function settleAmendment(order: OrderState, isAccepted: boolean): void {
  const { open } = order;
  if (open?.kind !== 'amend') throw new RangeError(`order ${order.orderId} has no amendment open`);
  const { kind, operation, amendment } = open;
  order.open = { kind, operation, phase: 'settling', isAccepted, amendment };
}
