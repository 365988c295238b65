import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  formatQuantity,
  hasPrecision,
  MAGNITUDE_MAX,
  ONE,
  parseQuantity,
  type Quantity,
  quantityOf,
} from './quantity.ts';

const quantities = fc.bigInt({ min: -MAGNITUDE_MAX, max: MAGNITUDE_MAX });

describe('reading a quantity', () => {
  it.each([
    ['5', 5n * ONE],
    ['-5', -5n * ONE],
    ['5.0', 5n * ONE],
    ['007', 7n * ONE],
    ['0.0000000001', 1n],
    ['-0.5', -ONE / 2n],
    ['-0', 0n],
    ['1.50000000000000000', (3n * ONE) / 2n],
    ['10000000000', MAGNITUDE_MAX],
    ['-10000000000.0', -MAGNITUDE_MAX],
    [5, 5n * ONE],
    [-0, 0n],
    [0.5, ONE / 2n],
    [-1.25, (-5n * ONE) / 4n],
    [2 ** -10, 9765625n],
    [1e10, MAGNITUDE_MAX],
  ])('takes %p', (input, quantity) => {
    expect(parseQuantity(input)).toBe(quantity);
  });

  it.each([
    ['+1'],
    ['1e3'],
    [' 1'],
    ['1 '],
    ['1\n'],
    ['.5'],
    ['5.'],
    ['--1'],
    ['1,5'],
    ['0x10'],
    ['١'],
    [''],
    ['NaN'],
    [Number.NaN],
    [null],
    [undefined],
    [true],
    [['1']],
    [{}],
    [1n],
  ])('finds no decimal in %p', (input) => {
    expect(parseQuantity(input)).toBe('not-a-decimal');
  });

  it.each([[0.1], [1.1], [2 ** -11], [9999999999.9]])(
    'refuses the number %p, which a double may not hold exactly',
    (input) => {
      expect(parseQuantity(input)).toBe('inexact-number');
    },
  );

  it.each([['0.00000000001'], ['1.12345678901'], ['9999999999.99999999999']])(
    'refuses 11 decimals: %p',
    (input) => {
      expect(parseQuantity(input)).toBe('too-precise');
    },
  );

  it.each([
    ['10000000000.0000000001'],
    ['-10000000001'],
    ['1'.repeat(1000)],
    [1e11],
    [-1e300],
    [Number.POSITIVE_INFINITY],
  ])('refuses more than 10^10: %p', (input) => {
    expect(parseQuantity(input)).toBe('out-of-range');
  });

  it('takes no longer than the text is long', () => {
    const zeros = '0'.repeat(1_000_000);
    expect(parseQuantity(`0.${zeros}1`)).toBe('too-precise');
    expect(parseQuantity(`${zeros}7`)).toBe(7n * ONE);
    expect(parseQuantity(`${zeros}x`)).toBe('not-a-decimal');
  });

  it('fails on a broken log', () => {
    expect(() => quantityOf('1e3')).toThrow('no quantity: "1e3"');
  });
});

describe('writing a quantity', () => {
  it('gives back what is read', () => {
    fc.assert(
      fc.property(quantities, (quantity) => {
        expect(parseQuantity(formatQuantity(quantity))).toBe(quantity);
        expect(quantityOf(formatQuantity(quantity))).toBe(quantity);
      }),
    );
  });

  it('has one text for each quantity: no exponent, no needless zeros', () => {
    fc.assert(
      fc.property(quantities, (quantity) => {
        expect(formatQuantity(quantity)).toMatch(/^(0|-?([1-9]\d*|0(?=\.))(\.\d{0,9}[1-9])?)$/);
      }),
    );
  });

  it('agrees with the digits, whatever zeros surround them', () => {
    const digits = fc.record({
      whole: fc.nat({ max: 9_999_999_999 }),
      decimals: fc.stringMatching(/^\d{0,10}$/),
      zeros: fc.nat({ max: 5 }),
    });
    fc.assert(
      fc.property(digits, ({ whole, decimals, zeros }) => {
        const text = `${'0'.repeat(zeros)}${whole}.${decimals}${'0'.repeat(zeros + 1)}`;
        const expected: Quantity =
          BigInt(whole) * 10n ** 10n + BigInt(`0${decimals}`) * 10n ** BigInt(10 - decimals.length);
        expect(parseQuantity(text)).toBe(expected);
        expect(parseQuantity(`-${text}`)).toBe(-expected);
      }),
    );
  });
});

describe('arithmetic', () => {
  it('is exact where doubles are not', () => {
    expect(formatQuantity(quantityOf('0.1') + quantityOf('0.2'))).toBe('0.3');
    expect(formatQuantity(quantityOf('9999999999.9999999999') + quantityOf('0.0000000001'))).toBe(
      '10000000000',
    );
  });

  it('loses nothing over any sum', () => {
    fc.assert(
      fc.property(fc.array(quantities, { maxLength: 50 }), (parts) => {
        const read = parts.map((part) => quantityOf(formatQuantity(part)));
        const there = read.reduce((sum, part) => sum + part, 0n);
        const back = read.reduceRight((sum, part) => sum - part, there);
        expect(there).toBe(parts.reduce((sum, part) => sum + part, 0n));
        expect(back).toBe(0n);
      }),
    );
  });

  it('agrees with doubles where they are exact', () => {
    const exact = fc.integer({ min: -(2 ** 40), max: 2 ** 40 }).map((steps) => steps / 1024);
    fc.assert(
      fc.property(exact, exact, (a, b) => {
        expect(formatQuantity((parseQuantity(a) as Quantity) + (parseQuantity(b) as Quantity))).toBe(
          formatQuantity(parseQuantity(a + b) as Quantity),
        );
        expect(Number(formatQuantity(parseQuantity(a) as Quantity))).toBe(a + 0);
      }),
    );
  });
});

describe('precision', () => {
  it('is the number of decimals, trailing zeros aside', () => {
    fc.assert(
      fc.property(quantities, fc.nat({ max: 10 }), (quantity, precision) => {
        const decimals = formatQuantity(quantity).split('.')[1] ?? '';
        expect(hasPrecision(quantity, precision)).toBe(decimals.length <= precision);
      }),
    );
  });
});
