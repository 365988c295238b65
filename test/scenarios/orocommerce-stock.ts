/** Rows of OroCommerce about checking and moving stock, limits and low inventory. */
import { expect } from '@jest/globals';
import { differing, type Row, row } from './row.ts';
import { codesOf } from './shop.ts';

export const stockRows: readonly Row[] = [
  row('ORO1', 'level 99, decrement off; an order of 99 is accepted and the level stays 99', async (shop) => {
    await shop.product('A', { stock: 99, options: { decrementQuantity: false } });
    expect((await shop.order({ A: 99 })).status).toBe(200);
    expect(await shop.level('A')).toEqual([99, 0]);
  }),
  row('ORO3', 'level 99, backorder on; an order of 100 is accepted and 1 is missing', async (shop) => {
    await shop.product('A', { stock: 99, options: { backOrder: true } });
    expect((await shop.order({ A: 100 })).status).toBe(200);
    expect(await shop.available('A')).toBe(-1);
  }),
  row('ORO6', 'level 10, threshold 3; 7 can be sold', async (shop) => {
    await shop.product('A', { stock: 10, options: { inventoryThreshold: 3 } });
    expect((await shop.ask('A')).sellable).toBe('7');
  }),
  row('ORO7', 'level 15, decrement off; 15 are available, and orders are not limited by it', async (shop) => {
    await shop.product('A', { stock: 15, options: { decrementQuantity: false, inventoryThreshold: 3 } });
    expect([await shop.available('A'), (await shop.ask('A')).sellable]).toEqual([15, null]);
  }),
  row(
    'ORO8',
    'level 15, backorder on, any threshold; 15 are available, the threshold limits nothing',
    async (shop) => {
      await shop.product('A', { stock: 15, options: { backOrder: true, inventoryThreshold: 7 } });
      expect([await shop.available('A'), (await shop.ask('A')).sellable]).toEqual([15, null]);
    },
  ),
  row('ORO9', 'threshold 5; an order that leaves 5 takes the product out of stock', async (shop) => {
    await shop.product('A', { stock: 10, options: { inventoryThreshold: 5 } });
    await shop.ordered({ A: 5 });
    expect(await shop.status('A')).toBe('out_of_stock');
  }),
  row('ORO10', 'threshold 5; an order that leaves 7 leaves the status', async (shop) => {
    await shop.product('A', { stock: 10, options: { inventoryThreshold: 5 } });
    await shop.ordered({ A: 3 });
    expect(await shop.status('A')).toBe('in_stock');
  }),
  row(
    'ORO11',
    'managed, decrement off: orders move nothing; nor do they for a product that does not exist',
    async (shop) => {
      await shop.product('A', { stock: 1, options: { decrementQuantity: false } });
      await shop.ordered({ A: 1 });
      expect(await shop.level('A')).toEqual([1, 0]);
      expect(codesOf(await shop.order({ NONE: 1 }))).toEqual(['UNKNOWN_PRODUCT']);
    },
  ),
  row(
    'ORO12',
    'what may not be decremented is ordered: no error, no change of level or status',
    async (shop) => {
      await shop.product('A', { stock: 2, options: { decrementQuantity: false, inventoryThreshold: 5 } });
      await shop.ordered({ A: 2 });
      expect([await shop.level('A'), await shop.status('A')]).toEqual([[2, 0], 'in_stock']);
    },
  ),
  differing(
    'ORO13',
    'no level; the order is refused',
    'A level that was never written is zero, not an error, and zero cannot be sold: the peer sells it unseen.',
    async (shop) => {
      await shop.product('A');
      await shop.done('SetStatus', { sku: shop.name('A'), status: 'in_stock' });
      expect(codesOf(await shop.order({ A: 1 }))).toEqual(['INSUFFICIENT_STOCK']);
    },
  ),
  row(
    'ORO15',
    'no level; the check says what is short of what, with sku, unit and quantity',
    async (shop) => {
      await shop.product('A');
      await shop.done('SetStatus', { sku: shop.name('A'), status: 'in_stock' });
      expect((await shop.ask('A', { quantity: 3 })).reasons).toMatchObject([
        { code: 'INSUFFICIENT_STOCK', sku: shop.name('A'), unit: 'item', requested: '3', sellable: '0' },
      ]);
    },
  ),
  row('ORO16', 'a line without unit asks for the primary unit', async (shop) => {
    const units = [
      { code: 'set', precision: 0 },
      { code: 'item', precision: 0 },
    ];
    await shop.product('A', { units, stock: 2 });
    const { body } = await shop.order({ A: 2 });
    expect(body.order.lines).toMatchObject([{ unit: 'set', quantity: '2' }]);
  }),
  row('ORO17', 'decrement off; any quantity passes the check', async (shop) => {
    await shop.product('A', { options: { decrementQuantity: false } });
    expect(await shop.ask('A', { quantity: 100_000 })).toMatchObject({ orderable: true, reasons: [] });
  }),
  row('ORO18', 'level 1, a cart line of 5; the cart is told, and the order is refused', async (shop) => {
    await shop.product('A', { stock: 1 });
    expect(await shop.cart({ A: 5 })).toMatchObject({
      orderable: false,
      lines: [{ reasons: [{ code: 'INSUFFICIENT_STOCK', requested: '5', sellable: '1' }] }],
    });
    expect(codesOf(await shop.order({ A: 5 }))).toEqual(['INSUFFICIENT_STOCK']);
  }),
  row('ORO21', 'level 1, a checkout of 5 from a quote; the check says no', async (shop) => {
    await shop.product('A', { stock: 1 });
    expect(await shop.cart({ A: 5 }, { purpose: 'order' })).toMatchObject({ orderable: false });
  }),
  row('ORO22', 'level 100, a line of 5 made 10; the order is accepted', async (shop) => {
    await shop.product('A', { stock: 100 });
    expect((await shop.cart({ A: 5 })).orderable).toBe(true);
    expect((await shop.cart({ A: 10 })).orderable).toBe(true);
    expect((await shop.order({ A: 10 })).status).toBe(200);
  }),
  ...(
    [
      ['ORO23', 4, true, undefined],
      ['ORO24', 2, false, { code: 'BELOW_MINIMUM', limit: '3' }],
      ['ORO25', 6, false, { code: 'ABOVE_MAXIMUM', limit: '5' }],
    ] as const
  ).map(([id, quantity, orderable, reason]) =>
    row(
      id,
      `minimum 3, maximum 5; ${quantity} on a shopping list is ${orderable ? 'good' : 'told'}`,
      async (shop) => {
        await shop.product('A', {
          stock: 9,
          options: { minimumQuantityToOrder: 3, maximumQuantityToOrder: 5 },
        });
        const answer = await shop.ask('A', { quantity, purpose: 'shopping_list' });
        expect(answer.orderable).toBe(orderable);
        expect(answer.reasons).toMatchObject(reason === undefined ? [] : [reason]);
      },
    ),
  ),
  row('ORO28', 'minimum and maximum are themselves allowed', async (shop) => {
    await shop.product('A', { stock: 9, options: { maximumQuantityToOrder: 3, minimumQuantityToOrder: 3 } });
    expect((await shop.ask('A', { quantity: 3 })).orderable).toBe(true);
  }),
  differing(
    'ORO30',
    'default maximum; 1,000,000 is above it for an order, and for a quote as well',
    'Limits apply to carts, orders, RFQs, quotes and shopping lists alike; the peer lets a quote pass.',
    async (shop) => {
      await shop.product('A', { stock: 2_000_000 });
      const above = [{ code: 'ABOVE_MAXIMUM', limit: '100000', source: { level: 'default' } }];
      expect((await shop.order({ A: 1_000_000 })).body.reasons).toMatchObject(above);
      expect((await shop.ask('A', { quantity: 1_000_000, purpose: 'quote' })).reasons).toMatchObject(above);
    },
  ),
  differing(
    'ORO33',
    'minimum 1 and maximum 2 set on the website after a checkout of 3 began; the next check says so',
    'Every check is made by what holds at its time; the peer looks only at the end.',
    async (shop) => {
      await shop.product('A', { stock: 9 });
      expect((await shop.cart({ A: 3 })).orderable).toBe(true);
      const scope = { level: 'website', code: shop.id };
      await shop.set('minimumQuantityToOrder', 1, scope);
      await shop.set('maximumQuantityToOrder', 2, scope);
      expect((await shop.cart({ A: 3 })).lines).toMatchObject([{ reasons: [{ code: 'ABOVE_MAXIMUM' }] }]);
    },
  ),
  row('ORO34', 'a kit with minimum 2 and maximum 3; 1 and 4 are told', async (shop) => {
    await shop.product('P', { stock: 100 });
    await shop.product('KIT', {
      kit: { components: [{ products: [shop.name('P')], quantity: '1', required: true }] },
      options: { minimumQuantityToOrder: 2, maximumQuantityToOrder: 3 },
    });
    expect((await shop.ask('KIT', { quantity: 1 })).reasons).toMatchObject([
      { code: 'BELOW_MINIMUM', limit: '2' },
    ]);
    expect((await shop.ask('KIT', { quantity: 4 })).reasons).toMatchObject([
      { code: 'ABOVE_MAXIMUM', limit: '3' },
    ]);
    expect((await shop.ask('KIT', { quantity: 3 })).orderable).toBe(true);
  }),
  ...(
    [
      ['ORO43', 5, true],
      ['ORO44', 15, false],
    ] as const
  ).map(([id, stock, low]) =>
    row(id, `highlighted, low threshold 10, level ${stock}; ${low ? '' : 'not '}low`, async (shop) => {
      await shop.product('A', { stock, options: { highlightLowInventory: true, lowInventoryThreshold: 10 } });
      expect((await shop.ask('A')).low).toBe(low);
    }),
  ),
  row('ORO45', 'no unit given; the primary unit counts', async (shop) => {
    const units = [
      { code: 'item', precision: 0 },
      { code: 'set', precision: 0 },
    ];
    const options = { highlightLowInventory: true, lowInventoryThreshold: 10 };
    await shop.product('A', { units, stock: 5, options });
    await shop.adjust('A', 50, { unit: 'set' });
    expect((await shop.ask('A')).low).toBe(true);
  }),
  row('ORO47', 'highlight off; never low', async (shop) => {
    await shop.product('A', { stock: 1, options: { lowInventoryThreshold: 10 } });
    expect((await shop.ask('A')).low).toBe(false);
  }),
  row(
    'ORO48',
    'item 10, set 5, low threshold 10; low by the set, and by the item at exactly 10',
    async (shop) => {
      const units = [
        { code: 'item', precision: 0 },
        { code: 'set', precision: 0 },
      ];
      const options = { highlightLowInventory: true, lowInventoryThreshold: 10 };
      await shop.product('A', { units, stock: 10, options });
      await shop.adjust('A', 5, { unit: 'set' });
      expect((await shop.ask('A', { unit: 'set' })).low).toBe(true);
      expect((await shop.ask('A', { unit: 'item' })).low).toBe(true);
    },
  ),
];
