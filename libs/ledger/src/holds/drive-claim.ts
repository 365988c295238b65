import { orderStream } from '#domain';
import type { Core } from '../core.ts';
import { finishClaim } from './finish-claim.ts';

/** Drives the order that has claimed a hold to its end, and the claim with it. Not in the hold's turn. */
export async function driveOrderOf(core: Core, holdId: string, orderId: string): Promise<void> {
  await core.turns.take(orderStream(orderId), async () => {
    const order = await core.driveOrder(orderId);
    if (order === null) throw new RangeError(`order ${orderId} has claimed ${holdId} and is not on record`);
    await finishClaim(core, order, holdId);
  });
}
