/** Rows of ERPNext, Odoo, InvenTree, the seed's rules, an event-sourced example (HE), and behaviours of Shopify's API. */
import { expect } from '@jest/globals';
import { differing, type Row, row } from './row.ts';
import { codesOf, type Shop } from './shop.ts';

const DAY_MS = 86_400_000;

/** An instant so many days ago. */
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

/** On hand by the times at which facts were true, so many days ago, at the end of what was told for then. */
async function onHandThen(shop: Shop, sku: string, days: number): Promise<number> {
  if (days === 0) return shop.onHand(sku);
  const asOf = new Date(Date.now() - days * DAY_MS + 1000).toISOString();
  const { body } = await shop.get(
    `/v1/levels?sku=${shop.name(sku)}&asOf=${encodeURIComponent(asOf)}&basis=effective`,
  );
  return Number(body.items[0]?.onHand ?? 0);
}

/** +10 three days ago, +1 two days ago, +1 now. */
async function threeReceipts(shop: Shop): Promise<void> {
  await shop.product('A');
  await shop.adjust('A', 10, { effectiveAt: daysAgo(3) });
  await shop.adjust('A', 1, { effectiveAt: daysAgo(2) });
  await shop.adjust('A', 1);
}

const countThen = (shop: Shop, days: number, counted: number) =>
  shop.count('A', counted, { effectiveAt: daysAgo(days) });

/** Counted 8 four days ago, the receipts, counted 6 a day ago, and then 10 that came five days ago. */
async function absorbed(shop: Shop): Promise<void> {
  await threeReceipts(shop);
  await countThen(shop, 1, 6);
  await countThen(shop, 4, 8);
  await shop.adjust('A', 10, { effectiveAt: daysAgo(5) });
}

const then = (shop: Shop, ...days: readonly number[]) =>
  Promise.all(days.map((day) => onHandThen(shop, 'A', day)));

async function locations(shop: Shop): Promise<void> {
  await shop.warehouses('l1', 'l2');
  await shop.product('I1', { stock: { l1: 30 } });
  await shop.product('I2', { stock: { l1: 10, l2: 10 } });
  await shop.product('I3', { stock: { l1: 40, l2: 50 } });
}

const at = (shop: Shop, warehouse: string) =>
  Promise.all(['I1', 'I2', 'I3'].map((sku) => shop.onHand(sku, warehouse)));

/** Levels of a product at warehouses with so many on hand and promised, under backorder while it is made. */
async function promisedLevels(shop: Shop, levels: readonly (readonly [number, number])[]): Promise<void> {
  const names = levels.map((_, index) => `w${index}`);
  await shop.warehouses(...names);
  await shop.product('A', { options: { backOrder: true, inventoryThreshold: -1000 } });
  for (const [index, [onHand, promised]] of levels.entries()) {
    await shop.website(`s${index}`, [`w${index}`]);
    await shop.adjust('A', onHand, { warehouse: `w${index}` });
    await shop.ordered({ A: promised }, { website: `s${index}` });
  }
  await shop.assign(...names);
  await shop.own('A', 'inventoryThreshold', 0);
  await shop.own('A', 'backOrder', false);
}

