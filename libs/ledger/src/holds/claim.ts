import { type ClaimedHold, claimHold, type HoldState, holdStream, type Reason } from '#domain';
import type { EventToAppend } from '#event-store';
import type { Core } from '../core.ts';
import type { Fence } from '../mailbox/task.ts';
import { record } from '../record.ts';
import { driveOrderOf } from './drive-claim.ts';
import type { Claimant } from './end-claim.ts';
import { inHoldTurn } from './hold-turn.ts';
import { driveHoldToEnd } from './resume-hold.ts';

const NO_EVENTS: readonly EventToAppend[] = [];

export type Claim =
  | { readonly kind: 'claimed'; readonly hold: ClaimedHold }
  | { readonly kind: 'refused'; readonly reasons: readonly Reason[] };

type ClaimRuling =
  | Claim
  /** Another order is taking it over. */
  | { readonly kind: 'other'; readonly orderId: string }
  /** Another process has opened an operation of the hold meanwhile. */
  | { readonly kind: 'open' };

/**
 * Claims the hold for an order, if the order has not done so already. Another order that is taking the hold over is
 * driven to its end first. The fence is that nobody else has carried the order on. To be called in the order's turn:
 * whoever has a hold's turn never waits for an order's.
 */
export async function claim(core: Core, claimant: Claimant & { readonly fence: Fence }): Promise<Claim> {
  for (let attempt = 1; ; attempt++) {
    const ruling = await inHoldTurn(core, claimant.holdId, () => attemptClaim(core, claimant));
    if (ruling.kind === 'claimed' || ruling.kind === 'refused') return ruling;
    if (attempt > core.limits.attemptsMax) {
      throw new RangeError(`the hold ${claimant.holdId} never comes to rest`);
    }
    if (ruling.kind === 'other') await driveOrderOf(core, claimant.holdId, ruling.orderId);
  }
}

async function attemptClaim(
  core: Core,
  { orderId, holdId, origin, epoch, fence }: Claimant & { readonly fence: Fence },
): Promise<ClaimRuling> {
  await driveHoldToEnd(core, holdId);
  const { value } = await core.holds.mailbox(holdStream(holdId)).decide(
    {
      decide(hold): { events: readonly EventToAppend[]; value: ClaimRuling } {
        if (hold !== null && hold.claimedBy === orderId) {
          return { events: NO_EVENTS, value: { kind: 'claimed', hold: claimIn(hold) } };
        }
        if (hold !== null && hold.claimedBy !== null) {
          return { events: NO_EVENTS, value: { kind: 'other', orderId: hold.claimedBy } };
        }
        if (hold !== null && hold.open !== null) return { events: NO_EVENTS, value: { kind: 'open' } };
        const decision = claimHold(hold, holdId, orderId);
        if (decision.kind === 'refused') return { events: NO_EVENTS, value: decision };
        const events = record(decision.events, origin);
        const operation = events[0]?.data.operation as number;
        return { events, value: { kind: 'claimed', hold: { holdId, operation } } };
      },
      ...fence,
    },
    epoch,
  );
  return value;
}

const claimIn = ({ holdId, operation }: HoldState): ClaimedHold => ({ holdId, operation });
