import { describe, expect, it } from '@jest/globals';
import type { Scopes } from '../scopes/state.ts';
import { quantityOf } from '../shared/quantity.ts';
import {
  category,
  clearOption,
  moveCategory,
  organization,
  setOption,
  website,
} from '../testing/commands.ts';
import { apply, scopesOf } from '../testing/scopes-of.ts';
import { explainOptions } from './explain.ts';
import { type ProductWithOptions, resolveOptions } from './resolve.ts';
import { decidedBy } from './resolved.ts';
import { OPTION_NAMES } from './rules.ts';
import type { OwnOptions } from './value.ts';

const product = (options: OwnOptions, more: Partial<ProductWithOptions> = {}): ProductWithOptions => ({
  sku: 'A1',
  organization: 'default',
  category: 'leaf',
  options,
  optionsRevision: Object.keys(options).length,
  ...more,
});

/** Categories top › middle › leaf; website `shop` of organization `retail`. */
const tree = [
  category('top'),
  category('middle', 'top'),
  category('leaf', 'middle'),
  organization('retail'),
  website('shop', 'retail'),
];

describe('the fallback chain', () => {
  const owner = product({ inventoryThreshold: quantityOf('1') });
  const levels = [
    { code: 'leaf', level: 'category', set: setOption('category leaf', 'inventoryThreshold', '2') },
    { code: 'middle', level: 'category', set: setOption('category middle', 'inventoryThreshold', '3') },
    { code: 'top', level: 'category', set: setOption('category top', 'inventoryThreshold', '4') },
    { code: 'shop', level: 'website', set: setOption('website shop', 'inventoryThreshold', '5') },
    {
      code: 'retail',
      level: 'organization',
      set: setOption('organization retail', 'inventoryThreshold', '6'),
    },
    { level: 'system', set: setOption('system', 'inventoryThreshold', '7') },
  ].map(({ set, ...source }) => ({ set, source, value: String(set.value) }));
  const byDefault = { level: 'default', value: '0' };

  it('begins at the product and lists all that it hides, the nearest first', () => {
    const scopes = scopesOf(...tree, ...levels.map(({ set }) => set));
    expect(explainOptions(owner, 'shop', scopes).inventoryThreshold).toEqual({
      value: '1',
      source: { level: 'product', code: 'A1' },
      hidden: [...levels.map(({ source, value }) => ({ ...source, value })), byDefault],
    });
  });

  it.each(levels.map(({ source: { level, code = '' } }, depth) => [depth, level, code] as const))(
    'finds the value at depth %d: %s %s',
    (depth) => {
      const from = levels.slice(depth);
      const scopes = scopesOf(...tree, ...from.map(({ set }) => set));
      expect(explainOptions(product({}), 'shop', scopes).inventoryThreshold).toEqual({
        value: from[0]?.value,
        source: from[0]?.source,
        hidden: [...from.slice(1).map(({ source, value }) => ({ ...source, value })), byDefault],
      });
    },
  );

  it('ends at the built-in default', () => {
    expect(explainOptions(product({}), 'shop', scopesOf(...tree)).inventoryThreshold).toEqual({
      value: '0',
      source: { level: 'default' },
      hidden: [],
    });
  });

  it('asks the organization of the website, not that of the product', () => {
    const scopes = scopesOf(
      ...tree,
      setOption('organization retail', 'backOrder', true),
      setOption('organization default', 'inventoryThreshold', '9'),
    );
    const { backOrder, inventoryThreshold } = explainOptions(product({}), 'shop', scopes);
    expect(backOrder).toMatchObject({ value: true, source: { level: 'organization', code: 'retail' } });
    expect(inventoryThreshold).toMatchObject({ value: '0', source: { level: 'default' } });
  });

  it('asks the organization of the product where no website is asked about, and no website', () => {
    const scopes = scopesOf(
      ...tree,
      setOption('organization retail', 'backOrder', true),
      setOption('organization default', 'inventoryThreshold', '9'),
      setOption('website shop', 'inventoryThreshold', '5'),
    );
    const { backOrder, inventoryThreshold } = explainOptions(product({}), null, scopes);
    expect(backOrder).toMatchObject({ value: false, source: { level: 'default' } });
    expect(inventoryThreshold).toMatchObject({
      value: '9',
      source: { level: 'organization', code: 'default' },
    });
  });

  it('goes from the product to the channel where the product has no category', () => {
    const scopes = scopesOf(...tree, ...levels.map(({ set }) => set));
    const options = resolveOptions(product({}, { category: null }), 'shop', scopes);
    expect(options.source('inventoryThreshold')).toEqual({ level: 'website', code: 'shop' });
  });

  it('is one and the same for minimum and maximum', () => {
    const scopes = scopesOf(
      ...tree,
      setOption('category top', 'minimumQuantityToOrder', '3'),
      setOption('website shop', 'maximumQuantityToOrder', '30'),
    );
    const { values } = resolveOptions(product({}), 'shop', scopes);
    expect([values.minimumQuantityToOrder, values.maximumQuantityToOrder]).toEqual([
      quantityOf('3'),
      quantityOf('30'),
    ]);
  });

  it('takes null as a value that says no limit, and clearing as inherit', () => {
    const scopes = scopesOf(
      ...tree,
      setOption('system', 'maximumQuantityToOrder', '10'),
      setOption('category leaf', 'maximumQuantityToOrder', null),
    );
    expect(explainOptions(product({}), 'shop', scopes).maximumQuantityToOrder).toEqual({
      value: null,
      source: { level: 'category', code: 'leaf' },
      hidden: [
        { level: 'system', value: '10' },
        { level: 'default', value: '100000' },
      ],
    });
    apply(scopes, clearOption('category leaf', 'maximumQuantityToOrder'));
    expect(explainOptions(product({}), 'shop', scopes).maximumQuantityToOrder).toMatchObject({
      value: '10',
      source: { level: 'system' },
    });
  });
});

