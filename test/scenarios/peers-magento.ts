/**
 * Rows of Magento. Its sources are our warehouses, its stocks our websites, what is salable is sellable. A source that
 * is disabled is in no website's list; one that is marked out of stock holds nothing for sale, which we say by a level
 * of zero.
 */
import { expect } from '@jest/globals';
import { differing, type Row, row } from './row.ts';
import { codesOf, type Shop, sourcesOf } from './shop.ts';

const DECIMAL = [{ code: 'item', precision: 2 }];

/** The fixture that most of the rows share. */
async function fixture(shop: Shop): Promise<Shop> {
  await shop.warehouses('eu-1', 'eu-2', 'eu-3', 'us-1', 'eu-off');
  await shop.website('EU', ['eu-1', 'eu-2', 'eu-3']);
  await shop.website('US', ['us-1']);
  await shop.website('GLOBAL', ['us-1', 'eu-3', 'eu-2', 'eu-1']);
  await shop.product('SKU-1', { units: DECIMAL, stock: { 'eu-1': 5.5, 'eu-2': 3, 'eu-off': 10 } });
  await shop.product('SKU-2', { stock: { 'us-1': 5 } });
  await shop.product('SKU-3');
  await shop.product('SKU-4', { stock: { 'eu-2': 6 } });
  return shop;
}

const EU = { website: 'EU' };

const orderable = async (shop: Shop, sku: string, quantity: number, website: string): Promise<boolean> =>
  (await shop.ask(sku, { quantity }, website)).orderable;

