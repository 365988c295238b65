import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';
import { UnserialisableEventError } from './errors.ts';
import type { JsonObject, JsonValue } from './json.ts';

describe('canonicalJson', () => {
  it('writes the example of RFC 8785', () => {
    const value = JSON.parse(`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
      "literals": [null, true, false]
    }`);

    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts by UTF-16 units, as the example of RFC 8785 does', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };

    expect(Object.values(JSON.parse(canonicalJson(value)))).toHaveLength(7);
    expect(canonicalJson(value)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis",' +
        '"€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  it.each<[string, JsonValue, string]>([
    ['names that are numbers', { b: { 10: 1, 9: 2 }, a: 0 }, '{"a":0,"b":{"10":1,"9":2}}'],
    [
      'a member called __proto__',
      JSON.parse('{"b":1,"__proto__":{"d":1,"c":2}}'),
      '{"__proto__":{"c":2,"d":1},"b":1}',
    ],
    ['objects in lists', [{ b: 1, a: [{ d: 1, c: 2 }] }], '[{"a":[{"c":2,"d":1}],"b":1}]'],
    ['members that are undefined', { b: undefined, a: 1 }, '{"a":1}'],
    ['minus zero', [-0], '[0]'],
    ['an escaped backslash before ud800', { a: '\\ud800' }, '{"a":"\\\\ud800"}'],
    ['an object without a prototype', Object.assign(Object.create(null), { b: 1, a: 2 }), '{"a":2,"b":1}'],
  ])('writes %s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('gives one text for equal values, in whatever order they were made', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as JsonValue);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value as JsonValue))).toBe(text);
        expect(text).toBe(plainly(value as JsonValue));
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, unknown, string, string]>([
    ['undefined', undefined, '', 'undefined'],
    ['undefined in a list', { a: [1, undefined] }, 'a[1]', 'undefined'],
    ['a bigint', { a: { b: 1n } }, 'a.b', 'a bigint'],
    ['NaN', [Number.NaN], '[0]', 'NaN is not a JSON number'],
    ['a toJSON of its own', { a: { toJSON: () => 1 } }, 'a.toJSON', 'a function'],
    ['an instance', { when: new Date(0) }, 'when', 'an object of class Date'],
    ['a lone surrogate', { a: ['ok', 'x\udc00'] }, 'a[1]', 'a lone surrogate'],
  ])('refuses %s and says where it is', (_, value, path, reason) => {
    expect(() => canonicalJson(value as JsonValue)).toThrow(
      expect.objectContaining({ code: 'unserialisable_event', path, reason }),
    );
  });

  it('refuses what is too deep in little time, in order or not', () => {
    let value: JsonObject = {};
    for (let depth = 0; depth < 200; depth++) value = { b: 1, a: value };

    expect(() => canonicalJson(value)).toThrow(UnserialisableEventError);
  });
});

function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as JsonObject).reverse();
  return Object.fromEntries(members.map(([name, member]) => [name, reversed(member ?? null)]));
}

/** The definition, as plainly as it can be said. */
function plainly(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(plainly).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${plainly((value as JsonObject)[name] ?? null)}`).join()}}`;
}
