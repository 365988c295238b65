import { holdStream, type OrderState } from '#domain';
import type { Core } from '../core.ts';
import { eventsOfStream } from '../events-of-stream.ts';
import { endClaim } from './end-claim.ts';

/**
 * Ends the claim that an order, driven to its end, may still have on a hold: a process died after the order's outcome.
 * To be called in the order's turn.
 */
export async function finishClaim(core: Core, order: OrderState, holdId: string): Promise<void> {
  const { orderId, status, decidedAt } = order;
  const hold = await core.holds.mailbox(holdStream(holdId)).look();
  if (hold?.claimedBy !== orderId) return;
  const claimed = (await eventsOfStream(core, holdStream(holdId))).findLast(
    ({ type, data }) => type === 'HoldClaimed' && data.orderId === orderId,
  );
  if (claimed === undefined) throw new RangeError(`${orderId} has never claimed the hold ${holdId}`);
  const { actor, commandId, correlationId, causationId } = claimed.metadata;
  const origin = { actor, commandId, correlationId, causationId };
  const claimant = { orderId, holdId, origin, now: decidedAt, epoch: core.durability.epoch };
  await endClaim(core, claimant, status !== 'rejected');
}
