import { holdStream } from '#domain';
import type { Core } from '../core.ts';
import { driveOrderOf } from './drive-claim.ts';
import { inHoldTurn } from './hold-turn.ts';
import { driveHoldToEnd } from './resume-hold.ts';

/** Drives to its end what a hold, or the order that has claimed it, was at; then its time counts again. */
export async function recoverHold(core: Core, holdId: string): Promise<void> {
  const mailbox = core.holds.mailbox(holdStream(holdId));
  const claimedBy = (await mailbox.look())?.claimedBy ?? null;
  if (claimedBy !== null) await driveOrderOf(core, holdId, claimedBy);
  else await inHoldTurn(core, holdId, () => driveHoldToEnd(core, holdId));
  const hold = await mailbox.look();
  if (hold?.claimedBy === null) core.expiry.note(holdId, hold);
}
