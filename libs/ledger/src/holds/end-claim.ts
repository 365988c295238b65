import { consumeClaim, holdStream, returnClaim } from '#domain';
import type { EventToAppend } from '#event-store';
import type { Core } from '../core.ts';
import type { Staged } from '../mailbox/durability.ts';
import { type Origin, record } from '../record.ts';
import { newHoldRun } from './hold-run.ts';
import { inHoldTurn } from './hold-turn.ts';
import { driveHoldToEnd, settleOrCarryOn } from './resume-hold.ts';

const NO_EVENTS: readonly EventToAppend[] = [];

/** An order that is on record and names a hold. */
export interface Claimant {
  readonly orderId: string;
  readonly holdId: string;
  readonly origin: Origin;
  readonly now: string;
  readonly epoch: number;
}

/**
 * Ends the order's claim: the hold ends with an accepted order, and what it has beyond it is given up; a refused order
 * leaves it as it was. Nothing to do where the order has no claim any more. To be called in the order's turn.
 */
export function endClaim(core: Core, claimant: Claimant, isAccepted: boolean): Promise<Staged | undefined> {
  const { orderId, holdId, origin, epoch, now } = claimant;
  const stream = holdStream(holdId);
  return inHoldTurn(core, holdId, async () => {
    const fencedAt = core.loadings();
    const { value, revision, staged } = await core.holds.mailbox(stream).decide(
      {
        decide(hold) {
          if (hold?.claimedBy !== orderId) return { events: NO_EVENTS, value: NO_EVENTS };
          const { events } = isAccepted ? consumeClaim(hold, orderId) : returnClaim(hold, orderId);
          const recorded = record(events, origin);
          return { events: recorded, value: recorded };
        },
      },
      epoch,
    );
    const [event] = value;
    let last = event === undefined ? undefined : staged;
    if (event !== undefined && isAccepted) {
      const place = { revision, staged, fencedAt };
      const run = { ...newHoldRun({ holdId }, event, place, { ...origin, now, epoch }), origin };
      await settleOrCarryOn(core, run);
      last = run.staged;
    } else {
      await driveHoldToEnd(core, holdId);
    }
    const hold = await core.holds.mailbox(stream).look();
    if (hold?.claimedBy === null) core.expiry.note(holdId, hold);
    return last;
  });
}
