import { holdStream } from '#domain';
import type { Core } from '../core.ts';
import { AlreadyCarriedOut } from '../idempotency/already-carried-out.ts';

/** One after the other for each hold. What fails on the way may have left the hold half-way. */
export function inHoldTurn<Result>(core: Core, holdId: string, work: () => Promise<Result>): Promise<Result> {
  const stream = holdStream(holdId);
  return core.turns.take(stream, async () => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AlreadyCarriedOut)) core.unfinished.add(stream);
      throw error;
    }
  });
}
