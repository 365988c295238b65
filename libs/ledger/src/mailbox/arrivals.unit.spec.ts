import { describe, expect, test } from '@jest/globals';
import { Arrivals } from './arrivals.ts';

const from = (...causes: readonly (string | undefined)[]) =>
  causes.map((causationId) => ({
    metadata: { actor: 'test', commandId: 'test:1', ...(causationId !== undefined && { causationId }) },
  }));

describe('what loadings brought', () => {
  test('is known by the stream of the intent that it goes back to, whatever its revision', () => {
    const arrivals = new Arrivals();
    arrivals.note(from('order-1@0', undefined, 'order-a@b@12'), 10);

    expect(arrivals.mayHaveBrought('order-1', 9)).toBe(true);
    expect(arrivals.mayHaveBrought('order-a@b', 9)).toBe(true);
    expect(arrivals.mayHaveBrought('order-2', 9)).toBe(false);
    expect(arrivals.mayHaveBrought('order', 9)).toBe(false);
  });

  test('counts only if it came later', () => {
    const arrivals = new Arrivals();
    arrivals.note(from('order-1@0'), 10);
    arrivals.note(from('order-2@0'), 20);

    expect(arrivals.mayHaveBrought('order-1', 10)).toBe(false);
    expect(arrivals.mayHaveBrought('order-2', 10)).toBe(true);
  });

  test('may have been anything as long ago as nothing is remembered', () => {
    const arrivals = new Arrivals();
    for (let at = 1; at <= 100; at++) arrivals.note(from(`order-${at}@0`), at);

    expect(arrivals.mayHaveBrought('order-never', 0)).toBe(true);
    expect(arrivals.mayHaveBrought('order-never', 35)).toBe(true);
    expect(arrivals.mayHaveBrought('order-never', 36)).toBe(false);
    expect(arrivals.mayHaveBrought('order-37', 36)).toBe(true);
  });

  test('may have been anything where all was loaded anew, or very much at once', () => {
    const arrivals = new Arrivals();
    arrivals.forget(10);
    expect(arrivals.mayHaveBrought('order-1', 9)).toBe(true);
    expect(arrivals.mayHaveBrought('order-1', 10)).toBe(false);

    arrivals.note(from(...Array.from({ length: 501 }, (_, index) => `order-${index}@0`)), 20);
    expect(arrivals.mayHaveBrought('order-never', 19)).toBe(true);
    expect(arrivals.mayHaveBrought('order-never', 20)).toBe(false);
  });
});
