/** Rows of Vendure, Medusa, Saleor, Spree and Solidus. */
import { expect } from '@jest/globals';
import { differing, type Row, row } from './row.ts';
import { codesOf, type Shop, sourcesOf } from './shop.ts';

/** A shop with two warehouses that its website sells from, `a` first. */
async function two(shop: Shop, ...names: readonly string[]): Promise<void> {
  const all = names.length === 0 ? ['a', 'b'] : names;
  await shop.warehouses(...all);
  await shop.assign(...all);
}

/** Three products of 5 each; the first and the last are not managed. */
async function tracked(shop: Shop): Promise<string> {
  for (const sku of ['V1', 'V2', 'V3']) await shop.product(sku, { stock: 5 });
  await shop.own('V1', 'manageInventory', false);
  await shop.own('V3', 'manageInventory', false);
  return shop.ordered({ V1: 2, V2: 3, V3: 4 });
}

const levels = async (shop: Shop, ...skus: readonly string[]) =>
  Promise.all(skus.map((sku) => shop.level(sku)));

export const shopRows: readonly Row[] = [
  row('VE01', 'nothing, counted 0, 5, 3 and −1; no change, +5, −2, refused', async (shop) => {
    await shop.product('A');
    const difference = async (counted: number) => {
      const { status, body } = await shop.count('A', counted);
      return status === 200 ? body.events[0].data.difference : body.code;
    };
    expect([await difference(0), await difference(5), await difference(3), await difference(-1)]).toEqual([
      '0',
      '5',
      '-2',
      'VALIDATION_FAILED',
    ]);
  }),
  row(
    'VE02',
    '5 of each, two not managed, ordered 2, 3 and 4; only the managed one is promised',
    async (shop) => {
      await tracked(shop);
      expect(await levels(shop, 'V1', 'V2', 'V3')).toEqual([
        [5, 0],
        [5, 3],
        [5, 0],
      ]);
    },
  ),
  row('VE03', 'then 1 cancelled; 2 promised', async (shop) => {
    const orderId = await tracked(shop);
    await shop.done('CancelOrder', { orderId, lines: shop.lines({ V2: 1 }) });
    expect(await shop.level('V2')).toEqual([5, 2]);
  }),
  row('VE04', 'then the rest shipped; 3 of the managed one are left, and 5 of the others', async (shop) => {
    const orderId = await tracked(shop);
    await shop.done('CancelOrder', { orderId, lines: shop.lines({ V2: 1 }) });
    await shop.done('ShipOrder', { orderId });
    expect(await levels(shop, 'V1', 'V2', 'V3')).toEqual([
      [5, 0],
      [3, 0],
      [5, 0],
    ]);
    expect((await shop.orderState(orderId)).lines.map(({ shipped }: { shipped: string }) => shipped)).toEqual(
      ['2', '2', '4'],
    );
  }),
  row('VE05', 'then all returned; 5 again, and 5 of the others', async (shop) => {
    const orderId = await tracked(shop);
    await shop.done('CancelOrder', { orderId, lines: shop.lines({ V2: 1 }) });
    await shop.done('ShipOrder', { orderId });
    const lines = shop.lines({ V1: 2, V2: 2, V3: 4 }).map((line) => ({ ...line, restock: true }));
    await shop.done('ReturnOrder', { orderId, lines });
    expect(await levels(shop, 'V1', 'V2', 'V3')).toEqual([
      [5, 0],
      [5, 0],
      [5, 0],
    ]);
  }),
  differing(
    'VE07',
    'on hand 3, thresholds 0, 2 and −5; 5, 2 and 9 are refused whole, and what could be had is said',
    'A cart gets a yes or a no with what is sellable, never a part of what it asked for.',
    async (shop) => {
      for (const [sku, threshold] of [
        ['A', 0],
        ['B', 2],
        ['C', -5],
      ] as const) {
        await shop.product(sku, { stock: 3, options: { inventoryThreshold: threshold } });
      }
      const sellable = async (sku: string) => (await shop.ask(sku)).sellable;
      expect([await sellable('A'), await sellable('B'), await sellable('C')]).toEqual(['3', '1', '8']);
      expect((await shop.cart({ A: 5 })).orderable).toBe(false);
      expect((await shop.cart({ B: 2 })).orderable).toBe(false);
      expect((await shop.cart({ C: 8 })).orderable).toBe(true);
    },
  ),
  row('VE09', 'on hand 3, promised 8; 8 cannot ship, 3 can, and 5 more once 5 came', async (shop) => {
    await shop.product('A', { stock: 3, options: { backOrder: true } });
    const orderId = await shop.ordered({ A: 8 });
    const ship = (quantity: number) =>
      shop.send('ShipOrder', { orderId, lines: shop.lines({ A: quantity }) });
    expect(codesOf(await ship(8))).toEqual(['INSUFFICIENT_STOCK']);
    expect((await ship(3)).status).toBe(200);
    expect(await shop.level('A')).toEqual([0, 5]);
    await shop.count('A', 10);
    expect((await ship(5)).status).toBe(200);
    expect(await shop.level('A')).toEqual([5, 0]);
  }),
  row(
    'VE13',
    '10, one in a cart, then counted 0; the cart asking for 2 is told there is none',
    async (shop) => {
      await shop.product('A', { stock: 10 });
      expect((await shop.cart({ A: 1 })).orderable).toBe(true);
      await shop.count('A', 0);
      expect(await shop.cart({ A: 2 })).toMatchObject({ orderable: false, lines: [{ sellable: '0' }] });
    },
  ),
  row('VE14', 'an order that was never promised anything, cancelled; nothing is released', async (shop) => {
    await shop.product('A', { stock: 3, options: { decrementQuantity: false } });
    const orderId = await shop.ordered({ A: 2 });
    await shop.own('A', 'decrementQuantity', true);
    await shop.done('CancelOrder', { orderId });
    expect(await shop.level('A')).toEqual([3, 0]);
  }),
  row(
    'VE16',
    'two warehouses and two websites; promised, cancelled in part, shipped and returned each at its own',
    async (shop) => {
      await two(shop);
      await shop.website('one', ['a']);
      await shop.website('other', ['b']);
      for (const sku of ['T1', 'T2']) await shop.product(sku, { stock: { a: 100, b: 120 } });
      const first = await shop.ordered({ T1: 2 }, { website: 'one' });
      const second = await shop.ordered({ T2: 2 }, { website: 'other' });
      await shop.done('CancelOrder', { orderId: second, lines: shop.lines({ T2: 1 }) });
      expect([await shop.level('T1', 'a'), await shop.level('T2', 'b')]).toEqual([
        [100, 2],
        [120, 1],
      ]);
      for (const orderId of [first, second]) await shop.done('ShipOrder', { orderId });
      expect([await shop.onHand('T1', 'a'), await shop.onHand('T2', 'b')]).toEqual([98, 119]);
      const back = (quantities: Record<string, number>) =>
        shop.lines(quantities).map((line) => ({ ...line, restock: true }));
      await shop.done('ReturnOrder', { orderId: first, lines: back({ T1: 2 }) });
      await shop.done('ReturnOrder', { orderId: second, lines: back({ T2: 1 }) });
      expect([await shop.onHand('T1', 'a'), await shop.onHand('T2', 'b')]).toEqual([100, 120]);
    },
  ),
  row('VE17', '10 and 15, an order of 13; 10 and 3', async (shop) => {
    await two(shop);
    await shop.product('A', { stock: { a: 10, b: 15 } });
    expect(sourcesOf(await shop.order({ A: 13 }), shop)).toEqual([
      [
        ['a', 10],
        ['b', 3],
      ],
    ]);
  }),
  differing(
    'VE18',
    '2 promised at A and 3 at B, 2 taken off twice; from the last warehouse to the first',
    'What is given up first is what is backordered, then from the last warehouse to the first; the peer begins with the first.',
    async (shop) => {
      await two(shop);
      await shop.product('P', { stock: { a: 2, b: 9 } });
      const orderId = await shop.ordered({ P: 5 });
      const cancel = () => shop.done('CancelOrder', { orderId, lines: shop.lines({ P: 2 }) });
      const promised = async () => [(await shop.level('P', 'a'))[1], (await shop.level('P', 'b'))[1]];
      await cancel();
      expect(await promised()).toEqual([2, 1]);
      await cancel();
      expect(await promised()).toEqual([1, 0]);
    },
  ),
  row('ME02', '10, 3 held, held again as 7 and as 2; 7, then 2', async (shop) => {
    await shop.product('A', { stock: 10 });
    const held = async (quantity: number) => {
      expect((await shop.hold('h', { A: quantity })).status).toBe(200);
      return (await shop.stockOf('A')).totals[0].held;
    };
    expect([await held(3), await held(7), await held(2)]).toEqual(['3', '7', '2']);
  }),
  differing(
    'ME05',
    'a warehouse with 4 held cannot be closed; once they are released and nothing is there, it can',
    'A place that holds stock or promises is not deleted with them: closing says what is there.',
    async (shop) => {
      await shop.product('A', { stock: 4 });
      await shop.hold('h', { A: 4 });
      const close = () => shop.send('CloseWarehouse', { code: shop.name('main') });
      expect(codesOf(await close())).toEqual(['WAREHOUSE_NOT_EMPTY']);
      await shop.done('ReleaseHold', { holdId: shop.name('h') });
      await shop.count('A', 0);
      expect((await close()).status).toBe(200);
    },
  ),
  differing(
    'ME06',
    'a level written with a reserved quantity; refused',
    'What is held or allocated follows from holds and orders; a field that a command does not have is refused, never ignored.',
    async (shop) => {
      await shop.product('A');
      expect((await shop.count('A', 5, { reserved: 1000 })).status).toBe(400);
      expect(await shop.level('A')).toEqual([0, 0]);
    },
  ),
  row('ME11', '1 at the target, a promise of 5 moved there; refused', async (shop) => {
    await two(shop);
    await shop.product('A', { stock: { a: 5, b: 1 } });
    const orderId = await shop.ordered({ A: 5 });
    const [sku, from, to] = [shop.name('A'), shop.name('a'), shop.name('b')];
    expect((await shop.send('MoveBackorder', { orderId, sku, from, to, quantity: '5' })).status).toBe(422);
    expect([await shop.level('A', 'a'), await shop.level('A', 'b')]).toEqual([
      [5, 5],
      [1, 0],
    ]);
  }),
  row('ME12', 'one unit, two calls at once; one wins', async (shop) => {
    await shop.product('A', { stock: 1 });
    const answers = await Promise.all([shop.order({ A: 1 }), shop.order({ A: 1 })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect(await shop.level('A')).toEqual([1, 1]);
  }),
  row('SA03', '4 and 3, the second warehouse first, an order of 5; 3 and 2', async (shop) => {
    await two(shop, 'b', 'a');
    await shop.product('A', { stock: { a: 4, b: 3 } });
    expect(sourcesOf(await shop.order({ A: 5 }), shop)).toEqual([
      [
        ['b', 3],
        ['a', 2],
      ],
    ]);
  }),
  row('SA04', '4 and 3, others hold 2 of the first, an order of 3; 2 and 1', async (shop) => {
    await two(shop);
    await shop.product('A', { stock: { a: 4, b: 3 } });
    await shop.hold('other', { A: 2 });
    expect(sourcesOf(await shop.order({ A: 3 }), shop)).toEqual([
      [
        ['a', 2],
        ['b', 1],
      ],
    ]);
  }),
  row(
    'SA06',
    '4 and 3, 10 or two lines of 100 asked for; refused, both named, nothing promised',
    async (shop) => {
      await two(shop);
      for (const sku of ['A', 'B']) await shop.product(sku, { stock: { a: 4, b: 3 } });
      expect((await shop.order({ A: 10 })).status).toBe(422);
      const { body } = await shop.order({ A: 100, B: 100 });
      expect(body.reasons.map(({ sku }: { sku: string }) => sku)).toEqual([shop.name('A'), shop.name('B')]);
      expect([await shop.level('A', 'a'), await shop.level('B', 'b')]).toEqual([
        [4, 0],
        [3, 0],
      ]);
    },
  ),
  differing(
    'SA08',
    '80 promised, 50 released, then 200; 30, then refused',
    'Releasing more than is open is an error; the peer takes it for all.',
    async (shop) => {
      await shop.product('A', { stock: 100 });
      const orderId = await shop.ordered({ A: 80 });
      await shop.done('CancelOrder', { orderId, lines: shop.lines({ A: 50 }) });
      expect(await shop.level('A')).toEqual([100, 30]);
      const { body } = await shop.send('CancelOrder', { orderId, lines: shop.lines({ A: 200 }) });
      expect(body.reasons).toMatchObject([{ code: 'EXCEEDS_OPEN', open: '30' }]);
    },
  ),
  row('SA09', '100 with 80 promised, 50 shipped; 50 with 30', async (shop) => {
    await shop.product('A', { stock: 100 });
    const orderId = await shop.ordered({ A: 80 });
    await shop.done('ShipOrder', { orderId, lines: shop.lines({ A: 50 }) });
    expect(await shop.level('A')).toEqual([50, 30]);
  }),
  differing(
    'SA11',
    'two levels of 100 with 10 and 80 promised; 50 of the first cannot ship, 10 can, and 20 of the second',
    'More than is promised never ships; the peer ships it and sets the promise to zero.',
    async (shop) => {
      await shop.product('A', { stock: 100 });
      await shop.product('B', { stock: 100 });
      const [first, second] = [await shop.ordered({ A: 10 }), await shop.ordered({ B: 80 })];
      const ship = (orderId: string, lines: object) => shop.send('ShipOrder', { orderId, lines });
      expect(codesOf(await ship(first, shop.lines({ A: 50 })))).toEqual(['EXCEEDS_OPEN']);
      expect((await ship(first, shop.lines({ A: 10 }))).status).toBe(200);
      expect((await ship(second, shop.lines({ B: 20 }))).status).toBe(200);
      expect(await levels(shop, 'A', 'B')).toEqual([
        [90, 0],
        [80, 60],
      ]);
    },
  ),
  differing(
    'SA12',
    '4 with 2 promised, 4 shipped from there; refused, what others were promised stays',
    'A shipment ships what its order was promised; the peer takes what was promised to others.',
    async (shop) => {
      await two(shop);
      await shop.product('A', { stock: { a: 4, b: 3 } });
      const orderId = await shop.ordered({ A: 2 });
      const { body } = await shop.send('ShipOrder', { orderId, lines: shop.lines({ A: 4 }) });
      expect(body.reasons).toMatchObject([{ code: 'EXCEEDS_OPEN', open: '2' }]);
    },
  ),
  row(
    'SA13',
    'a collection point with 5, 5 ordered there; all from it, by whichever strategy',
    async (shop) => {
      await shop.warehouses('point', 'big');
      await shop.website('pickup', ['point']);
      for (const strategy of ['priority', 'highest_stock_first', 'single_warehouse_first']) {
        await shop.set('sourcingStrategy', strategy);
        await shop.product(strategy, { stock: { point: 5, big: 50 } });
        const answer = await shop.order({ [strategy]: 5 }, { website: 'pickup' });
        expect(sourcesOf(answer, shop)).toEqual([[['point', 5]]]);
      }
    },
  ),
  row(
    'SA14',
    'less there than is promised, all of it cancelled; nothing promised, what is there stays',
    async (shop) => {
      await shop.product('A', { stock: 10, options: { backOrder: true } });
      const orderId = await shop.ordered({ A: 80 });
      await shop.count('A', 2);
      await shop.done('CancelOrder', { orderId });
      expect(await shop.level('A')).toEqual([2, 0]);
    },
  ),
  row(
    'SA15',
    '50 and 100, ordered 50 and 10; out of stock is recorded once for the first, never for the second',
    async (shop) => {
      await shop.product('A', { stock: 50 });
      await shop.product('B', { stock: 100 });
      await shop.ordered({ A: 50, B: 10 });
      const taken = async (sku: string) =>
        (await shop.eventsOf(sku)).filter(
          ({ type, data, commandId }) =>
            type === 'StatusChanged' &&
            data.to === 'out_of_stock' &&
            data.orderId !== undefined &&
            commandId !== '',
        ).length;
      expect([await taken('A'), await taken('B')]).toEqual([1, 0]);
    },
  ),
  row('SA17', '3, a hold of 5; refused, and with a second warehouse of 2 it takes 3 and 2', async (shop) => {
    await two(shop);
    await shop.product('A', { stock: { a: 3 } });
    expect((await shop.hold('h', { A: 5 })).status).toBe(422);
    await shop.adjust('A', 2, { warehouse: 'b' });
    expect((await shop.hold('h2', { A: 5 })).status).toBe(200);
    const { levels: found } = await shop.stockOf('A');
    expect(found.map(({ held }: { held: string }) => held)).toEqual(['3', '2']);
  }),
  row(
    'SA18',
    '3 and 3, 3 promised; a hold of 4 is refused, and after one of 2 another of 2',
    async (shop) => {
      await two(shop);
      await shop.product('A', { stock: { a: 3, b: 3 } });
      await shop.ordered({ A: 3 });
      expect((await shop.hold('h', { A: 4 })).status).toBe(422);
      expect((await shop.hold('one', { A: 2 })).status).toBe(200);
      const { body } = await shop.hold('other', { A: 2 });
      expect(body.reasons).toMatchObject([{ code: 'INSUFFICIENT_STOCK', sellable: '1' }]);
    },
  ),
  row('SA19', 'a cart that holds holds again; replaced, not added', async (shop) => {
    await shop.product('A', { stock: 5 });
    for (const quantity of [3, 4]) expect((await shop.hold('cart', { A: quantity })).status).toBe(200);
    expect((await shop.stockOf('A')).totals).toMatchObject([{ held: '4', available: '1' }]);
  }),
  row(
    'SA21',
    'many levels set at once, one of them bad; none or the good ones, as asked; only real changes are told',
    async (shop) => {
      for (const sku of ['A', 'B']) await shop.product(sku, { stock: 5 });
      const item = (sku: string, counted: string) => ({
        type: 'CountLevel',
        data: { sku: shop.name(sku), warehouse: shop.name('main'), counted },
      });
      const { body } = await shop.post('/v1/commands', [item('A', '7'), item('B', '-1'), item('B', '5')]);
      expect(body.map(({ status }: { status: number }) => status)).toEqual([200, 400, 200]);
      const stopped = await shop.post('/v1/commands?atomic=stop', [item('NONE', '1'), item('B', '9')]);
      expect(stopped.body).toHaveLength(1);
      expect([await shop.onHand('A'), await shop.onHand('B')]).toEqual([7, 5]);
      const counts = (await shop.eventsOf('B')).filter(({ type }) => type === 'LevelCounted');
      expect(counts.map(({ data }) => data.difference)).toEqual(['0']);
    },
  ),
  row('SP01', '10 at A with 3 promised, 5 moved to B; 5 and 5, the promises stay at A', async (shop) => {
    await two(shop);
    await shop.product('P', { stock: { a: 10 } });
    await shop.ordered({ P: 3 });
    expect((await shop.transfer('P', 'a', 'b', 5)).status).toBe(200);
    expect([await shop.level('P', 'a'), await shop.level('P', 'b')]).toEqual([
      [5, 3],
      [5, 0],
    ]);
  }),
  row('SP02', '1 at A; 5, 0, −5 and A to A are all refused, and 1 stays', async (shop) => {
    await two(shop);
    await shop.product('P', { stock: { a: 1 } });
    const answers = [
      await shop.transfer('P', 'a', 'b', 5),
      await shop.transfer('P', 'a', 'b', 0),
      await shop.transfer('P', 'a', 'b', -5),
      await shop.transfer('P', 'a', 'a', 1),
    ];
    expect(answers.every(({ status }) => status === 400 || status === 422)).toBe(true);
    expect(codesOf(answers[0] as never)).toEqual(['INSUFFICIENT_STOCK']);
    expect([await shop.onHand('P', 'a'), await shop.onHand('P', 'b')]).toEqual([1, 0]);
  }),
  row('SP04', '5, others hold 4; a hold of 3 is refused and nothing is written', async (shop) => {
    await shop.product('A', { stock: 5 });
    await shop.hold('others', { A: 4 });
    expect((await shop.hold('mine', { A: 3 })).status).toBe(422);
    expect((await shop.stockOf('A')).totals).toMatchObject([{ held: '4' }]);
  }),
  row('SP05', '5, one product on two lines of 3; refused', async (shop) => {
    await shop.product('A', { stock: 5 });
    const lines = [
      { sku: 'A', quantity: 3 },
      { sku: 'A', quantity: 3 },
    ];
    expect((await shop.order(lines)).body.reasons).toMatchObject([
      { code: 'INSUFFICIENT_STOCK', requested: '6', sellable: '5' },
    ]);
  }),
  row(
    'SP06',
    '10 and a hold of 4; 6 for others, 10 for its own cart and once it is released',
    async (shop) => {
      await shop.product('A', { stock: 10 });
      await shop.hold('cart', { A: 4 });
      expect((await shop.ask('A')).sellable).toBe('6');
      expect((await shop.cart({ A: 10 }, { holdId: shop.name('cart') })).orderable).toBe(true);
      await shop.done('ReleaseHold', { holdId: shop.name('cart') });
      expect((await shop.ask('A')).sellable).toBe('10');
      await shop.hold('next', { A: 5 });
      await shop.count('A', 2);
      expect((await shop.ask('A')).sellable).toBe('0');
    },
  ),
  row(
    'SP08',
    'two backorders of 1; one comes: the first is filled; one is lost: none; three come: both',
    async (shop) => {
      const filledBy = async (sku: string, quantity: number): Promise<number> => {
        await shop.product(sku, { options: { backOrder: true } });
        await shop.own(sku, 'inventoryThreshold', -100);
        await shop.ordered({ [sku]: 1 });
        await shop.ordered({ [sku]: 1 });
        const { body } = await shop.send('AdjustLevel', shop.adjustment(sku, quantity));
        return (body.events ?? []).filter(({ type }: { type: string }) => type === 'BackorderFilled').length;
      };
      expect([await filledBy('A', 1), await filledBy('B', -1), await filledBy('C', 3)]).toEqual([1, 0, 2]);
    },
  ),
  row('SP10', '10, two who know of 10 add 5 each; 20', async (shop) => {
    await shop.product('A', { stock: 10 });
    await Promise.all([shop.adjust('A', 5), shop.adjust('A', 5)]);
    expect(await shop.onHand('A')).toBe(20);
  }),
  row('SP11', 'what is recorded; cannot be changed', async (shop) => {
    await shop.product('A', { stock: 1 });
    const [event] = await shop.eventsOf('A');
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const { status } = await shop.request(`/v1/streams/product-${shop.name('A')}`, { method });
      expect(status).toBe(405);
    }
    expect((await shop.eventsOf('A'))[0]).toEqual(event);
  }),
  row(
    'SO12',
    '10 under backorder, without, and 0 under it; 20 needed: 10 + 10, 10 at most, 0 + 20',
    async (shop) => {
      await shop.product('A', { stock: 10, options: { backOrder: true } });
      await shop.product('B', { stock: 10 });
      await shop.product('C', { options: { backOrder: true } });
      await shop.own('C', 'inventoryThreshold', -100);
      const [a, b, c] = [
        await shop.order({ A: 20 }),
        await shop.order({ B: 20 }),
        await shop.order({ C: 20 }),
      ];
      expect(a.body.order.lines[0].allocations).toMatchObject([{ quantity: '20', backordered: '10' }]);
      expect(b.body.reasons).toMatchObject([{ sellable: '10' }]);
      expect(c.body.order.lines[0].allocations).toMatchObject([{ quantity: '20', backordered: '20' }]);
    },
  ),
  row(
    'SO14',
    '5 needed of 1, 1 and 1, 2 and 3, three of 3, three of 2; refused, refused, 2, 2 and 3 places',
    async (shop) => {
      await two(shop, 'a', 'b', 'c');
      const places = async (sku: string, ...stock: readonly number[]) => {
        const own = Object.fromEntries(stock.map((quantity, index) => [['a', 'b', 'c'][index], quantity]));
        await shop.product(sku, { stock: own });
        const answer = await shop.order({ [sku]: 5 });
        return answer.status === 200 ? sourcesOf(answer, shop)[0]?.length : answer.body.code;
      };
      expect([
        await places('A', 1),
        await places('B', 1, 1),
        await places('C', 2, 3),
        await places('D', 3, 3, 3),
        await places('E', 2, 2, 2),
      ]).toEqual(['ORDER_REJECTED', 'ORDER_REJECTED', 2, 2, 3]);
    },
  ),
];
