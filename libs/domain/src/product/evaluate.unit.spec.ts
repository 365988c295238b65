import { describe, expect, it } from '@jest/globals';
import { quantityOf } from '../shared/quantity.ts';
import { order, type TestLine } from '../testing/order-process.ts';
import { codesOf, managedShop, Shop, systemOption, warehouses } from '../testing/shop.ts';
import { availabilityOf } from './availability.ts';
import { evaluateDemand, unmetDemand } from './evaluate.ts';
import type { Purpose } from './purpose.ts';

const shopWith = (onHand: string, ...more: Parameters<typeof managedShop>): Shop => {
  const shop = managedShop(...more);
  shop.register('A1');
  if (onHand !== '0') shop.adjust('A1', onHand);
  return shop;
};

/** Asks for quantities of A1, each on a line of its own. */
function reasonsFor(shop: Shop, quantities: string | readonly Omit<TestLine, 'sku'>[], purpose?: Purpose) {
  const lines = typeof quantities === 'string' ? [{ quantity: quantities }] : quantities;
  const demand = {
    sku: 'A1',
    website: 'default',
    ...(purpose !== undefined && { purpose }),
    lines: lines.map(({ quantity, ...line }, index) => ({
      ...line,
      quantity: quantityOf(quantity),
      path: `lines[${index}]`,
    })),
  };
  return evaluateDemand(shop.product('A1'), demand, shop.context).reasons;
}

const sellable = (shop: Shop, website = 'default'): string | null =>
  availabilityOf(shop.known('A1'), undefined, { sku: 'A1', website, lines: [] }, shop.context).sellable;

describe('what is sellable', () => {
  it.each([
    ['ORO6, OC03', '10', { inventoryThreshold: '3' }, '7'],
    ['ORO7', '15', { decrementQuantity: false }, null],
    ['ORO8', '15', { backOrder: true, inventoryThreshold: '5' }, null],
    ['VE07', '3', { inventoryThreshold: '0' }, '3'],
    ['VE07', '3', { inventoryThreshold: '2' }, '1'],
    ['VE07', '3', { inventoryThreshold: '-5' }, '8'],
    ['below the threshold', '3', { inventoryThreshold: '5' }, '0'],
    ['MG15', '8', { backOrderLimit: '4' }, '8'],
    ['MG16', '8', { backOrder: true, backOrderLimit: '4' }, '12'],
    ['unmanaged', '8', { manageInventory: false }, null],
  ])('%s: of %s with %p is %p', (_, onHand, options, expected) => {
    const shop = shopWith(onHand);
    for (const [option, value] of Object.entries(options)) shop.option('A1', option, value);
    expect(sellable(shop)).toBe(expected);
  });

  it('OD03: is what is on hand less what is promised, over the website’s warehouses', () => {
    const shop = shopWith('0', systemOption('backOrder', true), ...warehouses('a', 'b', 'c', 'd'));
    const website = { level: 'website', code: 'default' } as const;
    for (const [warehouse, onHand, promised] of [
      ['a', '5', '2'],
      ['b', '10', '12'],
      ['c', '8', '3'],
      ['d', '35', '12'],
    ] as const) {
      shop.onScope({ type: 'AssignWarehouses', scope: website, warehouses: [warehouse] });
      shop.adjust('A1', onHand, { warehouse });
      order(shop, warehouse, [{ sku: 'A1', quantity: promised }]);
    }
    shop.onScope({ type: 'AssignWarehouses', scope: website, warehouses: ['a', 'b', 'c', 'd'] });
    shop.onScope(systemOption('backOrder', false));
    expect(sellable(shop)).toBe('29');
    expect(order(shop, 'o1', [{ sku: 'A1', quantity: '10' }]).kind).toBe('accepted');
    expect(sellable(shop)).toBe('19');
  });

  it('counts the website’s open warehouses only', () => {
    const shop = shopWith('0', ...warehouses('near', 'far'));
    shop.adjust('A1', '5', { warehouse: 'near' });
    shop.adjust('A1', '7', { warehouse: 'far' });
    expect(sellable(shop)).toBe('12');
    shop.onScope({ type: 'CloseWarehouse', code: 'far' });
    expect(sellable(shop)).toBe('5');
    shop.onScope({
      type: 'AssignWarehouses',
      scope: { level: 'website', code: 'default' },
      warehouses: [],
    });
    shop.onScope(systemOption('backOrder', true));
    expect(sellable(shop)).toBe('0');
  });

  it('is what one warehouse has where lines are not split', () => {
    const shop = shopWith('0', ...warehouses('near', 'far'), systemOption('splitLines', false));
    shop.adjust('A1', '5', { warehouse: 'near' });
    shop.adjust('A1', '7', { warehouse: 'far' });
    expect(sellable(shop)).toBe('7');
  });
});

