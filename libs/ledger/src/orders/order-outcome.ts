import {
  allocationsOfLines,
  formatQuantity,
  mergeLines,
  type OrderEvent,
  type ProductEvent,
  type ProductState,
  quantityOf,
  type Reason,
} from '#domain';
import type { Position, StreamName } from '#event-store';
import type { AnswerEvent, Outcome } from '../outcome.ts';
import type { OrderAnswer } from './order-answer.ts';
import { findEvent } from './order-run.ts';

/** What an operation of an order has left in the log. The same answer is made of it, whenever it is asked for. */
export interface OperationRecord {
  readonly commandId: string;
  readonly stream: StreamName;
  /** Its events in the order's stream, up to its end. */
  readonly own: readonly AnswerEvent[];
  /** Its events in the streams of the products. */
  readonly effects: ReadonlyMap<string, readonly ProductEvent[]>;
  /** Of its last event. */
  readonly position: Position;
}

/** How a product's units become each other; null for an unknown product. */
export type UnitsOf = (sku: string) => Pick<ProductState, 'units' | 'stockUnit'> | null;

/** The outcome of SubmitOrder, once it is accepted, or rejected and settled. */
export function outcomeOfSubmission(record: OperationRecord, unitsOf: UnitsOf): Outcome {
  const { commandId, stream, own, position } = record;
  const rejected = findEvent(own, 'OrderRejected');
  if (rejected !== undefined) {
    const reasons = reasonsOf(rejected.data.reasons, record);
    return { kind: 'refused', commandId, code: 'ORDER_REJECTED', reasons, position };
  }
  const submitted = findEvent(own, 'OrderSubmitted');
  const last = own.at(-1);
  if (submitted === undefined || last === undefined) throw new RangeError(`${stream} was not submitted`);
  const order = orderOf(submitted, record, unitsOf);
  return {
    kind: 'done',
    answer: { commandId, stream, revision: last.revision, position, events: own, order },
  };
}

/** The outcome of an operation that is on record and refuses nothing. */
export function outcomeOfOperation({ commandId, stream, own, position }: OperationRecord): Outcome {
  const last = own.at(-1);
  if (last === undefined) throw new RangeError(`no event of ${commandId} in ${stream}`);
  return { kind: 'done', answer: { commandId, stream, revision: last.revision, position, events: own } };
}

/** The outcome of AmendOrder, once it is settled: a refused amendment leaves the order as it was. */
export function outcomeOfAmendment(record: OperationRecord): Outcome {
  const { commandId, own, position } = record;
  const refused = findEvent(own, 'AmendmentRefused');
  if (refused === undefined) return outcomeOfOperation(record);
  const reasons = reasonsOf(refused.data.reasons, record);
  return { kind: 'refused', commandId, code: 'ORDER_REJECTED', reasons, position };
}

/** The outcome of a shipment or a return: done, as far as any product did its part. */
export function outcomeOfFact(record: OperationRecord): Outcome {
  const { commandId, own, position } = record;
  const refused = findEvent(own, 'ShipmentRefused') ?? findEvent(own, 'ReturnRefused');
  if (refused === undefined) return outcomeOfOperation(record);
  const { reasons } = refused.data;
  return { kind: 'refused', commandId, code: reasons[0]?.code ?? 'INSUFFICIENT_STOCK', reasons, position };
}

type Submitted = Extract<OrderEvent, { readonly type: 'OrderSubmitted' }>;

/** Lines of one product and unit are one. An accepted order's lines all have a unit. */
function orderOf({ data }: Submitted, { effects }: OperationRecord, unitsOf: UnitsOf): OrderAnswer {
  const lines = mergeLines(
    data.lines.map(({ unit = '', quantity, ...line }) => ({ ...line, unit, quantity: quantityOf(quantity) })),
  );
  const allocations = allocationsOfLines(lines, (sku) => {
    const allocated = findEvent(effects.get(sku), 'StockAllocated');
    const units = unitsOf(sku);
    return allocated && units !== null ? { units, shares: allocated.data.allocations } : undefined;
  });
  return {
    orderId: data.orderId,
    status: 'accepted',
    lines: lines.map(({ sku, unit, quantity }, index) => ({
      sku,
      unit,
      quantity: formatQuantity(quantity),
      allocations: allocations[index] ?? [],
    })),
  };
}

/** All reasons, those of each product from its own stream, in the order of the command's lines. */
function reasonsOf(ofUnknown: readonly Reason[], { effects }: OperationRecord): readonly Reason[] {
  const ofProducts = [...effects.values()].flatMap(
    (events) =>
      findEvent(events, 'AllocationReleased')?.data.reasons ??
      findEvent(events, 'DemandRefused')?.data.reasons ??
      [],
  );
  const reasons = [...ofUnknown, ...ofProducts];
  return reasons.length === 0 ? [LOST_REASON] : reasons.sort((a, b) => lineOf(a) - lineOf(b));
}

/** The place of the line that a reason is about: `lines[2].quantity` is about the third. */
function lineOf({ path }: Reason): number {
  const line = /^lines\[(\d+)\]/.exec(path ?? '')?.[1];
  return line === undefined ? Number.MAX_SAFE_INTEGER : Number(line);
}

/** An order was rejected and interrupted before its products recorded why; when they did, nothing stood against it. */
const LOST_REASON: Reason = {
  code: 'INSUFFICIENT_STOCK',
  message: 'the order lost a race for stock, and was interrupted before the figures were recorded',
};
