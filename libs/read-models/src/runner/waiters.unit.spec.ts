import { expect, test } from '@jest/globals';
import { Waiters } from './waiters.ts';

const LONG_MS = 60_000;

test('what shows already is not waited for', async () => {
  const waiters = new Waiters();
  waiters.reached(5n);
  let waits = 0;

  await expect(waiters.waitFor(5n, LONG_MS, () => waits++)).resolves.toBe(true);
  expect(waits).toBe(0);
});

test('each waits for its own position', async () => {
  const waiters = new Waiters();
  let waits = 0;
  const early = waiters.waitFor(3n, LONG_MS, () => waits++);
  const late = waiters.waitFor(7n, LONG_MS, () => waits++);

  waiters.reached(6n);
  await expect(early).resolves.toBe(true);
  await expect(Promise.race([late, Promise.resolve('waiting')])).resolves.toBe('waiting');

  waiters.reached(7n);
  await expect(late).resolves.toBe(true);
  expect(waits).toBe(2);
});

test('what does not show in time is told', async () => {
  await expect(new Waiters().waitFor(1n, 1, () => {})).resolves.toBe(false);
});

test('at the end nobody is left waiting', async () => {
  const waiters = new Waiters();
  const waiting = waiters.waitFor(1n, LONG_MS, () => {});
  waiters.giveUp();

  await expect(waiting).resolves.toBe(false);
});
