/** Commands at random, with carts that hold and time that passes. */
import fc from 'fast-check';
import { anyStep, lines, NEXT, type Step, website } from './commands.ts';
import type { PlainCommand } from './reference/shop.ts';

/** Time passes, in seconds. */
export interface Wait {
  readonly wait: number;
}

const holdId = fc.integer({ min: 1, max: 5 }).map((n) => `H${n}`);

const asCommand = (own: object) => ({ command: own as unknown as PlainCommand });

const holding = fc
  .record({ holdId, website, lines, expiresInSeconds: fc.constantFrom(10, 60) })
  .map((own) => asCommand({ type: 'HoldStock', ...own }));

const release = holdId.map((own) => asCommand({ type: 'ReleaseHold', holdId: own }));

const order = fc
  .record({ orderId: fc.constant(NEXT), website, lines, holdId })
  .map((own) => asCommand({ type: 'SubmitOrder', ...own }));

export const stepWithHolds: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: anyStep },
  { weight: 3, arbitrary: holding },
  { weight: 1, arbitrary: release },
  { weight: 2, arbitrary: order },
);

export const stepOrWait: fc.Arbitrary<Step | Wait> = fc.oneof(
  { weight: 14, arbitrary: stepWithHolds },
  { weight: 1, arbitrary: fc.constantFrom(5, 30).map((wait) => ({ wait })) },
);
