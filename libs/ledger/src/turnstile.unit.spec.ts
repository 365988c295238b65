import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Turnstile } from './turnstile.ts';

/** Sends so many through; the list grows as they pass. */
function send(turnstile: Turnstile, count: number): number[] {
  const passed: number[] = [];
  for (let i = 0; i < count; i++) {
    const wait = turnstile.pass();
    if (wait === undefined) passed.push(i);
    else void wait.then(() => passed.push(i));
  }
  return passed;
}

test('few go on at once', () => {
  expect(send(new Turnstile(), 32)).toHaveLength(32);
});

test('many go on in groups, in their order, and none is left behind', async () => {
  const turnstile = new Turnstile();
  const passed = send(turnstile, 100);
  expect(passed).toHaveLength(32);
  await nextTurn();
  // What the first group decided is handed over in this turn.
  expect(passed).toHaveLength(32);

  for (let turn = 0; turn < 10; turn++) await nextTurn();
  expect(passed).toEqual(Array.from({ length: 100 }, (_, i) => i));
  expect(send(turnstile, 1)).toHaveLength(1);
});

test('who comes later stands behind those who wait', async () => {
  const turnstile = new Turnstile();
  const passed = send(turnstile, 40);
  await nextTurn();
  const later = send(turnstile, 1);
  expect(later).toHaveLength(0);

  for (let turn = 0; turn < 10; turn++) await nextTurn();
  expect([passed.length, later.length]).toEqual([40, 1]);
});
