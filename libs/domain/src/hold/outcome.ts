import { cutReasons } from '../order/outcome.ts';
import { type Accepted, accept } from '../shared/decision.ts';
import type { Reason } from '../shared/reason.ts';
import type { HoldEvent } from './events.ts';
import type { HoldState, OpenHoldOperation } from './state.ts';

/**
 * Commits an operation that holds: every line is reserved.
 *
 * @throws RangeError when none is being decided: the process has gone astray.
 */
export function acceptHold(hold: HoldState): Accepted<HoldEvent> {
  const { operation } = openIn(hold, 'deciding');
  return accept({ type: 'HoldAccepted', data: { holdId: hold.holdId, operation } });
}

/**
 * Commits an operation that holds without effect.
 *
 * @param reasons all that stands against it.
 * @throws RangeError when none is being decided.
 */
export function rejectHold(hold: HoldState, reasons: readonly Reason[]): Accepted<HoldEvent> {
  const { operation } = openIn(hold, 'deciding');
  const data = { holdId: hold.holdId, operation, ...cutReasons(reasons) };
  return accept({ type: 'HoldRejected', data });
}

/**
 * Closes an operation: all that it had to give up is given up.
 *
 * @throws RangeError when there is nothing to settle.
 */
export function settleHold(hold: HoldState): Accepted<HoldEvent> {
  const { operation } = openIn(hold, 'settling');
  return accept({ type: 'HoldSettled', data: { holdId: hold.holdId, operation } });
}

function openIn({ holdId, open }: HoldState, phase: OpenHoldOperation['phase']): OpenHoldOperation {
  if (open?.phase === phase) return open;
  throw new RangeError(`hold ${holdId}: ${open?.phase ?? 'no operation is open'}, not ${phase}`);
}
