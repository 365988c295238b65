import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatQuantity } from '../shared/quantity.ts';
import { kitOf, stock } from '../testing/kits.ts';
import { managedShop, type Shop } from '../testing/shop.ts';
import { kitsServable, statusFor } from './serve.ts';

/** A shop with cups, mugs and trays, and a kit of them. */
function shopWith(quantities: Record<string, string>, ...components: string[]): Shop {
  const shop = managedShop();
  stock(shop, quantities);
  shop.register('SET', { kit: kitOf(...components) });
  return shop;
}

const servable = (shop: Shop, website: string | null = 'default', unit = 'item') => {
  const kits = kitsServable(shop.known('SET'), unit, website, shop.context);
  return kits === null ? null : formatQuantity(kits);
};

const status = (shop: Shop, website: string | null = 'default') =>
  statusFor(shop.known('SET'), website, shop.context);

describe('how many kits can be served', () => {
  test('is what the scarcest required component allows, rounded down', () => {
    const shop = shopWith({ CUP: '7', TRAY: '5', TEA: '0' }, '2 CUP', '1 TRAY', '?1 TEA');

    expect(servable(shop)).toBe('3');
  });

  test('counts of interchangeable products the one of which there is most', () => {
    expect(servable(shopWith({ CUP: '3', MUG: '8', TRAY: '5' }, '2 CUP|MUG', '1 TRAY'))).toBe('4');
  });

  test('is unlimited where no component is tracked, or may be backordered without limit', () => {
    const shop = shopWith({ CUP: '1', TRAY: '5' }, '1 CUP', '1 TRAY');
    shop.option('CUP', 'backOrder', true);
    expect(servable(shop)).toBe('5');
    shop.option('TRAY', 'manageInventory', false);
    expect(servable(shop)).toBeNull();
  });

  test('is in parts of a kit where it is sold in parts', () => {
    const shop = managedShop();
    shop.register('TEA', { units: [{ code: 'kg', precision: 3 }] });
    shop.adjust('TEA', '1');
    shop.register('SET', { units: [{ code: 'box', precision: 1 }], kit: kitOf('0.3 TEA') });

    expect(servable(shop, 'default', 'box')).toBe('3.3');
  });

  test('leaves out what may not be ordered, and what the website does not sell from', () => {
    const shop = shopWith({ CUP: '7', MUG: '4' }, '1 CUP|MUG');
    shop.told({ type: 'SetStatus', sku: 'CUP', status: 'discontinued' });
    expect(servable(shop)).toBe('4');

    const other = managedShop({ type: 'OpenWarehouse', code: 'north', name: 'North' });
    stock(other, { CUP: '7' });
    other.register('SET', { kit: kitOf('1 CUP') });
    other.onScope({
      type: 'AssignWarehouses',
      scope: { level: 'website', code: 'default' },
      warehouses: ['north'],
    });
    expect(servable(other)).toBe('0');
    expect(servable(other, null)).toBe('7');
  });
});

