/** Why a command on an order cannot be: there is no such order, or its life is over. */
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import type { OrderState } from './state.ts';

export const unknownOrder = (orderId: string): Reason => ({
  code: 'UNKNOWN_ORDER',
  message: `there is no order ${quote(orderId)}`,
  path: 'orderId',
});

export const orderNotOpen = ({ orderId, status }: OrderState): Reason => ({
  code: 'ORDER_NOT_OPEN',
  message: `the order ${quote(orderId)} is ${status}`,
  path: 'orderId',
  status,
});

/**
 * The number of the order's next operation.
 *
 * @throws RangeError when one is open: it is to be driven to its end first.
 */
export function nextOperation({ orderId, open, operation }: OrderState): number {
  if (open !== null) throw new RangeError(`order ${orderId} has an open operation`);
  return operation + 1;
}
