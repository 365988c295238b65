import { describe, expect, it } from '@jest/globals';
import { quantityOf, type Reason } from '#domain';
import { bodies } from '../testing/bodies.ts';
import { COMMAND_NAMES, type CommandName } from './command-bodies.ts';
import { parseCommand } from './parse-command.ts';

/** The command's full example with some fields replaced; undefined takes one away. */
const body = (name: CommandName, changes: Record<string, unknown> = {}) =>
  Object.fromEntries(
    Object.entries({ ...bodies[name].full, ...changes }).filter(([, value]) => value !== undefined),
  );

const refusal = (name: string, json: unknown): readonly Pick<Reason, 'code' | 'path' | 'message'>[] => {
  const parsed = parseCommand(name, json);
  if (!Array.isArray(parsed)) throw new Error(`${name} was taken`);
  return parsed;
};

const placesOf = (name: string, json: unknown) => refusal(name, json).map(({ code, path }) => [code, path]);

describe.each(COMMAND_NAMES)('%s', (name) => {
  const { full, required } = bodies[name];

  it('is taken with all its fields, and with no more than it needs', () => {
    expect(parseCommand(name, full)).toMatchObject({ command: { type: name } });
    const least = Object.fromEntries(required.map((field) => [field, full[field]]));
    const parsed = parseCommand(name, least);
    expect(parsed).toHaveProperty('command');
    expect(Object.keys('command' in parsed ? parsed.command : {})).toEqual(
      expect.arrayContaining(['type', ...required]),
    );
    expect(Object.keys('command' in parsed ? parsed.command : {})).toHaveLength(required.length + 1);
  });

  it.each(required)('is refused without %s', (field) => {
    expect(refusal(name, body(name, { [field]: undefined }))).toEqual([
      { code: 'VALIDATION_FAILED', message: `${field} is missing`, path: field },
    ]);
  });

  it('is refused with a field of the wrong type, or null where null says nothing', () => {
    const nullable: Partial<Record<CommandName, string>> = {
      DefineCategory: 'parent',
      MoveCategory: 'parent',
      RegisterProduct: 'category',
      MoveProduct: 'category',
      SetStatus: 'status',
      SetOption: 'value',
    };
    for (const field of Object.keys(full)) {
      const wrong = [{ nested: {} }, [[]], Number.NaN, ...(nullable[name] === field ? [] : [null])];
      for (const value of name === 'SetOption' && field === 'value' ? [] : wrong) {
        const [reason] = refusal(name, body(name, { [field]: value }));
        expect([reason?.code, String(reason?.path).startsWith(field)]).toEqual(['VALIDATION_FAILED', true]);
      }
    }
  });

  it('is refused with a field that it does not have', () => {
    expect(refusal(name, body(name, { colour: 'red' }))).toEqual([
      { code: 'VALIDATION_FAILED', message: `colour is not a field of ${name}`, path: 'colour' },
    ]);
    for (const field of ['type', '__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const json = JSON.parse(`${JSON.stringify(full).slice(0, -1)},"${field}":{}}`);
      expect(placesOf(name, json)).toEqual([['VALIDATION_FAILED', field]]);
    }
  });

  it.each([[null], [undefined], [[]], ['text'], [5], [true]])('is no %p', (json) => {
    expect(refusal(name, json)).toEqual([
      { code: 'VALIDATION_FAILED', message: `the body of ${name} must be an object` },
    ]);
  });

  it('may say which revision of its stream it expects', () => {
    for (const expectedRevision of [-1, 0, 7]) {
      expect(parseCommand(name, body(name, { expectedRevision }))).toMatchObject({ expectedRevision });
    }
    for (const expectedRevision of [-2, 1.5, '1', null, 2 ** 53, Number.NaN]) {
      expect(placesOf(name, body(name, { expectedRevision }))).toEqual([
        ['VALIDATION_FAILED', 'expectedRevision'],
      ]);
    }
    expect(parseCommand(name, full)).not.toHaveProperty('expectedRevision');
  });
});

describe('what is read', () => {
  it('is exact, in canonical form, and has nothing filled in', () => {
    const json = {
      orderId: 'Cafe\u0301',
      website: 'shop',
      lines: [
        { sku: 'A1', quantity: '5.50' },
        { sku: 'A1', unit: 'box', quantity: 2 },
      ],
      placedAt: '2011-12-09T12:50Z',
    };
    expect(parseCommand('SubmitOrder', json)).toEqual({
      command: {
        type: 'SubmitOrder',
        orderId: 'Caf\u00e9',
        website: 'shop',
        lines: [
          { sku: 'A1', quantity: quantityOf('5.5') },
          { sku: 'A1', unit: 'box', quantity: quantityOf('2') },
        ],
        placedAt: '2011-12-09T12:50:00.000Z',
      },
    });
  });

  it('reaches into parts and lists', () => {
    expect(parseCommand('RegisterProduct', bodies.RegisterProduct.full)).toEqual({
      command: {
        type: 'RegisterProduct',
        ...bodies.RegisterProduct.full,
        units: [
          { code: 'item', precision: 0 },
          { code: 'box', precision: 0, conversionRate: quantityOf('12') },
        ],
        kit: { components: [{ products: ['B1', 'B2'], quantity: quantityOf('1'), required: true }] },
      },
    });
  });

  it.each([
    ['2030-01-31', '2030-01-31'],
    ['2030-01-31T12:00:00Z', '2030-01-31T12:00:00.000Z'],
  ])('takes a day or an instant to ship until: %s', (shipUntil, read) => {
    expect(parseCommand('SubmitOrder', body('SubmitOrder', { shipUntil }))).toMatchObject({
      command: { shipUntil: read },
    });
  });

  it.each(['2030-02-30', '31.1.2030', '2030-01-31T12:00:00', '20300131', ''])(
    'refuses %p as a time to ship until',
    (shipUntil) => {
      expect(refusal('SubmitOrder', body('SubmitOrder', { shipUntil }))).toMatchObject([
        { path: 'shipUntil' },
      ]);
    },
  );

  it('tells null from left out where both have a meaning', () => {
    expect(parseCommand('MoveCategory', { code: 'a', parent: null })).toEqual({
      command: { type: 'MoveCategory', code: 'a', parent: null },
    });
    expect(parseCommand('MoveProduct', { sku: 'a', category: null })).toEqual({
      command: { type: 'MoveProduct', sku: 'a', category: null },
    });
    expect(parseCommand('DefineCategory', { code: 'a', name: 'A', parent: null })).toEqual({
      command: { type: 'DefineCategory', code: 'a', name: 'A' },
    });
  });

  it.each([[null], [true], ['5'], [5], [['in_stock']], [{ any: 'thing' }]])(
    'leaves the value of an option to the domain: %p',
    (value) => {
      expect(parseCommand('SetOption', body('SetOption', { value }))).toMatchObject({ command: { value } });
    },
  );
});

describe('a sku, code or id', () => {
  it.each([
    ['', 'sku must not be empty'],
    ['x'.repeat(201), 'sku must have at most 200 characters'],
    ['a\u0000', 'sku must not contain control characters'],
    ['\ud800', 'sku must not contain half a character (a lone surrogate)'],
    [' a', 'sku must not begin or end with a blank'],
    [5, 'sku must be a text'],
  ])('is not %j', (sku, message) => {
    expect(refusal('RenameProduct', { sku, name: 'Mug' })).toEqual([
      { code: 'VALIDATION_FAILED', message, path: 'sku' },
    ]);
  });

  it('may have 200 characters of any script', () => {
    for (const sku of ['x'.repeat(200), '鍵'.repeat(200), '😀'.repeat(200)]) {
      expect(parseCommand('RenameProduct', { sku, name: 'Mug' })).toMatchObject({ command: { sku } });
    }
  });

  it('is refused in its place of a list', () => {
    const json = body('AssignWarehouses', { warehouses: ['north', ' south'] });
    expect(refusal('AssignWarehouses', json)).toEqual([
      {
        code: 'VALIDATION_FAILED',
        message: 'warehouses has " south" at place 1: it must not begin or end with a blank',
        path: 'warehouses',
      },
    ]);
  });
});

describe('a reason', () => {
  it.each([[''], ['  '], ['x'.repeat(501)], ['a\nb'], ['\udc00']])('is not %j', (reason) => {
    expect(placesOf('AdjustLevel', body('AdjustLevel', { reason }))).toEqual([
      ['VALIDATION_FAILED', 'reason'],
    ]);
  });

  it('may have 500 characters, and blanks anywhere', () => {
    for (const reason of ['x'.repeat(500), '😀'.repeat(500), ' water damage ']) {
      expect(parseCommand('AdjustLevel', body('AdjustLevel', { reason }))).toMatchObject({
        command: { reason },
      });
    }
  });
});

describe('a quantity', () => {
  it.each([
    ['+1', 'VALIDATION_FAILED'],
    ['1e3', 'VALIDATION_FAILED'],
    [' 1', 'VALIDATION_FAILED'],
    [true, 'VALIDATION_FAILED'],
    [0.1, 'VALIDATION_FAILED'],
    ['0.00000000001', 'PRECISION_EXCEEDED'],
    ['10000000000.1', 'OUT_OF_RANGE'],
    [1e300, 'OUT_OF_RANGE'],
  ])('is not %p: %s', (quantity, code) => {
    expect(placesOf('AdjustLevel', body('AdjustLevel', { quantity }))).toEqual([[code, 'quantity']]);
    expect(placesOf('SubmitOrder', body('SubmitOrder', { lines: [{ sku: 'A', quantity }] }))).toEqual([
      [code, 'lines[0].quantity'],
    ]);
  });

  it.each(['5', '-5', 5, -5, 0.5, '0', '10000000000'])('of an adjustment may be %p', (quantity) => {
    expect(parseCommand('AdjustLevel', body('AdjustLevel', { quantity }))).toHaveProperty('command');
  });

  it('is not negative where only a positive one makes sense', () => {
    for (const quantity of ['-1', -1, '0', 0]) {
      const lines = [
        { sku: 'A', quantity: 1 },
        { sku: 'B', quantity },
      ];
      expect(placesOf('SubmitOrder', body('SubmitOrder', { lines }))).toEqual([
        ['VALIDATION_FAILED', 'lines[1].quantity'],
      ]);
      expect(placesOf('CancelOrder', body('CancelOrder', { lines }))).toEqual([
        ['VALIDATION_FAILED', 'lines[1].quantity'],
      ]);
    }
    expect(placesOf('CountLevel', body('CountLevel', { counted: '-1' }))).toEqual([
      ['VALIDATION_FAILED', 'counted'],
    ]);
    expect(parseCommand('CountLevel', body('CountLevel', { counted: '0' }))).toHaveProperty('command');
    const units = [{ code: 'box', precision: 0, conversionRate: '0' }];
    expect(placesOf('RegisterProduct', body('RegisterProduct', { units }))).toEqual([
      ['VALIDATION_FAILED', 'units[0].conversionRate'],
    ]);
  });
});

describe('an instant', () => {
  it.each(['2023-02-30T00:00:00Z', '2023-01-01', '2023-01-01T00:00:00+02:00', 'tomorrow', 0])(
    'is not %p',
    (effectiveAt) => {
      expect(placesOf('AdjustLevel', body('AdjustLevel', { effectiveAt }))).toEqual([
        ['VALIDATION_FAILED', 'effectiveAt'],
      ]);
    },
  );
});

describe('a time zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])(
    'may be %s',
    (timeZone) => {
      expect(parseCommand('DefineWebsite', body('DefineWebsite', { timeZone }))).toMatchObject({
        command: { timeZone },
      });
    },
  );

  it.each(['Mars/Olympus', '+02:00', '', 'Europe/Berlin ', 'x'.repeat(10_000), 5])(
    'is not %p',
    (timeZone) => {
      expect(placesOf('DefineWebsite', body('DefineWebsite', { timeZone }))).toEqual([
        ['VALIDATION_FAILED', 'timeZone'],
      ]);
    },
  );
});