describe('the stock rule', () => {
  it('ORO15: refuses what no level has, naming sku, unit and figures', () => {
    expect(reasonsFor(shopWith('0'), '2')).toEqual([
      {
        code: 'INSUFFICIENT_STOCK',
        message: '2 item of "A1" was asked for and 0 can be sold',
        path: 'lines[0].quantity',
        sku: 'A1',
        unit: 'item',
        requested: '2',
        sellable: '0',
      },
    ]);
  });

  it('ORO17: asks nothing where orders do not decrement', () => {
    const shop = shopWith('0', systemOption('decrementQuantity', false));
    expect(reasonsFor(shop, '100000')).toEqual([]);
  });

  it('OC01, OC06: leaves the threshold', () => {
    const seed = shopWith('10', systemOption('inventoryThreshold', '1'));
    expect(codesOf(reasonsFor(seed, '10'))).toEqual(['INSUFFICIENT_STOCK']);
    expect(reasonsFor(seed, '9')).toEqual([]);
    const other = shopWith('99', systemOption('inventoryThreshold', '5'));
    expect(codesOf(reasonsFor(other, '99'))).toEqual(['INSUFFICIENT_STOCK']);
    expect(reasonsFor(other, '94')).toEqual([]);
  });

  it('SP05: sums lines of one product', () => {
    expect(reasonsFor(shopWith('5'), [{ quantity: '3' }, { quantity: '3' }])).toMatchObject([
      { code: 'INSUFFICIENT_STOCK', requested: '6', sellable: '5', path: 'lines[0].quantity' },
    ]);
  });

  it('VE13: asks anew when stock is gone', () => {
    const shop = shopWith('10');
    expect(reasonsFor(shop, '1', 'cart')).toEqual([]);
    shop.count('A1', '0');
    expect(codesOf(reasonsFor(shop, '2', 'cart'))).toEqual(['INSUFFICIENT_STOCK']);
  });

  it('MG16, MG18: goes no further below zero than the backorder limit', () => {
    const shop = shopWith('8', systemOption('backOrder', true));
    shop.option('A1', 'backOrderLimit', '4');
    expect(reasonsFor(shop, '12')).toEqual([]);
    expect(reasonsFor(shop, '13')).toMatchObject([
      {
        code: 'BACKORDER_LIMIT_EXCEEDED',
        requested: '13',
        sellable: '12',
        limit: '4',
        source: { level: 'product', code: 'A1' },
      },
    ]);
    expect(order(shop, 'o1', [{ sku: 'A1', quantity: '12' }]).kind).toBe('accepted');
    expect(codesOf(reasonsFor(shop, '1'))).toEqual(['BACKORDER_LIMIT_EXCEEDED']);
  });

  it('MG17: has no limit under backorder without one, whatever the threshold', () => {
    const shop = shopWith('8', systemOption('backOrder', true), systemOption('inventoryThreshold', '10'));
    expect(reasonsFor(shop, '100')).toEqual([]);
  });

  it('promises no more than a level can hold', () => {
    const shop = shopWith('8', systemOption('backOrder', true), systemOption('maximumQuantityToOrder', null));
    expect(order(shop, 'o1', [{ sku: 'A1', quantity: '10000000000' }]).kind).toBe('accepted');
    expect(codesOf(reasonsFor(shop, '1'))).toEqual(['OUT_OF_RANGE']);
  });

  it('asks orders and carts only', () => {
    const shop = shopWith('0');
    const purposes: readonly Purpose[] = ['order', 'cart', 'rfq', 'quote', 'shopping_list'];
    expect(purposes.map((purpose) => codesOf(reasonsFor(shop, '2', purpose)))).toEqual([
      ['INSUFFICIENT_STOCK'],
      ['INSUFFICIENT_STOCK'],
      [],
      [],
      [],
    ]);
  });
});

