import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import type { HoldState } from './state.ts';

export const unknownHold = (holdId: string): Reason => ({
  code: 'UNKNOWN_HOLD',
  message: `there is no hold ${quote(holdId)}`,
  path: 'holdId',
});

/** The hold's life is over. */
export const holdNotOpen = ({ holdId, status }: Pick<HoldState, 'holdId' | 'status'>): Reason => ({
  code: 'HOLD_NOT_OPEN',
  message: `the hold ${quote(holdId)} is ${status ?? 'not accepted'}`,
  path: 'holdId',
  status,
});

/** @throws RangeError when something is under way that has to come to its end before the hold is decided on. */
export function mustBeAtRest({ holdId, open, claimedBy }: HoldState): void {
  if (open !== null) throw new RangeError(`hold ${holdId} has an open operation`);
  if (claimedBy !== null) throw new RangeError(`hold ${holdId} is claimed by the order ${claimedBy}`);
}
