import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Deadlines } from './deadlines.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const never = () => new Promise<never>(() => {});

test('a call that ends in time ends as it does', async () => {
  const deadlines = new Deadlines(1_000);

  expect(await deadlines.within(Promise.resolve(7))).toBe(7);
  await expect(deadlines.within(Promise.reject(new Error('refused')))).rejects.toThrow('refused');
});

test('each call has its whole time, whichever began before it', async () => {
  const deadlines = new Deadlines(1_000);
  const ended: string[] = [];
  const call = (name: string) =>
    deadlines.within(never()).catch(({ message }) => ended.push(`${name}: ${message}`));
  call('first');
  await jest.advanceTimersByTimeAsync(400);
  call('second');
  await jest.advanceTimersByTimeAsync(300);
  call('third');

  await jest.advanceTimersByTimeAsync(299);
  expect(ended).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(ended).toEqual(['first: no answer within 1000 ms']);
  await jest.advanceTimersByTimeAsync(400);
  expect(ended).toHaveLength(2);
  await jest.advanceTimersByTimeAsync(300);
  expect(ended).toHaveLength(3);
});

test('after a rest calls run out as well', async () => {
  const deadlines = new Deadlines(1_000);
  await deadlines.within(Promise.resolve());
  await jest.advanceTimersByTimeAsync(5_000);

  const late = expect(deadlines.within(never())).rejects.toThrow('no answer within 1000 ms');
  await jest.advanceTimersByTimeAsync(1_000);

  await late;
});
