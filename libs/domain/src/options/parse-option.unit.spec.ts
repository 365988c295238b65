import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quantityOf } from '../shared/quantity.ts';
import type { OptionLevel, OptionName } from './catalogue.ts';
import { optionFromJson, optionToJson } from './json.ts';
import { parseOption } from './parse-option.ts';
import { DEFAULT_OPTIONS, OPTION_NAMES, OPTION_RULES } from './rules.ts';

const LEVELS: readonly OptionLevel[] = ['product', 'category', 'website', 'organization', 'system'];

/** As the rules page has it. */
const EVERYWHERE = 'product category website organization system';
const ASSORTMENT = 'product category';
const CHANNEL = 'website organization system';
const table: readonly [OptionName, unknown, string][] = [
  ['manageInventory', false, EVERYWHERE],
  ['decrementQuantity', true, EVERYWHERE],
  ['backOrder', false, EVERYWHERE],
  ['backOrderLimit', null, EVERYWHERE],
  ['inventoryThreshold', '0', EVERYWHERE],
  ['highlightLowInventory', false, EVERYWHERE],
  ['lowInventoryThreshold', '0', EVERYWHERE],
  ['minimumQuantityToOrder', null, EVERYWHERE],
  ['maximumQuantityToOrder', '100000', EVERYWHERE],
  ['quantityIncrement', null, EVERYWHERE],
  ['isUpcoming', false, ASSORTMENT],
  ['availabilityDate', null, ASSORTMENT],
  ['hideLabelsPastAvailabilityDate', true, CHANNEL],
  ['visibleStatuses', ['in_stock', 'out_of_stock'], CHANNEL],
  ['orderableStatuses', ['in_stock', 'out_of_stock'], CHANNEL],
  ['rfqStatuses', ['in_stock', 'out_of_stock'], CHANNEL],
  ['quoteStatuses', ['in_stock', 'out_of_stock'], CHANNEL],
  ['shoppingListStatuses', ['in_stock', 'out_of_stock'], CHANNEL],
  ['automaticRestock', true, EVERYWHERE],
  ['sourcingStrategy', 'priority', CHANNEL],
  ['splitLines', true, CHANNEL],
];

describe('the options', () => {
  it('are those of the rules page', () => {
    expect(OPTION_NAMES).toEqual(table.map(([name]) => name));
  });

  it.each(table)('%s is %p by default and set at %s', (name, byDefault, levels) => {
    expect(optionToJson(DEFAULT_OPTIONS[name])).toEqual(byDefault);
    for (const level of LEVELS) {
      const parsed = parseOption(level, name, byDefault);
      if (levels.split(' ').includes(level)) expect(parsed).toEqual({ name, value: DEFAULT_OPTIONS[name] });
      else expect(parsed).toMatchObject({ code: 'OPTION_NOT_SETTABLE_HERE', path: 'scope.level' });
    }
  });
});

describe('a value', () => {
  it.each<[OptionName, unknown, unknown]>([
    ['manageInventory', true, true],
    ['inventoryThreshold', '2.5', quantityOf('2.5')],
    ['inventoryThreshold', 2.5, quantityOf('2.5')],
    ['inventoryThreshold', '-3', quantityOf('-3')],
    ['lowInventoryThreshold', '0.0000000001', 1n],
    ['backOrderLimit', '0', 0n],
    ['backOrderLimit', null, null],
    ['maximumQuantityToOrder', null, null],
    ['maximumQuantityToOrder', 0, 0n],
    ['minimumQuantityToOrder', '5.0', quantityOf('5')],
    ['quantityIncrement', '0.5', quantityOf('0.5')],
    ['availabilityDate', '2070-10-10T00:00Z', '2070-10-10T00:00:00.000Z'],
    ['availabilityDate', null, null],
    ['visibleStatuses', ['discontinued', 'in_stock', 'in_stock'], ['in_stock', 'discontinued']],
    ['orderableStatuses', [], []],
    ['sourcingStrategy', 'highest_stock_first', 'highest_stock_first'],
  ])('%s may be %p', (name, json, value) => {
    const level = OPTION_RULES[name].levels[0] as OptionLevel;
    expect(parseOption(level, name, json)).toEqual({ name, value });
  });

  it.each<[OptionName, unknown, string]>([
    ['manageInventory', 'true', 'true or false'],
    ['manageInventory', 1, 'true or false'],
    ['manageInventory', null, 'true or false'],
    ['inventoryThreshold', null, 'from -10000000000 to 10000000000'],
    ['inventoryThreshold', '1e3', 'from -10000000000 to 10000000000'],
    ['inventoryThreshold', '10000000001', 'from -10000000000 to 10000000000'],
    ['inventoryThreshold', 0.1, 'at most 10 decimals'],
    ['inventoryThreshold', '0.00000000001', 'at most 10 decimals'],
    ['backOrderLimit', '-1', 'from 0'],
    ['minimumQuantityToOrder', '-0.5', 'from 0'],
    ['maximumQuantityToOrder', true, 'or null'],
    ['quantityIncrement', '0', 'above 0'],
    ['quantityIncrement', '-1', 'above 0'],
    ['isUpcoming', null, 'true or false'],
    ['availabilityDate', '2023-02-30T00:00:00Z', 'ISO 8601 UTC'],
    ['availabilityDate', '2070-10-10', 'ISO 8601 UTC'],
    ['visibleStatuses', 'in_stock', 'in_stock, out_of_stock, discontinued'],
    ['visibleStatuses', ['in_stock', 'sold'], 'in_stock, out_of_stock, discontinued'],
    ['visibleStatuses', null, 'in_stock, out_of_stock, discontinued'],
    ['visibleStatuses', [['in_stock']], 'in_stock, out_of_stock, discontinued'],
    ['sourcingStrategy', 'nearest', 'priority, single_warehouse_first, highest_stock_first'],
    ['sourcingStrategy', null, 'priority, single_warehouse_first, highest_stock_first'],
  ])('%s may not be %p: it is %s', (name, json, allowed) => {
    const level = OPTION_RULES[name].levels[0] as OptionLevel;
    const parsed = parseOption(level, name, json);
    expect(parsed).toMatchObject({ code: 'OPTION_INVALID', path: 'value', option: name });
    expect(parsed).toHaveProperty('message', expect.stringContaining(name));
    expect(parsed).toHaveProperty('message', expect.stringContaining(allowed));
  });

  it('is refused under a name that is no option', () => {
    for (const name of ['', 'managesInventory', '__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(parseOption('system', name, true)).toMatchObject({ code: 'OPTION_UNKNOWN', path: 'option' });
    }
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LEVELS),
        fc.constantFrom(...OPTION_NAMES),
        fc.anything(),
        (level, name, json) => {
          const parsed = parseOption(level, name, json);
          expect('code' in parsed || parsed.name === name).toBe(true);
        },
      ),
    );
  });

  it('survives its way through an event', () => {
    const decimals = fc.bigInt({ min: 0n, max: 10n ** 20n });
    fc.assert(
      fc.property(decimals, (value) => {
        expect(optionFromJson('backOrderLimit', optionToJson(value))).toBe(value);
      }),
    );
    expect(optionFromJson('backOrderLimit', null)).toBeNull();
    expect(optionFromJson('sourcingStrategy', 'priority')).toBe('priority');
    expect(() => optionFromJson('inventoryThreshold', 'many')).toThrow(RangeError);
  });
});
