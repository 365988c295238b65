import { describe, expect, it } from '@jest/globals';
import { Validator } from 'class-validator';
import fc from 'fast-check';
import { bodies } from '../testing/bodies.ts';
import { instantiate } from './body/instantiate.ts';
import { isSound } from './body/validate-body.ts';
import { COMMAND_NAMES, type CommandName, commandBodies } from './command-bodies.ts';
import { fingerprint } from './fingerprint.ts';
import { parseCommand } from './parse-command.ts';

/** Either a command that can be hashed, or reasons with a code, a message, and a path that stays short. */
function holds(name: string, json: unknown): void {
  const parsed = parseCommand(name, json);
  if (!Array.isArray(parsed)) {
    expect(parsed.command.type).toBe(name);
    expect(fingerprint(parsed.command, parsed.expectedRevision)).toMatch(/^[\w-]{22}$/);
    return;
  }
  expect(parsed.length).toBeGreaterThan(0);
  for (const { code, message, path = '' } of parsed) {
    expect(['VALIDATION_FAILED', 'OUT_OF_RANGE', 'PRECISION_EXCEEDED']).toContain(code);
    expect(message.length).toBeLessThan(500);
    expect(message.isWellFormed() && path.isWellFormed()).toBe(true);
    expect(path.length).toBeLessThan(200);
  }
}

const names = fc.constantFrom(...COMMAND_NAMES);
const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true });

/** The example with some of what it holds, at any depth, replaced by a value of another kind. */
function spoilt(json: unknown, values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  if (Array.isArray(json)) return fc.tuple(...json.map((item) => mostly(item, values)));
  if (typeof json !== 'object' || json === null) return values;
  const members = Object.entries(json).map(([name, value]) => [name, mostly(value, values)]);
  return fc.record(Object.fromEntries(members));
}

const mostly = (json: unknown, values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(json) },
    { weight: 2, arbitrary: spoilt(json, values) },
    { weight: 1, arbitrary: values },
  );

describe('whatever the body is', () => {
  it('it is a command or there are reasons', () => {
    fc.assert(fc.property(names, anything, holds), { numRuns: 2_000 });
    fc.assert(fc.property(names, fc.jsonValue({ maxDepth: 6 }), holds), { numRuns: 1_000 });
  });

  it.each(COMMAND_NAMES)('%s with a spoilt field is a command or there are reasons', (name: CommandName) => {
    const values = fc.oneof(anything, fc.string({ unit: 'binary' }), fc.double(), fc.constant('__proto__'));
    fc.assert(
      fc.property(spoilt(bodies[name].full, values), (json) => holds(name, json)),
      { numRuns: 300 },
    );
  });
});

it.each(COMMAND_NAMES)('the quick check of %s says what class-validator says', (name: CommandName) => {
  const validator = new Validator();
  const values = fc.oneof(anything, fc.constantFrom(undefined, null, '', '1', 0, {}, []));
  fc.assert(
    fc.property(spoilt(bodies[name].full, values), (json) => {
      const body = instantiate<object>(commandBodies[name], json, '', []);
      if (body !== undefined) expect(isSound(body)).toBe(validator.validateSync(body).length === 0);
    }),
    { numRuns: 100, examples: [[bodies[name].full]] },
  );
});

describe('a bomb', () => {
  const nested = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
    let value: unknown = 1;
    for (let level = 0; level < depth; level += 1) value = wrap(value);
    return value;
  };
  const bombs: [string, unknown][] = [
    ['lists in lists', nested(200_000, (inner) => [inner])],
    ['objects in objects', nested(200_000, (inner) => ({ lines: inner }))],
    ['scopes in scopes', nested(200_000, (inner) => ({ scope: inner, value: inner, kit: inner }))],
    ['components in components', nested(200_000, (inner) => ({ components: [inner], kit: inner }))],
    ['a million items', Array.from({ length: 1_000_000 }, () => ({}))],
    ['a long text', 'x'.repeat(5_000_000)],
    ['many digits', '9'.repeat(5_000_000)],
    ['many zeros', `0.${'0'.repeat(5_000_000)}1`],
    ['a list of long texts', Array.from({ length: 50 }, () => '\ud800'.repeat(100_000))],
  ];

  it.each(bombs)('of %s is harmless in every field', (_, bomb) => {
    for (const name of COMMAND_NAMES) {
      holds(name, bomb);
      for (const field of Object.keys(bodies[name].full))
        holds(name, { ...bodies[name].full, [field]: bomb });
    }
  });

  it('of a million unknown fields is harmless', () => {
    const fields = Object.fromEntries(Array.from({ length: 1_000_000 }, (_, index) => [`f${index}`, 1]));
    holds('AdjustLevel', fields);
    holds('AdjustLevel', { ['x'.repeat(1_000_000)]: 1 });
  });

  it('changes no prototype', () => {
    const json = JSON.parse(
      '{"__proto__":{"polluted":1},"scope":{"__proto__":{"polluted":1}},"constructor":null}',
    );
    for (const name of COMMAND_NAMES) holds(name, json);
    expect({}).not.toHaveProperty('polluted');
  });
});
