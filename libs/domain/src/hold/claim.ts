import { type Accepted, accept, type Decision, refuse } from '../shared/decision.ts';
import type { HoldEvent } from './events.ts';
import { holdNotOpen, mustBeAtRest, unknownHold } from './not-open.ts';
import type { HoldState } from './state.ts';

/**
 * Claims a hold for an order that is on record: until it is consumed or returned nothing else happens to it, not even
 * its expiry.
 *
 * Refused: UNKNOWN_HOLD, also where it never came to hold anything, and HOLD_NOT_OPEN.
 *
 * @throws RangeError when an operation is open or another order has claimed it: that is to be driven to its end first.
 */
export function claimHold(hold: HoldState | null, holdId: string, orderId: string): Decision<HoldEvent> {
  if (hold !== null) mustBeAtRest(hold);
  if (hold === null || hold.status === null) return refuse(unknownHold(holdId));
  if (hold.status !== 'open') return refuse(holdNotOpen(hold));
  return accept({ type: 'HoldClaimed', data: { holdId, operation: hold.operation + 1, orderId } });
}

/**
 * Ends a hold, since its order was accepted.
 *
 * @throws RangeError when that order has not claimed it.
 */
export const consumeClaim = (hold: HoldState, orderId: string): Accepted<HoldEvent> =>
  accept({ type: 'HoldConsumed', data: claimOf(hold, orderId) });

/**
 * Leaves a hold as it was, since its order was refused.
 *
 * @throws RangeError when that order has not claimed it.
 */
export const returnClaim = (hold: HoldState, orderId: string): Accepted<HoldEvent> =>
  accept({ type: 'HoldReturned', data: claimOf(hold, orderId) });

function claimOf({ holdId, operation, claimedBy }: HoldState, orderId: string) {
  if (claimedBy !== orderId) throw new RangeError(`hold ${holdId} is not claimed by the order ${orderId}`);
  return { holdId, operation, orderId };
}
