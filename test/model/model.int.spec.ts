import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { anyStep } from './commands.ts';
import { play } from './play.ts';

const RUNS = Number(process.env.FC_RUNS ?? 150);

describe('the ledger and a model of it on paper', () => {
  it('say the same after every command', async () => {
    await fc.assert(fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 40, size: 'max' }), play), {
      numRuns: RUNS,
    });
  }, 600_000);
});