describe('a scope', () => {
  const optionOf = (scope: unknown) => body('ClearOption', { scope });

  it('has a code, but for the system', () => {
    expect(parseCommand('ClearOption', optionOf({ level: 'system' }))).toMatchObject({
      command: { scope: { level: 'system' } },
    });
    expect(refusal('ClearOption', optionOf({ level: 'website' }))).toEqual([
      { code: 'VALIDATION_FAILED', message: 'scope.code is missing', path: 'scope.code' },
    ]);
    expect(refusal('ClearOption', optionOf({ level: 'system', code: 'x' }))).toEqual([
      {
        code: 'VALIDATION_FAILED',
        message: 'scope.code must be left out: there is one system',
        path: 'scope.code',
      },
    ]);
  });

  it('is refused field by field', () => {
    expect(placesOf('ClearOption', optionOf({ level: 'shop', code: '', more: 1 }))).toEqual([
      ['VALIDATION_FAILED', 'scope.more'],
      ['VALIDATION_FAILED', 'scope.level'],
      ['VALIDATION_FAILED', 'scope.code'],
    ]);
    expect(placesOf('ClearOption', optionOf('system'))).toEqual([['VALIDATION_FAILED', 'scope']]);
  });

  it('has warehouses only where a website sells from them', () => {
    for (const level of ['product', 'category']) {
      const json = body('AssignWarehouses', { scope: { level, code: 'x' } });
      expect(placesOf('AssignWarehouses', json)).toEqual([['VALIDATION_FAILED', 'scope.level']]);
    }
  });
});