export const ledgerRows: readonly Row[] = [
  row('ER01', '+10, +1 and +1 over three days, then counted 6 as of yesterday; 7 today', async (shop) => {
    await threeReceipts(shop);
    expect((await countThen(shop, 1, 6)).status).toBe(200);
    expect(await shop.onHand('A')).toBe(7);
    expect(await then(shop, 3, 2, 1, 0)).toEqual([10, 11, 6, 7]);
  }),
  row(
    'ER03',
    '10 more five days ago, before a count of 8; 10 then, and 8, 6 and 7 as before',
    async (shop) => {
      await absorbed(shop);
      expect(await then(shop, 5, 4, 1, 0)).toEqual([10, 8, 6, 7]);
      expect(await shop.onHand('A')).toBe(7);
    },
  ),
  differing(
    'ER04',
    'then the count of four days ago taken back; 10, 20 and 21, and 6 from the later count on',
    'Nothing is cancelled: what a count had taken is given back by a backdated adjustment, and a pure fold keeps the 10.',
    async (shop) => {
      await absorbed(shop);
      await shop.adjust('A', 2, { effectiveAt: new Date(Date.now() - 4 * DAY_MS + 500).toISOString() });
      expect(await then(shop, 5, 4, 3, 2, 1, 0)).toEqual([10, 10, 20, 21, 6, 7]);
    },
  ),
  row('ER06', 'counted 100 yesterday, 100 gone today, the count taken back; refused', async (shop) => {
    await shop.product('A');
    await countThen(shop, 1, 100);
    await shop.adjust('A', -100);
    const back = shop.adjustment('A', -100, { effectiveAt: daysAgo(0.9) });
    expect(codesOf(await shop.send('AdjustLevel', back))).toEqual(['NEGATIVE_ON_HAND']);
  }),
  differing(
    'ER15',
    '559.8327 − 470.84 + 11.007; 99.9997, and 100 cannot ship',
    'Decimals are exact: 0.0003 is short. The peer tolerates it.',
    async (shop) => {
      await shop.product('A', { units: [{ code: 'kg', precision: 4 }], stock: '559.8327' });
      await shop.adjust('A', '-470.84');
      await shop.adjust('A', '11.007');
      expect((await shop.ask('A')).sellable).toBe('99.9997');
      expect((await shop.order({ A: 100 })).body.reasons).toMatchObject([{ code: 'INSUFFICIENT_STOCK' }]);
    },
  ),
  differing(
    'ER17',
    '100 with 50 promised, an order of 100 is refused; a loss of 100 is recorded, and the promise is backordered',
    'An adjustment is a fact and is not refused for what was promised.',
    async (shop) => {
      await shop.product('A', { stock: 100 });
      const orderId = await shop.ordered({ A: 50 });
      expect((await shop.order({ A: 100 })).status).toBe(422);
      expect((await shop.send('AdjustLevel', shop.adjustment('A', -100))).status).toBe(200);
      expect((await shop.orderState(orderId)).lines).toMatchObject([
        { allocations: [{ backordered: '50' }] },
      ]);
      await shop.done('CancelOrder', { orderId });
      await shop.adjust('A', 100);
      expect((await shop.order({ A: 100 })).status).toBe(200);
    },
  ),
  differing(
    'ER18',
    'an order of 50, 30 taken off and 20; promised 50, 20, 0',
    'An order is promised whole or not at all, so there is no partly reserved one.',
    async (shop) => {
      await shop.product('A', { stock: 50 });
      const orderId = await shop.ordered({ A: 50 });
      const promised: number[] = [(await shop.level('A'))[1]];
      for (const quantity of [30, 20]) {
        await shop.done('CancelOrder', { orderId, lines: shop.lines({ A: quantity }) });
        promised.push((await shop.level('A'))[1]);
      }
      expect(promised).toEqual([50, 20, 0]);
      expect((await shop.orderState(orderId)).status).toBe('cancelled');
    },
  ),
  row('OD03', '5, 10, 8 and 35 with 2, 12, 3 and 12 promised; 29, and 19 after 10', async (shop) => {
    await promisedLevels(shop, [
      [5, 2],
      [10, 12],
      [8, 3],
      [35, 12],
    ]);
    expect((await shop.ask('A')).sellable).toBe('29');
    await shop.ordered({ A: 10 });
    expect((await shop.ask('A')).sellable).toBe('19');
  }),
  row('OD04', '5 with 7 and 12 with 10 promised; nothing of 10', async (shop) => {
    await promisedLevels(shop, [
      [5, 7],
      [12, 10],
    ]);
    expect((await shop.order({ A: 10 })).status).toBe(422);
    expect((await shop.ask('A')).sellable).toBe('0');
  }),
  row(
    'OD06',
    '7 seen, 5 counted, 3 gone meanwhile; a conflict, and 5 where the count is kept',
    async (shop) => {
      await shop.product('A', { stock: 7 });
      await shop.adjust('A', -3);
      const seen = { quantity: '7' };
      expect(codesOf(await shop.count('A', 5, { seen }))).toEqual(['MOVED_SINCE_COUNT']);
      expect(await shop.onHand('A')).toBe(4);
      expect((await shop.count('A', 5, { seen, keepCount: true })).status).toBe(200);
      expect(await shop.onHand('A')).toBe(5);
    },
  ),
  row('OD08', '10 all promised, counted 8 and then 10; 2 are missing, and then none', async (shop) => {
    await shop.product('A', { stock: 10 });
    const orderId = await shop.ordered({ A: 10 });
    const missing = async (counted: number) => {
      await shop.count('A', counted);
      return (await shop.orderState(orderId)).lines[0].allocations[0].backordered;
    };
    expect([await missing(8), await missing(10)]).toEqual(['2', '0']);
  }),
  row('OD09', 'counted as it is; no change', async (shop) => {
    await shop.product('A', { stock: 7 });
    const { body } = await shop.count('A', 7);
    expect(body.events).toMatchObject([{ type: 'LevelCounted', data: { difference: '0' } }]);
  }),
  differing(
    'OD12',
    '+100 now, −120 in three days; the second is refused',
    'The log holds facts: an effective time in the future is refused. What is planned is no stock.',
    async (shop) => {
      await shop.product('A', { stock: 100 });
      const { status, body } = await shop.send(
        'AdjustLevel',
        shop.adjustment('A', -120, { effectiveAt: daysAgo(-3) }),
      );
      expect([status, body.reasons[0].path]).toEqual([400, 'effectiveAt']);
    },
  ),
  differing(
    'OD13',
    '3 at one place, 1 moved to another, and 1 again; 3 and 0, 2 and 1, 1 and 2 at each moment',
    'A move is recorded when it happens, never for a day to come.',
    async (shop) => {
      await shop.warehouses('w2');
      await shop.product('A', { stock: 3 });
      const moments = [(await shop.adjust('A', 0)).position];
      for (let move = 0; move < 2; move++) {
        moments.push((await shop.transfer('A', 'main', 'w2', 1)).body.position);
      }
      const levels = await Promise.all(
        moments.map(async (position) => {
          const { body } = await shop.get(`/v1/levels?sku=${shop.name('A')}&asOf=${position}`);
          return ['main', 'w2'].map((warehouse) => {
            const level = body.items.find(
              (one: { warehouse: string }) => one.warehouse === shop.name(warehouse),
            );
            return Number(level?.onHand ?? 0);
          });
        }),
      );
      expect(levels).toEqual([
        [3, 0],
        [2, 1],
        [1, 2],
      ]);
    },
  ),
  row('IN02', '10, 6 moved; 4 are left, and −100 cannot be moved', async (shop) => {
    await shop.warehouses('b');
    await shop.product('A', { stock: 10 });
    expect((await shop.transfer('A', 'main', 'b', 6)).status).toBe(200);
    expect((await shop.transfer('A', 'main', 'b', -100)).status).toBe(400);
    expect([await shop.onHand('A'), await shop.onHand('A', 'b')]).toEqual([4, 6]);
  }),
  row('OC01', '10, threshold 1; 9 can be ordered and take it out of stock, 10 cannot', async (shop) => {
    for (const sku of ['A', 'B']) await shop.product(sku, { stock: 10, options: { inventoryThreshold: 1 } });
    await shop.ordered({ A: 9 });
    expect([await shop.available('A'), await shop.status('A')]).toEqual([1, 'out_of_stock']);
    expect((await shop.order({ B: 10 })).status).toBe(422);
  }),
  row(
    'OC03',
    '10, threshold 3; 7 are sellable, with decrement off or backorder on the level counts',
    async (shop) => {
      await shop.product('A', { stock: 10, options: { inventoryThreshold: 3 } });
      expect((await shop.ask('A')).sellable).toBe('7');
      await shop.own('A', 'backOrder', true);
      expect([(await shop.ask('A')).sellable, await shop.available('A')]).toEqual([null, 10]);
    },
  ),
  row('OC06', '99, threshold 5; 99 is refused, 94 leaves exactly 5', async (shop) => {
    await shop.product('A', { stock: 99, options: { inventoryThreshold: 5 } });
    expect((await shop.order({ A: 99 })).status).toBe(422);
    await shop.ordered({ A: 94 });
    expect(await shop.available('A')).toBe(5);
  }),
  row('OC08', 'low threshold 10; low at 5 and 10, not at 15, never unless highlighted', async (shop) => {
    await shop.set('lowInventoryThreshold', 10);
    await shop.set('highlightLowInventory', true);
    const low: boolean[] = [];
    for (const stock of [5, 10, 15]) {
      await shop.product(`A${stock}`, { stock });
      low.push((await shop.ask(`A${stock}`)).low);
    }
    await shop.own('A5', 'highlightLowInventory', false);
    expect([...low, (await shop.ask('A5')).low]).toEqual([true, true, false, false]);
  }),
  row('OC09', 'item 10 and set 5, low threshold 10; low by the set', async (shop) => {
    const units = [
      { code: 'item', precision: 0 },
      { code: 'set', precision: 0 },
    ];
    await shop.product('A', {
      units,
      stock: 11,
      options: { highlightLowInventory: true, lowInventoryThreshold: 10 },
    });
    await shop.adjust('A', 5, { unit: 'set' });
    expect([(await shop.ask('A')).low, (await shop.ask('A', { unit: 'set' })).low]).toEqual([false, true]);
  }),
  row(
    'OC12',
    'thresholds 2.5 and 3.5 of product and category; decimals are kept, and inherited',
    async (shop) => {
      await shop.done('DefineCategory', { code: shop.name('c'), name: 'c' });
      await shop.set('inventoryThreshold', 3.5, { level: 'category', code: shop.name('c') });
      await shop.product('A', { category: 'c' });
      expect((await shop.option('A', 'inventoryThreshold')).value).toBe('3.5');
      await shop.own('A', 'inventoryThreshold', 2.5);
      expect((await shop.option('A', 'inventoryThreshold')).value).toBe('2.5');
    },
  ),
  row('HE01', '30, 10 and 40, 50 and 30 received; 80, 40 and 40', async (shop) => {
    await locations(shop);
    await shop.adjust('I1', 50, { warehouse: 'l1' });
    await shop.adjust('I2', 30, { warehouse: 'l1' });
    expect(await at(shop, 'l1')).toEqual([80, 40, 40]);
  }),
  row('HE02', '20 and 5 given out; 10, 5 and 40', async (shop) => {
    await locations(shop);
    await shop.adjust('I1', -20, { warehouse: 'l1' });
    await shop.adjust('I2', -5, { warehouse: 'l1' });
    expect(await at(shop, 'l1')).toEqual([10, 5, 40]);
  }),
  row('HE03', '+20 and −5; 50, 5 and 40', async (shop) => {
    await locations(shop);
    await shop.adjust('I1', 20, { warehouse: 'l1' });
    await shop.adjust('I2', -5, { warehouse: 'l1' });
    expect(await at(shop, 'l1')).toEqual([50, 5, 40]);
  }),
  row('HE04', '20 and 5 moved to the other place, and back; moved, and as before', async (shop) => {
    await locations(shop);
    await shop.transfer('I1', 'l1', 'l2', 20);
    await shop.transfer('I2', 'l1', 'l2', 5);
    expect([await at(shop, 'l1'), await at(shop, 'l2')]).toEqual([
      [10, 5, 40],
      [20, 15, 50],
    ]);
    await shop.transfer('I1', 'l2', 'l1', 20);
    await shop.transfer('I2', 'l2', 'l1', 5);
    expect([await at(shop, 'l1'), await at(shop, 'l2')]).toEqual([
      [30, 10, 40],
      [0, 10, 50],
    ]);
  }),
  row('HE05', 'the first counted as 20 and the third as 10; the one not counted stays', async (shop) => {
    await locations(shop);
    await shop.count('I1', 20, { warehouse: 'l1' });
    await shop.count('I3', 10, { warehouse: 'l1' });
    expect(await at(shop, 'l1')).toEqual([20, 10, 10]);
  }),
  differing(
    'HE06',
    'received at a place that nobody opened; refused',
    'A warehouse is opened before stock is there: a mistyped code must not become one.',
    async (shop) => {
      await shop.product('A');
      const { body } = await shop.send('AdjustLevel', shop.adjustment('A', 20, { warehouse: 'new' }));
      expect(body.code).toBe('UNKNOWN_WAREHOUSE');
    },
  ),
  row(
    'SHOPIFY1',
    'a set that expected another quantity; named as stale, nothing written, unless told to',
    async (shop) => {
      await shop.product('A', { stock: 5 });
      const { body } = await shop.count('A', 9, { seen: { quantity: '4' } });
      expect(body.code).toBe('MOVED_SINCE_COUNT');
      expect(await shop.onHand('A')).toBe(5);
      expect((await shop.count('A', 9)).status).toBe(200);
    },
  ),
  row('SHOPIFY2', 'the same key twice; the first answer, adjusted once', async (shop) => {
    await shop.product('A', { stock: 5 });
    const adjust = () => shop.send('AdjustLevel', shop.adjustment('A', 1), shop.name('key'));
    const [first, second] = [await adjust(), await adjust()];
    expect(second.body).toEqual(first.body);
    expect(await shop.onHand('A')).toBe(6);
  }),
  row('SHOPIFY3', 'promised and held; on hand is available, promised and held together', async (shop) => {
    await shop.product('A', { stock: 10 });
    await shop.ordered({ A: 3 });
    await shop.hold('h', { A: 2 });
    expect((await shop.stockOf('A')).totals).toEqual([
      { unit: 'item', onHand: '10', allocated: '3', held: '2', available: '5' },
    ]);
  }),
];
