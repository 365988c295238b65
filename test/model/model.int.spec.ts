import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { playAtOnce, type Tally } from './at-once.ts';
import { inSqlite, onServer } from './places.ts';
import { play } from './play.ts';
import { anyStep, stepOrWait } from './steps.ts';
import { Trial } from './trial.ts';

const RUNS = Number(process.env.FC_RUNS ?? 150);
const TIMEOUT_MS = 3_600_000;

/** On a disk, where every process opens files and starts threads, it takes forty times as long. */
const RUNS_ON_DISK = Math.ceil(RUNS / 40);

const steps = (maxLength: number) => fc.array(stepOrWait, { minLength: 1, maxLength, size: 'max' });
const lives = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 20, size: 'max' });
const groups = fc.array(fc.array(anyStep, { minLength: 1, maxLength: 4, size: 'max' }), {
  minLength: 1,
  maxLength: 12,
  size: 'max',
});

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
    () =>
      fc.assert(
        fc.asyncProperty(steps(30), lives, (all, each) => play(all, each)),
        { numRuns: RUNS },
      ),
    TIMEOUT_MS,
  );

  it(
    'say the same on the embedded store, where a process dies',
    () =>
      fc.assert(
        fc.asyncProperty(steps(30), fc.nat(40), (all, life) => play(all, [life], new Trial(inSqlite))),
        { numRuns: RUNS_ON_DISK },
      ),
    TIMEOUT_MS,
  );

  it(
    'say the same of commands at once as of some order of them, or nothing is broken',
    async () => {
      const tally: Tally = { serial: 0, other: 0 };
      await fc.assert(
        fc.asyncProperty(groups, (all) => playAtOnce(all, tally)),
        { numRuns: RUNS },
      );
      expect(tally.serial).toBeGreaterThan(9 * tally.other);
    },
    TIMEOUT_MS,
  );

  it(
    'say the same of commands at once in two processes on one log, or nothing is broken',
    async () => {
      const tally: Tally = { serial: 0, other: 0 };
      await fc.assert(
        fc.asyncProperty(groups, (all) => playAtOnce(all, tally, new Trial(onServer))),
        { numRuns: RUNS },
      );
      expect(tally.serial).toBeGreaterThan(9 * tally.other);
    },
    TIMEOUT_MS,
  );
});
