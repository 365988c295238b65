import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quote } from './quote.ts';

describe('a value in a message', () => {
  it.each([
    ['text', '"text"'],
    ['a "quoted" line\n', '"a \\"quoted\\" line\\n"'],
    [1.5, '1.5'],
    [true, 'true'],
    [null, 'null'],
    [undefined, 'undefined'],
    [{ a: 1 }, 'an object'],
    [['in_stock', 5, [1], {}], '["in_stock", 5, a list, an object]'],
    [[1, 2, 3, 4, 5, 6], '[1, 2, 3, 4, 5, …]'],
  ])('%p reads %s', (value, text) => {
    expect(quote(value)).toBe(text);
  });

  it('stays short, whatever was sent', () => {
    let deep: unknown[] = [];
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    expect(quote(deep)).toBe('[a list]');
    fc.assert(
      fc.property(
        fc.anything({ maxDepth: 3, withBigInt: true }),
        fc.string({ minLength: 1000 }),
        (value, long) => {
          expect(quote([value, long]).length).toBeLessThan(1500);
          expect(quote(value).isWellFormed()).toBe(true);
        },
      ),
    );
  });
});