describe('the limits', () => {
  it.each([
    ['ORO23', '4', []],
    ['ORO24', '2', ['BELOW_MINIMUM']],
    ['ORO25', '6', ['ABOVE_MAXIMUM']],
    ['ORO28', '3', []],
    ['ORO28', '5', []],
  ])('%s: with a minimum of 3 and a maximum of 5, %s gives %p', (_, quantity, codes) => {
    const shop = shopWith('100');
    shop.option('A1', 'minimumQuantityToOrder', '3');
    shop.option('A1', 'maximumQuantityToOrder', '5');
    expect(codesOf(reasonsFor(shop, quantity, 'shopping_list'))).toEqual(codes);
    expect(codesOf(reasonsFor(shop, quantity))).toEqual(codes);
  });

  it('ORO30: the default maximum is 100000', () => {
    expect(reasonsFor(shopWith('2000000'), '1000000')).toMatchObject([
      { code: 'ABOVE_MAXIMUM', requested: '1000000', limit: '100000', source: { level: 'default' } },
    ]);
  });

  it('a maximum of 0 cannot be ordered, null is none; a minimum of 0 or null is none', () => {
    const shop = shopWith('2000000');
    shop.option('A1', 'maximumQuantityToOrder', '0');
    expect(reasonsFor(shop, '1')).toMatchObject([{ code: 'ABOVE_MAXIMUM', limit: '0' }]);
    shop.option('A1', 'maximumQuantityToOrder', null);
    shop.option('A1', 'minimumQuantityToOrder', '0');
    expect(reasonsFor(shop, '1000000')).toEqual([]);
  });

  it.each([
    ['1', ['NOT_AN_INCREMENT']],
    ['3', []],
    ['6', []],
    ['9', ['INSUFFICIENT_STOCK']],
  ])('MG08: by threes, of 8.5: %s gives %p', (quantity, codes) => {
    const shop = managedShop();
    shop.register('A1', { units: [{ code: 'kg', precision: 1 }] });
    shop.adjust('A1', '8.5');
    shop.option('A1', 'quantityIncrement', '3');
    expect(codesOf(reasonsFor(shop, quantity))).toEqual(codes);
  });

  it('MG06: a minimum of 7 of 8.5', () => {
    const shop = shopWith('8');
    shop.option('A1', 'minimumQuantityToOrder', '7');
    expect(['1', '7', '8'].map((quantity) => codesOf(reasonsFor(shop, quantity)))).toEqual([
      ['BELOW_MINIMUM'],
      [],
      [],
    ]);
  });

  it('apply to each unit on its own, and to the sum of its lines', () => {
    const shop = new Shop();
    shop.register('A1', {
      units: [
        { code: 'item', precision: 0 },
        { code: 'set', precision: 0 },
      ],
    });
    shop.option('A1', 'maximumQuantityToOrder', '5');
    const lines = [{ quantity: '3' }, { quantity: '5', unit: 'set' }, { quantity: '3', unit: 'item' }];
    expect(reasonsFor(shop, lines)).toMatchObject([{ code: 'ABOVE_MAXIMUM', unit: 'item', requested: '6' }]);
  });
});

