import { describe, expect, it } from '@jest/globals';
import { bodies } from '../testing/bodies.ts';
import { COMMAND_NAMES, type CommandName } from './command-bodies.ts';
import { fingerprint } from './fingerprint.ts';
import { parseCommand } from './parse-command.ts';

function hashOf(name: CommandName, json: unknown): string {
  const parsed = parseCommand(name, json);
  if (Array.isArray(parsed)) throw new Error(`refused: ${JSON.stringify(parsed)}`);
  return fingerprint(parsed.command, parsed.expectedRevision);
}

const adjustment = bodies.AdjustLevel.full;
const thresholdOf = (value: unknown) => ({ scope: { level: 'system' }, option: 'inventoryThreshold', value });
const statusesOf = (...value: string[]) => ({ scope: { level: 'system' }, option: 'rfqStatuses', value });

describe('the fingerprint of a command', () => {
  it('is 128 bits in base64url', () => {
    for (const name of COMMAND_NAMES) expect(hashOf(name, bodies[name].full)).toMatch(/^[\w-]{22}$/);
  });

  it('is the same for good', () => {
    expect(hashOf('CloseWarehouse', { code: 'north' })).toBe('Kpg9xcicMS3yGhQXCLenMl');
  });

  it.each<[string, CommandName, unknown, unknown]>([
    ['5 and "5"', 'AdjustLevel', { ...adjustment, quantity: 5 }, { ...adjustment, quantity: '5' }],
    ['"5" and "5.0"', 'AdjustLevel', { ...adjustment, quantity: '5' }, { ...adjustment, quantity: '5.0' }],
    ['-0 and 0', 'AdjustLevel', { ...adjustment, quantity: '-0' }, { ...adjustment, quantity: 0 }],
    [
      'two ways to write an instant',
      'AdjustLevel',
      { ...adjustment, effectiveAt: '2011-12-09T12:50Z' },
      { ...adjustment, effectiveAt: '2011-12-09T12:50:00.000+00:00' },
    ],
    ['two ways to write a letter', 'CloseWarehouse', { code: 'e\u0301' }, { code: '\u00e9' }],
    ['fields in any order', 'RenameProduct', { sku: 'a', name: 'b' }, { name: 'b', sku: 'a' }],
    ['5 and "5.0" as the value of an option', 'SetOption', thresholdOf(5), thresholdOf('5.0')],
    [
      'a set in any order',
      'SetOption',
      statusesOf('in_stock', 'discontinued'),
      statusesOf('discontinued', 'in_stock'),
    ],
  ])('does not tell %s apart', (_, name, one, other) => {
    expect(hashOf(name, one)).toBe(hashOf(name, other));
  });

  it.each<[string, CommandName, unknown, unknown]>([
    ['quantities', 'AdjustLevel', { ...adjustment, quantity: '5' }, { ...adjustment, quantity: '5.1' }],
    [
      'a default from none',
      'DefineWebsite',
      { code: 'a', name: 'a', organization: 'b' },
      { code: 'a', name: 'a', organization: 'b', timeZone: 'UTC' },
    ],
    [
      'keepCount false from none',
      'CountLevel',
      { sku: 'a', warehouse: 'b', counted: 1 },
      { sku: 'a', warehouse: 'b', counted: 1, keepCount: false },
    ],
    ['a null from a value', 'MoveProduct', { sku: 'a', category: null }, { sku: 'a', category: 'null' }],
    ['the expected revision', 'CloseWarehouse', { code: 'a' }, { code: 'a', expectedRevision: 1 }],
    ['the values of an option', 'SetOption', thresholdOf(5), thresholdOf(6)],
    [
      'true from null',
      'SetOption',
      { ...thresholdOf(1), option: 'backOrderLimit', value: '0' },
      { ...thresholdOf(1), option: 'backOrderLimit', value: null },
    ],
    [
      'the order of lines',
      'CancelOrder',
      {
        orderId: 'a',
        lines: [
          { sku: 'a', quantity: 1 },
          { sku: 'b', quantity: 1 },
        ],
      },
      {
        orderId: 'a',
        lines: [
          { sku: 'b', quantity: 1 },
          { sku: 'a', quantity: 1 },
        ],
      },
    ],
  ])('tells %s apart', (_, name, one, other) => {
    expect(hashOf(name, one)).not.toBe(hashOf(name, other));
  });

  it('tells commands of the same fields apart', () => {
    const named = { code: 'a', name: 'a' };
    const hashes = [
      hashOf('DefineOrganization', named),
      hashOf('DefineCategory', named),
      hashOf('OpenWarehouse', named),
    ];
    expect(new Set(hashes).size).toBe(3);
  });
});
