import type { DecisionContext } from '../product/context.ts';
import type { Unit } from '../product/state.ts';
import type { CancelOrder } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import type { Reason } from '../shared/reason.ts';
import { askedLines, checkOpen, everythingOpen, isWhole, written } from './asked-lines.ts';
import type { OrderEvent } from './events.ts';
import { mergeLines } from './lines.ts';
import { nextOperation, orderNotOpen, unknownOrder } from './not-open.ts';
import type { OrderState } from './state.ts';

/**
 * Takes off the order what the command names, or all that is open: the request and its outcome in one append. The
 * products then give back, and `settleOrder` closes the operation.
 *
 * @param units the product's unit of each line of the command, in their order: that which the line names, else the
 *   primary one; undefined where the product or the unit is unknown.
 *
 * Refused: UNKNOWN_ORDER, ORDER_NOT_OPEN, UNKNOWN_PRODUCT, PRECISION_EXCEEDED, EXCEEDS_OPEN.
 *
 * @throws RangeError when an operation is open: it is to be driven to its end first.
 */
export function cancelOrder(
  order: OrderState | null,
  command: CancelOrder,
  units: readonly (Unit | undefined)[],
  { now }: DecisionContext,
): Decision<OrderEvent> {
  if (order === null) return refuse(unknownOrder(command.orderId));
  const operation = nextOperation(order);
  if (order.status !== 'accepted') return refuse(orderNotOpen(order));
  const reasons: Reason[] = [];
  const asked = command.lines && askedLines(order, command.lines, units, reasons);
  if (asked !== undefined) checkOpen(order, asked, reasons);
  if (reasons.length > 0) return refuse(...reasons);
  const { orderId } = order;
  const lines = asked === undefined ? everythingOpen(order) : mergeLines(asked);
  const why = command.reason !== undefined && { reason: command.reason };
  const named = asked && { lines: asked.map(written) };
  const whole = isWhole(order, lines);
  return accept(
    { type: 'CancellationRequested', data: { orderId, operation, ...named, ...why, decidedAt: now } },
    { type: 'OrderCancelled', data: { orderId, operation, lines: lines.map(written), whole, ...why } },
  );
}
