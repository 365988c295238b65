import { expect, test } from '@jest/globals';
import { refId, termOfId } from './layout.ts';
import { termNumber } from './term-number.ts';
import { term } from './terms.ts';

test('numbers of terms are 32 bits and well spread', () => {
  const numbers = Array.from({ length: 100_000 }, (_, i) => termNumber(term('sku', `SKU-${i}`)));

  // Of 100,000 random 32-bit numbers about 1.2 pairs are equal.
  expect(new Set(numbers).size).toBeGreaterThan(99_980);
  expect(Math.max(...numbers)).toBeLessThan(2 ** 32);
  const buckets = Array.from({ length: 16 }, () => 0);
  for (const number of numbers) buckets[number % 16] = (buckets[number % 16] ?? 0) + 1;
  expect(Math.min(...buckets)).toBeGreaterThan(100_000 / 16 / 1.2);
});

test('kinds are told apart', () => {
  expect(termNumber(term('sku', 'main'))).not.toBe(termNumber(term('warehouse', 'main')));
});

test('the id of a row is exact to the last part of the last segment, and gives the term back', () => {
  const last = 2 ** 15 * 64 - 1;
  const number = 2 ** 32 - 1;

  expect(Number.isSafeInteger(refId(last, number))).toBe(true);
  expect(termOfId(refId(last, number))).toBe(number);
  expect(() => refId(last + 1, 0)).toThrow(RangeError);
});
