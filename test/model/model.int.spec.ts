import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { playAtOnce, type Tally } from './at-once.ts';
import { play } from './play.ts';
import { anyStep, stepOrWait } from './steps.ts';

const RUNS = Number(process.env.FC_RUNS ?? 60);
const TIMEOUT_MS = 3_600_000;

const steps = (maxLength: number) => fc.array(stepOrWait, { minLength: 1, maxLength, size: 'max' });

describe('the ledger and a model of it on paper', () => {
  it(
    'say the same after every command',
    () =>
      fc.assert(
        fc.asyncProperty(steps(40), (all) => play(all)),
        { numRuns: RUNS },
      ),
    TIMEOUT_MS,
  );

  it(
    'say the same where processes die at any append',
    async () => {
      const lives = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 20, size: 'max' });
      await fc.assert(
        fc.asyncProperty(steps(30), lives, (all, each) => play(all, each)),
        { numRuns: RUNS },
      );
    },
    TIMEOUT_MS,
  );

  it(
    'say the same of commands at once as of some order of them, or nothing is broken',
    async () => {
      const tally: Tally = { serial: 0, other: 0 };
      const groups = fc.array(fc.array(anyStep, { minLength: 1, maxLength: 4, size: 'max' }), {
        minLength: 1,
        maxLength: 12,
        size: 'max',
      });
      await fc.assert(
        fc.asyncProperty(groups, (all) => playAtOnce(all, tally)),
        { numRuns: RUNS },
      );
      expect(tally.serial).toBeGreaterThan(9 * tally.other);
    },
    TIMEOUT_MS,
  );
});
