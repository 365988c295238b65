import type { HoldEvent } from './events.ts';
import type { HoldState } from './state.ts';

/**
 * Ends a hold whose time is over. Nothing to record where it is not: it was replaced, it has ended already, or it is
 * being decided or taken over by an order.
 *
 * @param now the time of the decision, ISO 8601 UTC; what is recorded is when the time was over.
 */
export function expireHold(hold: HoldState | null, now: string): readonly HoldEvent[] {
  if (hold === null || hold.status !== 'open' || hold.open !== null || hold.claimedBy !== null) return [];
  const { holdId, expiresAt } = hold;
  if (expiresAt > now) return [];
  return [{ type: 'HoldExpired', data: { holdId, operation: hold.operation + 1, expiresAt } }];
}
