import type { Core } from '../core.ts';
import { claim } from '../holds/claim.ts';
import { type Claimant, endClaim } from '../holds/end-claim.ts';
import type { OrderRun } from './order-run.ts';
import { fenceOf } from './product-steps.ts';

/** Claims the hold that the order names. False when the hold refuses, which refuses the order; true without a hold. */
export async function claimHoldOf(core: Core, run: OrderRun): Promise<boolean> {
  const { takesOver } = run.plan;
  if (takesOver === undefined) return true;
  const ruling = await claim(core, {
    ...claimantOf(run, takesOver.holdId),
    fence: fenceOf(core, run),
  });
  if (ruling.kind === 'claimed') takesOver.claimed(ruling.hold);
  else takesOver.refused(ruling.reasons);
  return ruling.kind === 'claimed';
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
