import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Cursors, questionOf } from './cursors.ts';
import { InvalidCursorError } from './errors.ts';

const cursors = new Cursors(() => Buffer.alloc(32, 1));

describe('a cursor', () => {
  test('gives back the place that it was made of', () => {
    const places = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer()), { minLength: 1 });
    fc.assert(
      fc.property(places, (place) => {
        expect(cursors.open('q', cursors.seal('q', place))).toEqual(place);
      }),
    );
  });

  test('is refused by another list, or with other filters', () => {
    const cursor = cursors.seal(questionOf('levels', { sku: 'A1' }), ['A1']);

    for (const question of [
      questionOf('levels', { sku: 'A2' }),
      questionOf('levels', {}),
      questionOf('products', { sku: 'A1' }),
    ]) {
      expect(() => cursors.open(question, cursor)).toThrow(InvalidCursorError);
    }
  });

  test('is refused where the key is another', () => {
    const others = new Cursors(() => Buffer.alloc(32, 2));

    expect(() => others.open('q', cursors.seal('q', ['A1']))).toThrow(InvalidCursorError);
  });

  test('is refused with any character changed, added or left out', () => {
    const cursor = cursors.seal('q', ['A1', 7]);
    for (let i = 0; i < cursor.length; i++) {
      const other = cursor[i] === 'A' ? 'B' : 'A';
      for (const forged of [
        cursor.slice(0, i) + other + cursor.slice(i + 1),
        cursor.slice(0, i) + cursor.slice(i + 1),
        `${cursor.slice(0, i)}=${cursor.slice(i)}`,
      ]) {
        expect(() => cursors.open('q', forged)).toThrow(InvalidCursorError);
      }
    }
  });

  test.each(['', 'next', '{}', '\u0000', 'a'.repeat(10_000)])('that is %j is refused', (text) => {
    expect(() => cursors.open('q', text)).toThrow(InvalidCursorError);
  });
});

test('the order of filters, and filters that are absent, make no other question', () => {
  expect(questionOf('levels', { sku: 'A1', low: true, status: undefined })).toBe(
    questionOf('levels', { low: true, sku: 'A1' }),
  );
});
