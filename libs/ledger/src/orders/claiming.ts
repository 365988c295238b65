import { holdStream } from '#domain';
import type { Core } from '../core.ts';
import { claim } from '../holds/claim.ts';
import { type Claimant, endClaim } from '../holds/end-claim.ts';
import type { OrderRun } from './plan.ts';
import { fenceOfOrder } from './product-steps.ts';

/** Claims the hold that the order names. False when the hold refuses, which refuses the order; true without a hold. */
export async function claimHoldOf(core: Core, run: OrderRun): Promise<boolean> {
  const { takesOver } = run.plan;
  if (takesOver === undefined) return true;
  const ruling = await claim(core, {
    ...claimantOf(run, takesOver.holdId),
    fence: fenceOfOrder(core, run),
  });
  if (ruling.kind === 'claimed') takesOver.claimed(ruling.hold);
  else takesOver.refused(ruling.reasons);
  return ruling.kind === 'claimed';
}

/** Takes note that the order had claimed its hold, before it was interrupted: what it asks for is judged with it. */
export async function recallClaimOf(core: Core, { orderId, plan: { takesOver } }: OrderRun): Promise<void> {
  if (takesOver === undefined) return;
  const { holdId } = takesOver;
  const hold = await core.holds.mailbox(holdStream(holdId)).look();
  if (hold?.claimedBy === orderId) takesOver.claimed({ holdId, operation: hold.operation });
}

/** Ends the hold with the accepted order, or leaves it as it was where the order is refused. */
export async function endClaimOf(core: Core, run: OrderRun, isAccepted: boolean): Promise<void> {
  const { takesOver } = run.plan;
  if (takesOver === undefined) return;
  const staged = await endClaim(core, claimantOf(run, takesOver.holdId), isAccepted);
  run.staged = staged ?? run.staged;
}

/** When the order was placed dates what becomes of the order, not what becomes of the hold. */
function claimantOf({ orderId, origin, now, epoch }: OrderRun, holdId: string): Claimant {
  const { effectiveAt: _, ...own } = origin;
  return { orderId, holdId, origin: own, now, epoch };
}
