import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { playDisturbed, playGroups } from './hold-play.ts';
import { stepOrWait } from './hold-steps.ts';

const RUNS = Number(process.env.FC_RUNS ?? 20);
const TIMEOUT_MS = 3_600_000;

describe('with holds', () => {
  it(
    'processes that die at any append come to what one comes to that does not',
    async () => {
      const steps = fc.array(stepOrWait, { minLength: 1, maxLength: 30, size: 'max' });
      const lives = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 20, size: 'max' });
      await fc.assert(fc.asyncProperty(steps, lives, playDisturbed), { numRuns: RUNS });
    },
    TIMEOUT_MS,
  );

  it(
    'commands at once break nothing',
    async () => {
      const group = fc.array(stepOrWait, { minLength: 1, maxLength: 5, size: 'max' });
      const groups = fc.array(group, { minLength: 1, maxLength: 12, size: 'max' });
      await fc.assert(fc.asyncProperty(groups, playGroups), { numRuns: RUNS });
    },
    TIMEOUT_MS,
  );
});
