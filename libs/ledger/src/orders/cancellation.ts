import { type CancelOrder, cancelOrder, type OpenLine, releaseCancelled, releasedOf } from '#domain';
import { exactLines, linesBySku } from './demands.ts';
import type { OperationKind } from './operation-kinds.ts';
import { outcomeOfOperation } from './order-outcome.ts';
import { findEvent } from './order-run.ts';
import { closingOnly, type Plan } from './plan.ts';

/** CancelOrder: what is taken off is on record first, with the intent; then it is given back. */
export const cancellation: OperationKind<CancelOrder> = {
  request: cancelOrder,
  opened({ orderId, lines }, events) {
    const cancelled = findEvent(events, 'OrderCancelled');
    if (cancelled === undefined) throw new RangeError(`${orderId} is not cancelled`);
    const { operation, lines: taken } = cancelled.data;
    const released = releasedOf(lines, exactLines(taken));
    return { operation, phase: 'settling', plan: cancellationPlan(orderId, operation, released) };
  },
  outcome: outcomeOfOperation,
};

/** Gives back what a cancellation took off the allocated part of an order's lines. */
export const cancellationPlan = (orderId: string, operation: number, released: readonly OpenLine[]): Plan =>
  closingOnly(
    linesBySku(released).map(([sku, lines]) => ({
      sku,
      close: (product, context) => releaseCancelled(product, { orderId, operation, lines }, context),
    })),
  );
