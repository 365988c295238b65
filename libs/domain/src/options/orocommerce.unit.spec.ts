/** The rows on options of OroCommerce's own tests, by their ids. */
import { describe, expect, it } from '@jest/globals';
import type { Scopes } from '../scopes/state.ts';
import { category, clearOption, setOption } from '../testing/commands.ts';
import { apply, scopesOf } from '../testing/scopes-of.ts';
import type { OptionName } from './catalogue.ts';
import { explainOptions } from './explain.ts';
import { optionFromJson } from './json.ts';
import { OPTION_NAMES, OPTION_RULES } from './rules.ts';
import type { OwnOptions } from './value.ts';

const explain = (scopes: Scopes, options: OwnOptions = {}, inCategory: string | null = 'a') =>
  explainOptions(
    { sku: 'SKU', organization: 'default', category: inCategory, options, optionsRevision: 1 },
    'default',
    scopes,
  );

const decimal = (text: string) => optionFromJson('inventoryThreshold', text);

describe('options in OroCommerce', () => {
  it('ORO37: a product shows its own thresholds of 2.5', () => {
    const own = { inventoryThreshold: decimal('2.5'), lowInventoryThreshold: decimal('2.5') };
    const { inventoryThreshold, lowInventoryThreshold } = explain(scopesOf(category('a')), own);
    const source = { level: 'product', code: 'SKU' };
    expect(inventoryThreshold).toMatchObject({ value: '2.5', source });
    expect(lowInventoryThreshold).toMatchObject({ value: '2.5', source });
  });

  it('ORO38: a category keeps threshold 3.5, backorder and decrement', () => {
    const scopes = scopesOf(
      category('a'),
      setOption('category a', 'inventoryThreshold', '3.5'),
      setOption('category a', 'backOrder', true),
      setOption('category a', 'decrementQuantity', true),
    );
    expect(scopes.categories.get('a')?.options).toEqual({
      inventoryThreshold: decimal('3.5'),
      backOrder: true,
      decrementQuantity: true,
    });
  });

  it('ORO39: a category with minimum 123 and maximum 321 hands them down', () => {
    const scopes = scopesOf(
      category('a'),
      setOption('category a', 'minimumQuantityToOrder', '123.00'),
      setOption('category a', 'maximumQuantityToOrder', '321.00'),
    );
    const { minimumQuantityToOrder, maximumQuantityToOrder } = explain(scopes);
    expect([minimumQuantityToOrder.value, maximumQuantityToOrder.value]).toEqual(['123', '321']);
  });

  it('ORO40: values change to the inherited ones once the own are cleared', () => {
    const scopes = scopesOf(
      category('a'),
      setOption('system', 'minimumQuantityToOrder', '2'),
      setOption('category a', 'minimumQuantityToOrder', '4'),
      setOption('category a', 'maximumQuantityToOrder', '20'),
    );
    const own = { minimumQuantityToOrder: decimal('3'), maximumQuantityToOrder: decimal('5') };
    expect(explain(scopes, own).minimumQuantityToOrder.value).toBe('3');
    expect(explain(scopes).maximumQuantityToOrder).toMatchObject({ value: '20', source: { code: 'a' } });
    apply(scopes, clearOption('category a', 'minimumQuantityToOrder'));
    expect(explain(scopes).minimumQuantityToOrder).toMatchObject({ value: '2', source: { level: 'system' } });
  });

  it('ORO41: low threshold by category, own minimum, upcoming by product', () => {
    const scopes = scopesOf(
      category('a'),
      category('b'),
      setOption('category a', 'lowInventoryThreshold', '50'),
      setOption('category b', 'lowInventoryThreshold', '30'),
    );
    const shown = (own: OwnOptions, inCategory: string) => {
      const options = explain(scopes, own, inCategory);
      const { lowInventoryThreshold, minimumQuantityToOrder, isUpcoming } = options;
      return [lowInventoryThreshold.value, minimumQuantityToOrder.value, isUpcoming.value];
    };
    expect(shown({ minimumQuantityToOrder: 0n }, 'a')).toEqual(['50', '0', false]);
    expect(shown({ minimumQuantityToOrder: decimal('100'), isUpcoming: true }, 'b')).toEqual([
      '30',
      '100',
      true,
    ]);
    expect(shown({}, 'b')).toEqual(['30', null, false]);
  });

  it('ORO42: a product without options of its own inherits every option its category has', () => {
    const examples: Partial<Record<OptionName, unknown>> = {
      availabilityDate: '2070-10-10T00:00:00.000Z',
      decrementQuantity: false,
      automaticRestock: false,
    };
    const names = OPTION_NAMES.filter((name) => OPTION_RULES[name].levels.includes('category'));
    const scopes = scopesOf(
      category('a'),
      ...names.map((name) =>
        setOption('category a', name, examples[name] ?? (OPTION_RULES[name].kind === 'boolean' ? true : '7')),
      ),
    );
    const explained = explain(scopes);
    for (const name of names) expect(explained[name].source).toEqual({ level: 'category', code: 'a' });
  });

  it('OC12: decimals are kept; the product inherits 3.5 until it has 2.5 of its own', () => {
    const scopes = scopesOf(category('a'), setOption('category a', 'inventoryThreshold', '3.5'));
    expect(explain(scopes).inventoryThreshold.value).toBe('3.5');
    expect(explain(scopes, { inventoryThreshold: decimal('2.5') }).inventoryThreshold).toMatchObject({
      value: '2.5',
      hidden: [
        { level: 'category', code: 'a', value: '3.5' },
        { level: 'default', value: '0' },
      ],
    });
  });
});
