import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { spansOf, spansUpTo } from './spans.ts';

const instant = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 0, 1) + 100_000 }),
  fc.integer({ min: Date.parse('0001-01-01T00:00:00Z'), max: Date.parse('9999-12-31T23:59:59.999Z') }),
);

const sumUpTo = (sums: ReadonlyMap<string, number>, at: number) => {
  const ranges = spansUpTo(at);
  let sum = 0;
  for (const [span, value] of sums) {
    if (ranges.some(({ from, before }) => span >= from && span < before)) sum += value;
  }
  return sum;
};

test('sums over spans are the sums of what was added up to an instant, itself included', () => {
  fc.assert(
    fc.property(fc.array(instant, { maxLength: 20 }), instant, (added, at) => {
      const sums = new Map<string, number>();
      for (const [index, each] of added.entries()) {
        for (const span of spansOf(each)) sums.set(span, (sums.get(span) ?? 0) + index + 1);
      }
      for (const moment of [at, ...added, ...added.map((each) => each - 1)]) {
        const expected = added.reduce((sum, each, index) => sum + (each <= moment ? index + 1 : 0), 0);
        expect(sumUpTo(sums, moment)).toBe(expected);
      }
    }),
  );
});

test('two instants that are near have most of their spans in common', () => {
  const [early, late] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 1) + 1000].map(spansOf);
  expect(early?.filter((span) => !late?.includes(span)).length).toBeLessThanOrEqual(3);
});
