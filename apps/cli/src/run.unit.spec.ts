import { expect, test } from '@jest/globals';
import { StoreUnavailableError } from '#event-store';
import { ReadModelsUnavailableError } from '#read-models';
import type { Cli } from './commands/cli.ts';
import { run } from './run.ts';

/** Runs a command whose work fails so. */
async function failing(error: Error) {
  const notes: string[] = [];
  const screen = { note: (text: string) => void notes.push(text), print: async () => {} };
  const cli = { version: '0', screen, serve: () => Promise.reject(error) } as unknown as Cli;
  const exitCode = await run(['serve'], () => cli);
  return { exitCode, told: notes.join('\n') };
}

test.each([
  [
    new StoreUnavailableError('esdb://db:2113', 'it denies access'),
    'Event store esdb://db:2113 is unavailable: it denies access.',
  ],
  [
    new ReadModelsUnavailableError('postgres://db/stock', { reason: 'there is no such database' }),
    'The read models postgres://db/stock cannot be reached: there is no such database.',
  ],
])('a store that cannot be had is no bug, and is told in a sentence', async (error, sentence) => {
  expect(await failing(error)).toEqual({ exitCode: 1, told: sentence });
});

test('what nobody expects is told as the bug that it is, with where it came from', async () => {
  const { exitCode, told } = await failing(new TypeError('not a function'));

  expect(exitCode).toBe(1);
  expect(told).toMatch(/This is a bug:\nTypeError: not a function\n\s+at /);
});