describe('the status of a kit', () => {
  test('ORO83, ORO84: follows from its required components', () => {
    const shop = shopWith({ CUP: '1', TRAY: '0' }, '1 CUP', '?1 TRAY');
    expect(status(shop)).toBe('in_stock');

    shop.told({ type: 'SetStatus', sku: 'CUP', status: 'discontinued' });
    expect(status(shop)).toBe('out_of_stock');
    expect(status(shop, null)).toBe('out_of_stock');

    shop.told({ type: 'ChangeKit', sku: 'SET', kit: kitOf('?1 CUP', '?1 TRAY') });
    expect(status(shop)).toBe('in_stock');
  });

  test('needs the quantity of a component, not just some of it', () => {
    const shop = shopWith({ CUP: '5', MUG: '5' }, '6 CUP|MUG');
    expect(status(shop)).toBe('out_of_stock');

    shop.adjust('MUG', '1');

    expect(status(shop)).toBe('in_stock');
  });

  test('is another on each website, as those of its components are', () => {
    const shop = managedShop(
      { type: 'OpenWarehouse', code: 'north', name: 'North' },
      { type: 'DefineWebsite', code: 'far', name: 'Far', organization: 'default' },
      { type: 'AssignWarehouses', scope: { level: 'website', code: 'far' }, warehouses: ['north'] },
    );
    stock(shop, { CUP: '3' });
    shop.register('SET', { kit: kitOf('1 CUP') });

    expect([status(shop, 'default'), status(shop, 'far'), status(shop, null)]).toEqual([
      'in_stock',
      'out_of_stock',
      'in_stock',
    ]);
  });

  test.each(['discontinued', 'out_of_stock', 'in_stock'] as const)(
    '%s set by hand is the same everywhere',
    (set) => {
      const shop = shopWith({ CUP: set === 'in_stock' ? '0' : '9' }, '1 CUP');

      shop.told({ type: 'SetStatus', sku: 'SET', status: set });

      expect([status(shop), status(shop, null)]).toEqual([set, set]);
    },
  );

  test('is in stock exactly when one kit can be served, whatever is there', () => {
    const few = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(
        few,
        few,
        few,
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        (a, b, c, p, q) => {
          const shop = shopWith({ A: `${a}`, B: `${b}`, C: `${c}` }, `${p} A|B`, `${q} C`);

          const kits = Math.min(Math.max(Math.floor(a / p), Math.floor(b / p)), Math.floor(c / q));
          expect(servable(shop)).toBe(String(kits));
          expect(status(shop)).toBe(kits >= 1 ? 'in_stock' : 'out_of_stock');
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a kit that needs a product in several places', () => {
  test('is served as often as there is enough for all of them', () => {
    const shop = shopWith({ CUP: '7' }, '1 CUP', '2 CUP');
    expect([servable(shop), status(shop)]).toEqual(['2', 'in_stock']);

    shop.adjust('CUP', '-5');

    expect([servable(shop), status(shop)]).toEqual(['0', 'out_of_stock']);
  });

  test('takes another of the interchangeable ones where the first is needed elsewhere', () => {
    const shop = shopWith({ CUP: '3', MUG: '2' }, '1 CUP|MUG', '1 CUP');

    expect([servable(shop), status(shop)]).toEqual(['2', 'in_stock']);
  });

  test('in parts of a kit', () => {
    const shop = managedShop();
    shop.register('TEA', { units: [{ code: 'kg', precision: 3 }] });
    shop.adjust('TEA', '1');
    shop.register('SET', { units: [{ code: 'box', precision: 1 }], kit: kitOf('0.1 TEA', '0.2 TEA') });

    expect(servable(shop, 'default', 'box')).toBe('3.3');
  });

  test('comes to what trying all choices comes to, where each takes as much', () => {
    const few = fc.integer({ min: 0, max: 4 });
    const products = fc.subarray(['A', 'B', 'C'], { minLength: 1 });
    fc.assert(
      fc.property(few, few, few, fc.array(products, { minLength: 1, maxLength: 4 }), (a, b, c, wanted) => {
        const there = { A: a, B: b, C: c };
        const shop = shopWith(
          { A: `${a}`, B: `${b}`, C: `${c}` },
          ...wanted.map((skus) => `1 ${skus.join('|')}`),
        );

        const kits = mostOf(wanted as (keyof typeof there)[][], there);
        expect(servable(shop)).toBe(String(kits));
        expect(status(shop)).toBe(kits >= 1 ? 'in_stock' : 'out_of_stock');
      }),
    );
  });
});

/** Of all ways to choose a product for each component, the one that gives the most kits. */
function mostOf<Sku extends string>(
  components: readonly Sku[][],
  there: Readonly<Record<Sku, number>>,
): number {
  const ways = components.reduce<Sku[][]>(
    (chosen, products) => chosen.flatMap((way) => products.map((sku) => [...way, sku])),
    [[]],
  );
  const kitsOf = (way: readonly Sku[]) =>
    Math.min(...way.map((sku) => Math.floor(there[sku] / way.filter((other) => other === sku).length)));
  return Math.max(...ways.map(kitsOf));
}

test('a decision about a kit without the products it names is a bug, not an answer', () => {
  const shop = shopWith({ CUP: '1' }, '1 CUP');
  const { scopes, now } = shop.context;

  expect(() => kitsServable(shop.known('SET'), 'item', 'default', { scopes, now })).toThrow(RangeError);
});
