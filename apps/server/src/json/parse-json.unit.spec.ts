import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ProblemError } from '../problem/problem-error.ts';
import { parseJson } from './parse-json.ts';

const parse = (text: string) => parseJson(Buffer.from(text));

function refusalOf(bytes: Buffer): string {
  try {
    parseJson(bytes);
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
  return 'taken';
}

describe('a number', () => {
  test.each([
    '5',
    '-5',
    '0',
    '-0',
    '5.5',
    '5.0',
    '1e3',
    '1.5E1',
    '1000000000000000000000',
    '5.00000000000000000000',
  ])('that a double holds exactly is taken: %s', (source) => {
    expect(parse(source)).toBe(JSON.parse(source));
  });

  test('with many digits is taken where each of them counts', () => {
    expect(parse('1234567890.0009765625')).toBe(1_234_567_890 + 2 ** -10);
    expect(parse('9007199254740992')).toBe(2 ** 53);
  });

  test.each([
    '9007199254740993',
    '5.00000000000000000001',
    '0.10000000000000000001',
    '1e400',
    '-1e-400',
    '1E999999999',
  ])('that loses digits by being read is refused: %s', (source) => {
    expect(refusalOf(Buffer.from(`{"quantity":${source}}`))).toMatch(/^quantity cannot be held exactly/);
  });

  test('is never changed by being read, whatever its digits', () => {
    const digits = fc.stringMatching(/^(0|[1-9]\d{0,20})(\.\d{1,20})?$/);
    fc.assert(
      fc.property(digits, (source) => {
        if (refusalOf(Buffer.from(source)) !== 'taken') return;
        const [whole = '', decimals = ''] = source.split('.');
        if ((whole + decimals).replace(/^0+|0+$/g, '').length <= 15) return;
        expect(exactly(parse(source) as number)).toBe(canonical(whole, decimals));
      }),
    );
  });

  test('within a text is of no concern', () => {
    expect(parse('{"name":"0.10000000000000000001 e5"}')).toEqual({ name: '0.10000000000000000001 e5' });
  });
});

describe('what is refused', () => {
  test.each([
    ['nothing', '', /empty/],
    ['blanks', ' \n', /empty/],
    ['half an object', '{"a":', /not JSON/],
    ['two values', '1 2', /not JSON/],
    ['a single quote', "{'a':1}", /not JSON/],
    ['nesting without end', '['.repeat(100_000), /deeper than 32/],
    ['nesting of objects', '{"a":'.repeat(40), /deeper than 32/],
  ])('%s', (_name, text, message) => {
    expect(refusalOf(Buffer.from(text))).toMatch(message);
  });

  test('bytes that are no UTF-8', () => {
    expect(refusalOf(Buffer.from([0x22, 0xff, 0x22]))).toMatch(/not UTF-8/);
  });
});

test('brackets within texts do not nest', () => {
  const text = JSON.stringify({ a: '[{"\\'.repeat(100) });

  expect(parse(text)).toEqual(JSON.parse(text));
});

test('a byte order mark is passed over', () => {
  expect(parse('\uFEFF{"a":1}')).toEqual({ a: 1 });
});

test('the last of two members of one name counts, and __proto__ is a name like any other', () => {
  const parsed = parse('{"a":1,"a":2,"__proto__":{"polluted":true}}') as Record<string, unknown>;

  expect(parsed.a).toBe(2);
  expect(Object.keys(parsed)).toContain('__proto__');
  expect(parsed.polluted).toBeUndefined();
});

test('any JSON without numbers is read as JSON.parse reads it', () => {
  const value = fc.jsonValue({ maxDepth: 6 }).filter((candidate) => !/\d/.test(JSON.stringify(candidate)));
  fc.assert(
    fc.property(value, (given) => {
      const text = JSON.stringify(given);
      expect(parse(text)).toEqual(JSON.parse(text));
    }),
  );
});

/** The exact decimal value of a double, without needless zeros. */
function exactly(value: number): string {
  const [whole = '', decimals = ''] =
    BigInt(Math.trunc(value)) > 2n ** 53n ? [`${BigInt(value)}`] : value.toFixed(80).split('.');
  return canonical(whole, decimals);
}

const canonical = (whole: string, decimals: string) =>
  `${whole.replace(/^0+(?=\d)/, '')}.${decimals.replace(/0+$/, '')}`;
