import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeGaps, encodeGaps } from './gap-list.ts';

test('rising numbers come back as they were', () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 50 }), { maxLength: 200 });
  fc.assert(
    fc.property(numbers, (some) => {
      const rising = some.sort((a, b) => a - b);
      const start = rising[0] ?? 0;
      expect(decodeGaps(encodeGaps(rising, start), start)).toEqual(rising);
    }),
  );
});

test('a gap below 128 takes one byte', () => {
  expect(encodeGaps([0, 127, 254, 382], 0)).toEqual(Uint8Array.of(0, 127, 127, 128, 1));
});