export const magentoRows: readonly Row[] = [
  row(
    'MG03',
    '8.5 sellable and all of it ordered; one more is refused, and the website has it out of stock',
    async (shop) => {
      await fixture(shop);
      await shop.ordered({ 'SKU-1': 8.5 }, EU);
      expect((await shop.order({ 'SKU-1': 1 }, EU)).status).toBe(422);
      expect((await shop.ask('SKU-1', {}, 'EU')).status).toBe('out_of_stock');
    },
  ),
  row('MG06', 'minimum 7; of 1, 7 and 8 only the first is refused', async (shop) => {
    await fixture(shop);
    await shop.own('SKU-1', 'minimumQuantityToOrder', 7);
    const answers = [1, 7, 8].map((quantity) => orderable(shop, 'SKU-1', quantity, 'EU'));
    expect(await Promise.all(answers)).toEqual([false, true, true]);
  }),
  row('MG08', 'increments of 3; multiples only, and no more than there is', async (shop) => {
    await fixture(shop);
    await shop.set('quantityIncrement', 3);
    const eu = await Promise.all([1, 3, 6, 9].map((quantity) => orderable(shop, 'SKU-1', quantity, 'EU')));
    expect(eu).toEqual([false, true, true, false]);
    expect((await shop.ask('SKU-1', { quantity: 9 }, 'EU')).reasons).toMatchObject([
      { code: 'INSUFFICIENT_STOCK' },
    ]);
    expect((await shop.ask('SKU-1', { quantity: 1 }, 'EU')).reasons).toMatchObject([
      { code: 'NOT_AN_INCREMENT' },
    ]);
    const us = await Promise.all([3, 6].map((quantity) => orderable(shop, 'SKU-2', quantity, 'US')));
    expect(us).toEqual([true, false]);
  }),
  row(
    'MG09',
    'one in decimals and one in whole items; 2.5 of the second is refused, 2 is not',
    async (shop) => {
      await fixture(shop);
      expect(await orderable(shop, 'SKU-1', 2.5, 'EU')).toBe(true);
      expect((await shop.ask('SKU-2', { quantity: 2.5 }, 'US')).reasons).toMatchObject([
        { code: 'PRECISION_EXCEEDED' },
      ]);
      expect(await orderable(shop, 'SKU-2', 2, 'US')).toBe(true);
    },
  ),
  row(
    'MG10',
    '8 of one and 4 of another on EU; 5.5 from the first, 2.5 from the second, and 4 from the second',
    async (shop) => {
      await fixture(shop);
      const answer = await shop.order({ 'SKU-1': 8, 'SKU-4': 4 }, EU);
      expect(sourcesOf(answer, shop)).toEqual([
        [
          ['eu-1', 5.5],
          ['eu-2', 2.5],
        ],
        [['eu-2', 4]],
      ]);
    },
  ),
  row('MG12', '15 where there are 8.5; refused, and said how much there is', async (shop) => {
    await fixture(shop);
    const { body } = await shop.order({ 'SKU-1': 15 }, EU);
    expect(body.reasons).toMatchObject([{ code: 'INSUFFICIENT_STOCK', sellable: '8.5', requested: '15' }]);
  }),
  row(
    'MG13',
    'the order of warehouses turned round; 3 and 2, but nothing of what is not sold there',
    async (shop) => {
      await fixture(shop);
      await shop.website('TURNED', ['eu-3', 'eu-2', 'eu-1']);
      const lines = { 'SKU-1': 5, 'SKU-2': 3 };
      const { body } = await shop.order(lines, { website: 'TURNED' });
      expect(body.reasons).toMatchObject([{ sku: shop.name('SKU-2'), sellable: '0' }]);
      const alone = await shop.order({ 'SKU-1': 5 }, { website: 'TURNED' });
      expect(sourcesOf(alone, shop)).toEqual([
        [
          ['eu-2', 3],
          ['eu-1', 2],
        ],
      ]);
    },
  ),
  row(
    'MG15',
    '8.5 sellable, backorder off, a limit of 4.5 below zero set; 8.5, and 13 is refused',
    async (shop) => {
      await fixture(shop);
      await shop.own('SKU-1', 'backOrderLimit', 4.5);
      expect((await shop.ask('SKU-1', {}, 'EU')).sellable).toBe('8.5');
      expect(codesOf(await shop.order({ 'SKU-1': 13 }, EU))).toEqual(['INSUFFICIENT_STOCK']);
    },
  ),
  row('MG16', 'the same, backorder on; 13, not 14, and after 13 not one more', async (shop) => {
    await fixture(shop);
    await shop.own('SKU-1', 'backOrderLimit', 4.5);
    await shop.own('SKU-1', 'backOrder', true);
    expect((await shop.ask('SKU-1', {}, 'EU')).sellable).toBe('13');
    expect(codesOf(await shop.order({ 'SKU-1': 14 }, EU))).toEqual(['BACKORDER_LIMIT_EXCEEDED']);
    await shop.ordered({ 'SKU-1': 13 }, EU);
    expect((await shop.order({ 'SKU-1': 1 }, EU)).status).toBe(422);
  }),
  differing(
    'MG17',
    'backorder on without a limit, threshold 0 or 10; 100 can be ordered',
    'Under backorder the threshold keeps nothing back; no limit is null, as 0 means not below zero.',
    async (shop) => {
      await fixture(shop);
      await shop.own('SKU-1', 'backOrder', true);
      for (const threshold of [0, 10]) {
        await shop.own('SKU-1', 'inventoryThreshold', threshold);
        expect(
          (await shop.ask('SKU-1', { quantity: 100 }, 'EU')).reasons.map(
            ({ code }: { code: string }) => code,
          ),
        ).not.toContain('INSUFFICIENT_STOCK');
      }
      await shop.own('SKU-1', 'backOrderLimit', 0);
      expect((await shop.order({ 'SKU-1': 100 }, EU)).status).toBe(422);
    },
  ),
  row(
    'MG18',
    '8.5 and orders of 20, 30 and 50 under backorder; more may go unless the limit is reached exactly',
    async (shop) => {
      await fixture(shop);
      await shop.own('SKU-1', 'backOrder', true);
      await shop.own('SKU-1', 'inventoryThreshold', -1000);
      for (const quantity of [20, 30, 50]) await shop.ordered({ 'SKU-1': quantity }, EU);
      const sellable = async (limit: number | null) => {
        await shop.own('SKU-1', 'backOrderLimit', limit);
        return (await shop.ask('SKU-1', {}, 'EU')).sellable;
      };
      expect([await sellable(null), await sellable(100), await sellable(91.5)]).toEqual([null, '8.5', '0']);
    },
  ),
  row(
    'MG19',
    '5.5 and an order of 10 under backorder; 4.5 of it is missing, of an order of 1 nothing',
    async (shop) => {
      const units = DECIMAL;
      await shop.product('A', { units, stock: 5.5, options: { backOrder: true } });
      await shop.product('B', { units, stock: 5.5, options: { backOrder: true } });
      const missing = async (lines: object) => {
        const { body } = await shop.order(lines as never);
        return body.order.lines[0].allocations[0].backordered;
      };
      expect([await missing({ A: 10 }), await missing({ B: 1 })]).toEqual(['4.5', '0']);
    },
  ),
  differing(
    'MG21',
    'nothing sold, 3.5 given back; refused',
    'Releasing or returning more than there is, is an error; the peer adds it to what is salable.',
    async (shop) => {
      await fixture(shop);
      const orderId = await shop.ordered({ 'SKU-1': 1 }, EU);
      const lines = shop.lines({ 'SKU-1': 3.5 });
      expect(codesOf(await shop.send('CancelOrder', { orderId, lines }))).toEqual(['EXCEEDS_OPEN']);
      const returned = [{ ...lines[0], restock: true }];
      expect(codesOf(await shop.send('ReturnOrder', { orderId, lines: returned }))).toEqual(['EXCEEDS_OPEN']);
      expect((await shop.ask('SKU-1', {}, 'EU')).sellable).toBe('7.5');
    },
  ),
  row('MG22', 'an order of 2 that fails on its way; as much is sellable as before', async (shop) => {
    await fixture(shop);
    const { status } = await shop.order({ 'SKU-2': 2, NONE: 1 }, { website: 'US' });
    expect(status).toBe(422);
    expect((await shop.ask('SKU-2', {}, 'US')).sellable).toBe('5');
  }),
  row('MG27', '100, one shipped and returned without restocking; 99 stay 99', async (shop) => {
    await shop.product('A', { stock: 100 });
    const orderId = await shop.ordered({ A: 1 });
    await shop.done('ShipOrder', { orderId });
    expect(await shop.onHand('A')).toBe(99);
    await shop.done('ReturnOrder', { orderId, lines: [{ ...shop.lines({ A: 1 })[0], restock: false }] });
    expect(await shop.onHand('A')).toBe(99);
  }),
  row(
    'MG29',
    'low thresholds of the product and of all; the own one counts, and what is not sold is not asked',
    async (shop) => {
      await shop.set('highlightLowInventory', true);
      await shop.set('lowInventoryThreshold', 7);
      await shop.product('A', { units: DECIMAL, stock: 5.5 });
      const isLow = async (threshold: string) => {
        await shop.own('A', 'lowInventoryThreshold', threshold);
        return (await shop.ask('A')).low;
      };
      expect((await shop.ask('A')).low).toBe(true);
      expect([await isLow('6'), await isLow('5.4')]).toEqual([true, false]);
    },
  ),
  row('MG30', '100, 100 and 5.5, one of each ordered; 99, 99 and 4.5 are exported', async (shop) => {
    await shop.product('A', { stock: 100 });
    await shop.product('B', { stock: 100 });
    await shop.product('C', { units: DECIMAL, stock: 5.5 });
    await shop.ordered({ A: 1, B: 1, C: 1 });
    const { body } = await shop.get(`/v1/levels?warehouse=${shop.name('main')}`);
    expect(body.items.map(({ available }: { available: string }) => available)).toEqual(['99', '99', '4.5']);
  }),
  differing(
    'MG31',
    'a product asked for on a website that has none of it; nothing is sellable there',
    'A website sells every product from its warehouses: there is no assignment of products to be missing, and what is not managed is sold.',
    async (shop) => {
      await fixture(shop);
      const answer = await shop.ask('SKU-1', { quantity: 1 }, 'US');
      expect(answer).toMatchObject({ orderable: false, sellable: '0' });
    },
  ),
];