describe('isUpcoming and availabilityDate', () => {
  const date = '2070-10-10T00:00:00.000Z';
  const later = '2080-01-01T00:00:00.000Z';
  const explained = (scopes: Scopes, options: OwnOptions = {}) => {
    const { isUpcoming, availabilityDate } = explainOptions(product(options), null, scopes);
    return { isUpcoming, availabilityDate };
  };

  it('come from the same level', () => {
    const scopes = scopesOf(
      ...tree,
      setOption('category leaf', 'isUpcoming', true),
      setOption('category leaf', 'availabilityDate', later),
    );
    expect(explained(scopes, { isUpcoming: true, availabilityDate: date }).availabilityDate).toEqual({
      value: date,
      source: { level: 'product', code: 'A1' },
      hidden: [
        { level: 'category', code: 'leaf', value: later },
        { level: 'default', value: null },
      ],
    });
  });

  it('leave no date where the level of the flag has none', () => {
    const scopes = scopesOf(
      ...tree,
      setOption('category middle', 'isUpcoming', true),
      setOption('category middle', 'availabilityDate', later),
    );
    expect(explained(scopes, { isUpcoming: true }).availabilityDate).toEqual({
      value: null,
      source: { level: 'product', code: 'A1' },
      hidden: [
        { level: 'category', code: 'middle', value: later },
        { level: 'default', value: null },
      ],
    });
  });

  it('hide the missing date of a farther level with the flag', () => {
    const scopes = scopesOf(...tree, setOption('category top', 'isUpcoming', false));
    const { availabilityDate } = explained(scopes, { isUpcoming: true, availabilityDate: date });
    expect(availabilityDate.hidden).toEqual([
      { level: 'category', code: 'top', value: null },
      { level: 'default', value: null },
    ]);
  });

  it('pass over a nearer date that has no flag beside it, and say so', () => {
    const scopes = scopesOf(
      ...tree,
      setOption('category top', 'isUpcoming', true),
      setOption('category top', 'availabilityDate', later),
    );
    expect(explained(scopes, { availabilityDate: date }).availabilityDate).toEqual({
      value: later,
      source: { level: 'category', code: 'top' },
      hidden: [
        { level: 'product', code: 'A1', value: date },
        { level: 'default', value: null },
      ],
    });
  });

  it('leave a date without any flag without effect', () => {
    expect(explained(scopesOf(...tree), { availabilityDate: date })).toEqual({
      isUpcoming: { value: false, source: { level: 'default' }, hidden: [] },
      availabilityDate: {
        value: null,
        source: { level: 'default' },
        hidden: [{ level: 'product', code: 'A1', value: date }],
      },
    });
  });
});

