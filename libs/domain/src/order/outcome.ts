import { type Accepted, accept } from '../shared/decision.ts';
import type { Reason } from '../shared/reason.ts';
import type { OrderEvent } from './events.ts';
import type { OpenOperation, OrderState } from './state.ts';

/**
 * How long the reasons of an event may be, as characters of JSON: an append must stay below 900 KB, and a character
 * may take three bytes.
 */
const REASONS_LENGTH_MAX = 250_000;

/**
 * Commits operation 0: every line is promised. It needs no settling.
 *
 * @param unallocated skus of which nothing was allocated, for their stock is not tracked.
 * @throws RangeError when the order is not being decided: its process has gone astray.
 */
export function acceptOrder(order: OrderState, unallocated: readonly string[]): Accepted<OrderEvent> {
  const { orderId } = order;
  const { operation } = openIn(order, 'deciding');
  return accept({
    type: 'OrderAccepted',
    data: { operation, orderId, ...(unallocated.length > 0 && { unallocated }) },
  });
}

/**
 * Commits operation 0 without promise. What was taken is then given back.
 *
 * @param reasons those that belong to no known product; each product records its own.
 * @throws RangeError when the order is not being decided.
 */
export function rejectOrder(order: OrderState, reasons: readonly Reason[]): Accepted<OrderEvent> {
  const { orderId } = order;
  const { operation } = openIn(order, 'deciding');
  return accept({ type: 'OrderRejected', data: { orderId, operation, ...cutReasons(reasons) } });
}

/**
 * Closes an operation: all that it had to give back is given back.
 *
 * @throws RangeError when the order has nothing to settle.
 */
export function settleOrder(order: OrderState): Accepted<OrderEvent> {
  const { orderId } = order;
  const { operation } = openIn(order, 'settling');
  return accept({ type: 'OrderSettled', data: { orderId, operation } });
}

function openIn({ orderId, status, open }: OrderState, phase: OpenOperation['phase']): OpenOperation {
  if (open?.phase === phase) return open;
  throw new RangeError(
    `order ${orderId} is ${status}: ${open?.phase ?? 'no operation is open'}, not ${phase}`,
  );
}

/** Reasons as an event holds them: as many as fit, and how many there were where that is not all. */
export function cutReasons(reasons: readonly Reason[]): {
  readonly reasons: readonly Reason[];
  readonly reasonCount?: number;
} {
  let length = 0;
  const end = reasons.findIndex((reason) => {
    length += JSON.stringify(reason).length;
    return length > REASONS_LENGTH_MAX;
  });
  return end === -1 ? { reasons } : { reasons: reasons.slice(0, end), reasonCount: reasons.length };
}
