import type { ReleaseHold } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import type { HoldEvent } from './events.ts';
import { holdNotOpen, mustBeAtRest, unknownHold } from './not-open.ts';
import type { HoldState } from './state.ts';

/**
 * Ends a hold as asked for; its products then give up what was reserved.
 *
 * Refused: UNKNOWN_HOLD, also where it never came to hold anything, and HOLD_NOT_OPEN.
 *
 * @throws RangeError when an operation is open or an order has claimed the hold: that is to be driven to its end first.
 */
export function requestRelease(
  hold: HoldState | null,
  { holdId }: ReleaseHold,
  { now }: { readonly now: string },
): Decision<HoldEvent> {
  if (hold !== null) mustBeAtRest(hold);
  if (hold === null || hold.status === null) return refuse(unknownHold(holdId));
  if (hold.status !== 'open') return refuse(holdNotOpen(hold));
  const operation = hold.operation + 1;
  return accept({ type: 'HoldReleaseRequested', data: { holdId, operation, decidedAt: now } });
}
