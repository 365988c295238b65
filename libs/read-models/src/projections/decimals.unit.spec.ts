import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatQuantity, MAGNITUDE_MAX, quantityOf } from '#domain';
import { differenceOf } from './decimals.ts';

const whole = fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }).map(String);
const decimal = fc.bigInt({ min: -MAGNITUDE_MAX, max: MAGNITUDE_MAX }).map(formatQuantity);
const small = fc.integer({ min: -1000, max: 1000 }).map(String);

test('differences are those of exact quantities, by either way', () => {
  const quantity = fc.oneof(
    small,
    decimal,
    whole.filter((text) => text.length <= 10),
  );
  fc.assert(
    fc.property(quantity, quantity, quantity, (a, b, c) => {
      expect(differenceOf(a, b, c)).toBe(formatQuantity(quantityOf(a) - quantityOf(b) - quantityOf(c)));
    }),
  );
});

test.each(['', '-', '1e3', ' 1', '+1', 'many', '0x1'])('%j is no quantity', (text) => {
  expect(() => differenceOf(text, '0', '0')).toThrow('no quantity');
});