describe('what is remembered', () => {
  it('is forgotten when a scope changes', () => {
    const scopes = scopesOf(...tree, setOption('system', 'backOrder', true));
    const one = product({ splitLines: true });
    expect(resolveOptions(one, 'shop', scopes).values.backOrder).toBe(true);
    apply(scopes, setOption('category top', 'backOrder', false));
    expect(resolveOptions(one, 'shop', scopes).values.backOrder).toBe(false);
    apply(scopes, moveCategory('middle', null));
    expect(resolveOptions(one, 'shop', scopes).values.backOrder).toBe(true);
  });

  it('is forgotten when the product changes', () => {
    const scopes = scopesOf(...tree, setOption('category top', 'inventoryThreshold', '4'));
    const one = { ...product({ backOrder: true }) };
    expect(resolveOptions(one, 'shop', scopes).values.backOrder).toBe(true);
    one.options.backOrder = false;
    one.optionsRevision += 1;
    expect(resolveOptions(one, 'shop', scopes).values.backOrder).toBe(false);
    one.category = null;
    one.optionsRevision += 1;
    expect(resolveOptions(one, 'shop', scopes).values.inventoryThreshold).toBe(0n);
  });

  it('is kept apart by website', () => {
    const websites = Array.from({ length: 10 }, (_, index) => `w${index}`);
    const scopes = scopesOf(
      ...tree,
      ...websites.map((code) => website(code)),
      ...websites.map((code, index) => setOption(`website ${code}`, 'inventoryThreshold', `${index}`)),
    );
    const one = product({ backOrder: true });
    for (const round of [1, 2]) {
      const thresholds = websites.map((code) => resolveOptions(one, code, scopes).values.inventoryThreshold);
      expect([round, ...thresholds]).toEqual([round, ...websites.map((_, index) => quantityOf(`${index}`))]);
    }
  });

  it('is the same object as long as nothing changes', () => {
    const scopes = scopesOf(...tree);
    const one = product({ backOrder: true });
    expect(resolveOptions(one, 'shop', scopes)).toBe(resolveOptions(one, 'shop', scopes));
    expect(resolveOptions(product({}), 'shop', scopes)).toBe(resolveOptions(product({}), 'shop', scopes));
  });

  it('serves a tree of any depth', () => {
    const codes = Array.from({ length: 20_000 }, (_, index) => `c${index}`);
    const scopes = scopesOf(
      ...codes.map((code, index) => category(code, codes[index - 1])),
      setOption('category c0', 'backOrder', true),
    );
    const deep = product({}, { category: 'c19999' });
    expect(explainOptions(deep, 'default', scopes).backOrder.source).toEqual({
      level: 'category',
      code: 'c0',
    });
  });
});

describe('what decided', () => {
  it('is told of the options asked for that are not at their built-in default', () => {
    const scopes = scopesOf(
      ...tree,
      setOption('category top', 'manageInventory', true),
      setOption('system', 'inventoryThreshold', '2.5'),
      setOption('system', 'backOrder', false),
      setOption('website shop', 'orderableStatuses', ['out_of_stock', 'in_stock']),
    );
    const options = resolveOptions(product({ maximumQuantityToOrder: null }), 'shop', scopes);
    const names = ['manageInventory', 'decrementQuantity', 'backOrder', 'maximumQuantityToOrder'] as const;
    expect(decidedBy(options, names)).toEqual({
      manageInventory: { value: true, source: { level: 'category', code: 'top' } },
      backOrder: { value: false, source: { level: 'system' } },
      maximumQuantityToOrder: { value: null, source: { level: 'product', code: 'A1' } },
    });
    expect(decidedBy(options, ['inventoryThreshold', 'orderableStatuses'])).toEqual({
      inventoryThreshold: { value: '2.5', source: { level: 'system' } },
      orderableStatuses: { value: ['in_stock', 'out_of_stock'], source: { level: 'website', code: 'shop' } },
    });
  });
});

describe('an explanation', () => {
  it('has every option, ready for JSON', () => {
    const explained = explainOptions(product({}), 'shop', scopesOf(...tree));
    expect(Object.keys(explained)).toEqual(OPTION_NAMES);
    expect(JSON.parse(JSON.stringify(explained))).toEqual(explained);
  });
});
