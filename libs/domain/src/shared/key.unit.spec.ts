import { describe, expect, it } from '@jest/globals';
import { keyFault, normaliseKey } from './key.ts';

describe('a sku, code or id', () => {
  it.each([
    ['A1'],
    ['a-b-c'],
    ['22423 '.trim()],
    ['Tasse, groß'],
    ['鍵'],
    ['x'.repeat(200)],
    ['😀'.repeat(200)],
  ])('may be %s', (key) => {
    expect(keyFault(key)).toBeUndefined();
  });

  it.each([
    ['', 'empty'],
    ['x'.repeat(201), 'too-long'],
    ['😀'.repeat(201), 'too-long'],
    ['a\u0000b', 'control-character'],
    ['a\nb', 'control-character'],
    ['a\u0085b', 'control-character'],
    ['\u007f', 'control-character'],
    ['a\ud800', 'lone-surrogate'],
    ['\udc00a', 'lone-surrogate'],
    [' A1', 'blank-at-an-end'],
    ['A1 ', 'blank-at-an-end'],
    ['A1\u00a0', 'blank-at-an-end'],
    ['\u2003A1', 'blank-at-an-end'],
    [' ', 'blank-at-an-end'],
  ])('may not be %j: %s', (key, fault) => {
    expect(keyFault(key)).toBe(fault);
  });

  it('has one spelling, its case kept', () => {
    expect(normaliseKey('Cafe\u0301')).toBe('Caf\u00e9');
    expect(normaliseKey('a')).not.toBe(normaliseKey('A'));
  });

  it('is counted in its normal form', () => {
    expect(keyFault(normaliseKey('e\u0301'.repeat(200)))).toBeUndefined();
  });
});