describe('the allowed statuses', () => {
  it('ORO76: are asked by purpose', () => {
    const shop = shopWith('10');
    shop.onScope({
      type: 'SetOption',
      scope: { level: 'website', code: 'default' },
      option: 'rfqStatuses',
      value: ['out_of_stock'],
    });
    expect(reasonsFor(shop, '1', 'rfq')).toMatchObject([
      {
        code: 'STATUS_NOT_ALLOWED',
        sku: 'A1',
        unit: 'item',
        path: 'lines[0].sku',
        status: 'in_stock',
        allowed: ['out_of_stock'],
        source: { level: 'website', code: 'default' },
      },
    ]);
    expect(reasonsFor(shop, '1')).toEqual([]);
  });

  it('ORO77, ORO78: do not hold discontinued, unless it is set', () => {
    const shop = shopWith('10');
    shop.told({ type: 'SetStatus', sku: 'A1', status: 'discontinued' });
    const purposes: readonly Purpose[] = ['order', 'cart', 'rfq', 'quote', 'shopping_list'];
    for (const purpose of purposes) {
      expect(codesOf(reasonsFor(shop, '1', purpose))).toEqual(['STATUS_NOT_ALLOWED']);
    }
    shop.onScope(systemOption('orderableStatuses', ['in_stock', 'discontinued']));
    expect(reasonsFor(shop, '1')).toEqual([]);
  });
});

describe('a demand', () => {
  it('tells all reasons at once', () => {
    const shop = shopWith('5');
    shop.told({ type: 'SetStatus', sku: 'A1', status: 'discontinued' });
    shop.option('A1', 'minimumQuantityToOrder', '7');
    shop.option('A1', 'quantityIncrement', '4');
    const lines = [{ quantity: '6.5' }, { quantity: '2', unit: 'crate' }];
    expect(reasonsFor(shop, lines).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'PRECISION_EXCEEDED lines[0].quantity',
      'UNKNOWN_UNIT lines[1].unit',
      'STATUS_NOT_ALLOWED lines[0].sku',
      'BELOW_MINIMUM lines[0].quantity',
      'NOT_AN_INCREMENT lines[0].quantity',
      'INSUFFICIENT_STOCK lines[0].quantity',
    ]);
  });

  it('MG09: keeps to the unit’s decimals', () => {
    const shop = managedShop();
    shop.register('A1', { units: [{ code: 'kg', precision: 1 }] });
    shop.adjust('A1', '10');
    expect(reasonsFor(shop, '2.5')).toEqual([]);
    expect(codesOf(reasonsFor(shopWith('10'), '2.5'))).toEqual(['PRECISION_EXCEEDED']);
    expect(reasonsFor(shopWith('10'), '2')).toEqual([]);
  });

  it('ORO16: without a unit is in the primary one', () => {
    const shop = managedShop();
    shop.register('A1', {
      units: [
        { code: 'set', precision: 0 },
        { code: 'item', precision: 0 },
      ],
    });
    shop.adjust('A1', '1', { unit: 'set' });
    expect(reasonsFor(shop, '1')).toEqual([]);
    expect(reasonsFor(shop, '2')).toMatchObject([{ code: 'INSUFFICIENT_STOCK', unit: 'set' }]);
  });

  it('of a product or website that does not exist is told so', () => {
    const shop = new Shop();
    const lines = [{ quantity: '1' }, { quantity: '2' }, { quantity: '2', unit: 'set' }];
    expect(reasonsFor(shop, lines).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'UNKNOWN_PRODUCT lines[0].sku',
      'UNKNOWN_PRODUCT lines[2].sku',
    ]);
    shop.register('A1');
    const { reasons } = evaluateDemand(
      shop.known('A1'),
      { sku: 'A1', website: 'nowhere', lines: [] },
      shop.context,
    );
    expect(reasons).toMatchObject([{ code: 'UNKNOWN_WEBSITE', path: 'website' }]);
  });

  it('is recorded per unit with what could have been sold', () => {
    const shop = shopWith('5');
    const lines = [
      { quantity: quantityOf('3'), path: 'lines[0]' },
      { quantity: quantityOf('4'), path: 'lines[1]' },
    ];
    const evaluation = evaluateDemand(
      shop.known('A1'),
      { sku: 'A1', website: 'default', lines },
      shop.context,
    );
    expect(unmetDemand(shop.known('A1'), evaluation)).toEqual([
      { unit: 'item', quantity: '7', sellable: '5' },
    ]);
  });
});