describe('the lines of an order', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ sku: `A${index}`, quantity: 1 }));

  it('are 1 to 2,000', () => {
    expect(parseCommand('SubmitOrder', body('SubmitOrder', { lines: lines(2_000) }))).toHaveProperty(
      'command',
    );
    for (const count of [0, 2_001]) {
      expect(refusal('SubmitOrder', body('SubmitOrder', { lines: lines(count) }))).toEqual([
        {
          code: 'VALIDATION_FAILED',
          message: `lines must have 1 to 2000 items, not ${count}`,
          path: 'lines',
        },
      ]);
    }
  });

  it('are each an object of known fields', () => {
    const json = body('SubmitOrder', {
      lines: [{ sku: 'A', quantity: 1 }, 5, null, [], undefined, { sku: 'B', qty: 1 }],
    });
    expect(placesOf('SubmitOrder', json)).toEqual([
      ['VALIDATION_FAILED', 'lines[5].qty'],
      ['VALIDATION_FAILED', 'lines[1]'],
      ['VALIDATION_FAILED', 'lines[2]'],
      ['VALIDATION_FAILED', 'lines[3]'],
      ['VALIDATION_FAILED', 'lines[4]'],
      ['VALIDATION_FAILED', 'lines[5].quantity'],
    ]);
  });
});

describe('several faults', () => {
  it('are told together, malformed ones before those of range', () => {
    const json = { sku: ' ', warehouse: 5, quantity: '99999999999', unknown: 1 };
    expect(placesOf('AdjustLevel', json)).toEqual([
      ['VALIDATION_FAILED', 'unknown'],
      ['VALIDATION_FAILED', 'sku'],
      ['VALIDATION_FAILED', 'warehouse'],
      ['VALIDATION_FAILED', 'reason'],
      ['OUT_OF_RANGE', 'quantity'],
    ]);
  });

  it('are told up to a bound', () => {
    const lines = Array.from({ length: 2_000 }, () => ({ sku: '', quantity: '' }));
    expect(refusal('SubmitOrder', body('SubmitOrder', { lines }))).toHaveLength(100);
    const strange = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`f${index}`, index]));
    expect(refusal('CloseWarehouse', { code: 'north', ...strange })).toHaveLength(100);
  });
});

describe('a name that is no command', () => {
  it.each(['', 'adjustLevel', '__proto__', 'constructor', 'ShipMoon'])('is refused: %j', (name) => {
    expect(refusal(name, {})).toMatchObject([{ code: 'VALIDATION_FAILED', path: 'type' }]);
  });
});
