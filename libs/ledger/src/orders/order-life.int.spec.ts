import { describe, expect, test } from '@jest/globals';
import type { Command, ShipOrder } from '#domain';
import type { Ledger } from '../ledger.ts';
import type { Outcome } from '../outcome.ts';
import { done, envelope, eventsOf, levelOf, openShop, qty, stocked, submitted } from '../testing/shop.ts';

type Lines = Readonly<Record<string, string | number>>;

const linesOf = (lines: Lines) =>
  Object.entries(lines).map(([sku, quantity]) => ({ sku, quantity: qty(quantity) }));

const ship = (lines?: Lines, more: Partial<ShipOrder> = {}): Command => ({
  type: 'ShipOrder',
  orderId: '1',
  ...(lines && { lines: linesOf(lines) }),
  ...more,
});

const giveBack = (lines: Lines, restock = true, warehouse?: string): Command => ({
  type: 'ReturnOrder',
  orderId: '1',
  lines: linesOf(lines).map((line) => ({ ...line, restock, ...(warehouse !== undefined && { warehouse }) })),
});

const amend = (lines: Lines): Command => ({ type: 'AmendOrder', orderId: '1', lines: linesOf(lines) });

const cancelled = (lines?: Lines): Command => ({
  type: 'CancelOrder',
  orderId: '1',
  ...(lines && { lines: linesOf(lines) }),
});

/** `on hand/allocated` of a product. */
async function stockOf(ledger: Ledger, sku: string, warehouse?: string): Promise<string> {
  const { onHand, allocated } = await levelOf(ledger, sku, warehouse);
  return `${onHand / qty(1)}/${allocated / qty(1)}`;
}

const statusOf = async (ledger: Ledger) => (await ledger.order('1'))?.status;

const reasonsOf = (outcome: Outcome) =>
  outcome.kind === 'refused'
    ? outcome.reasons.map(({ code, sku, open, sellable }) => [code, sku, open ?? sellable])
    : outcome.kind;

async function secondWarehouse(ledger: Ledger): Promise<void> {
  await done(ledger, { type: 'OpenWarehouse', code: 'north', name: 'North' });
  await done(ledger, {
    type: 'AssignWarehouses',
    scope: { level: 'website', code: 'default' },
    warehouses: ['main', 'north'],
  });
}

const adjust = (sku: string, quantity: number, warehouse = 'main'): Command => ({
  type: 'AdjustLevel',
  sku,
  warehouse,
  quantity: qty(quantity),
  reason: 'test',
});

const option = (sku: string, name: string, value: unknown): Command => ({
  type: 'SetOption',
  scope: { level: 'product', code: sku },
  option: name,
  value,
});

describe('shipping', () => {
  test('lowers on hand and allocated together, part by part, until the order is shipped', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stocked(ledger, 'A', 10);
    await stocked(ledger, 'B', 5);
    await submitted(ledger, '1', { A: 6, B: 2 });

    const part = await done(ledger, ship({ A: 2 }, { reference: 'DN-1' }));
    expect(part.answer.events.map(({ type }) => type)).toEqual(['ShipmentRequested', 'OrderShipped']);
    expect(part.answer.events[1]?.data).toEqual({
      orderId: '1',
      operation: 1,
      lines: [{ sku: 'A', unit: 'item', quantity: '2' }],
      whole: false,
      reference: 'DN-1',
    });
    expect([await stockOf(ledger, 'A'), await statusOf(ledger)]).toEqual(['8/4', 'accepted']);

    await done(ledger, ship());
    expect([await stockOf(ledger, 'A'), await stockOf(ledger, 'B')]).toEqual(['4/0', '3/0']);
    expect(await statusOf(ledger)).toBe('shipped');
    expect(reasonsOf(await ledger.execute(envelope(ship())))).toEqual([
      ['ORDER_NOT_OPEN', undefined, undefined],
    ]);
  });

  test('is refused beyond what is open, and beyond what is there, without a trace', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    await stocked(ledger, 'A', 10);
    await stocked(ledger, 'B', 5);
    await submitted(ledger, '1', { A: 6, B: 2 });
    await done(ledger, adjust('A', -7));
    const before = await store.lastPosition();

    expect(reasonsOf(await ledger.execute(envelope(ship({ A: 7 }))))).toEqual([['EXCEEDS_OPEN', 'A', '6']]);
    expect(reasonsOf(await ledger.execute(envelope(ship({ C: 1, B: 3 }))))).toEqual([
      ['UNKNOWN_PRODUCT', 'C', undefined],
      ['EXCEEDS_OPEN', 'B', '2'],
    ]);
    expect(reasonsOf(await ledger.execute(envelope(ship())))).toEqual([['INSUFFICIENT_STOCK', 'A', '3']]);
    expect(await store.lastPosition()).toBe(before);

    await done(ledger, ship({ A: 3, B: 2 }));
    expect(await stockOf(ledger, 'A')).toBe('0/3');
    await done(ledger, adjust('A', 3));
    await done(ledger, ship());
    expect([await stockOf(ledger, 'A'), await statusOf(ledger)]).toEqual(['0/0', 'shipped']);
  });

  test('takes from the warehouses where it is allocated, or from the one that a line names', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await secondWarehouse(ledger);
    await stocked(ledger, 'A', 4);
    await done(ledger, adjust('A', 10, 'north'));
    await submitted(ledger, '1', { A: 9 });
    const named = (quantity: number, warehouse: string) =>
      ship(undefined, { lines: [{ sku: 'A', quantity: qty(quantity), warehouse }] });

    expect(reasonsOf(await ledger.execute(envelope(named(6, 'north'))))).toEqual([
      ['EXCEEDS_OPEN', 'A', '5'],
    ]);
    expect(reasonsOf(await ledger.execute(envelope(named(1, 'nowhere'))))).toEqual([
      ['UNKNOWN_WAREHOUSE', undefined, undefined],
    ]);
    await done(ledger, named(2, 'north'));
    expect([await stockOf(ledger, 'A'), await stockOf(ledger, 'A', 'north')]).toEqual(['4/4', '8/3']);
    await done(ledger, ship({ A: 5 }));
    expect([await stockOf(ledger, 'A'), await stockOf(ledger, 'A', 'north')]).toEqual(['0/0', '7/2']);
  });

  test('of what was never allocated has no effect on stock, nor has its return', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stocked(ledger, 'A', 10);
    await done(ledger, option('A', 'manageInventory', false));
    await submitted(ledger, '1', { A: 3 });
    await done(ledger, option('A', 'manageInventory', true));

    await done(ledger, ship());
    expect([await stockOf(ledger, 'A'), await statusOf(ledger)]).toEqual(['10/0', 'shipped']);
    await done(ledger, giveBack({ A: 3 }));
    expect([await stockOf(ledger, 'A'), await statusOf(ledger)]).toEqual(['10/0', 'closed']);
  });
});

describe('returning', () => {
  test('brings back to where it was shipped from, with restock or without, and no more than that', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    await secondWarehouse(ledger);
    await stocked(ledger, 'A', 4);
    await done(ledger, adjust('A', 10, 'north'));
    await submitted(ledger, '1', { A: 9 });
    await done(ledger, ship());
    expect([await stockOf(ledger, 'A'), await stockOf(ledger, 'A', 'north')]).toEqual(['0/0', '5/0']);

    expect(reasonsOf(await ledger.execute(envelope(giveBack({ A: 10 }))))).toEqual([
      ['EXCEEDS_OPEN', 'A', '9'],
    ]);
    await done(ledger, giveBack({ A: 3 }));
    expect([await stockOf(ledger, 'A'), await stockOf(ledger, 'A', 'north')]).toEqual(['3/0', '5/0']);
    await done(ledger, giveBack({ A: 2 }, false));
    expect([await stockOf(ledger, 'A'), await stockOf(ledger, 'A', 'north')]).toEqual(['3/0', '5/0']);
    const last = (await eventsOf(store)).findLast(({ type }) => type === 'StockReturned');
    expect(last?.data.returns).toEqual([
      { warehouse: 'main', unit: 'item', quantity: '1', restocked: false, before: {}, after: {} },
      { warehouse: 'north', unit: 'item', quantity: '1', restocked: false, before: {}, after: {} },
    ]);
    await done(ledger, giveBack({ A: 4 }, true, 'main'));
    expect([await stockOf(ledger, 'A'), await stockOf(ledger, 'A', 'north')]).toEqual(['7/0', '5/0']);
    expect(reasonsOf(await ledger.execute(envelope(giveBack({ A: 1 }))))).toEqual([
      ['EXCEEDS_OPEN', 'A', '0'],
    ]);
    expect(await statusOf(ledger)).toBe('closed');
  });

  test('fills backorders and brings the product back in stock, in the same append', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    await stocked(ledger, 'A', 5);
    await submitted(ledger, '1', { A: 5 });
    await done(ledger, ship());
    await done(ledger, option('A', 'backOrder', true));
    await done(ledger, { type: 'SubmitOrder', orderId: '2', website: 'default', lines: linesOf({ A: 2 }) });

    await done(ledger, giveBack({ A: 5 }));

    const events = (await eventsOf(store)).slice(-5);
    expect(events.map(({ type }) => type)).toEqual([
      'ReturnRequested',
      'StockReturned',
      'BackorderFilled',
      'StatusChanged',
      'OrderReturned',
    ]);
    expect(events[2]?.data).toMatchObject({ orderId: '2', quantity: '2' });
    expect((await ledger.product('A'))?.status).toBe('in_stock');
  });
});

describe('amending', () => {
  test('decides the difference only: what is added is taken, what is given up is given back', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    for (const sku of ['A', 'B', 'C']) await stocked(ledger, sku, 10);
    await submitted(ledger, '1', { A: 6, B: 2 });

    const outcome = await done(ledger, amend({ A: 4, B: 5, C: 1 }));

    expect(outcome.answer.events.map(({ type }) => type)).toEqual([
      'AmendmentRequested',
      'OrderAmended',
      'OrderSettled',
    ]);
    expect(await Promise.all(['A', 'B', 'C'].map((sku) => stockOf(ledger, sku)))).toEqual([
      '10/4',
      '10/5',
      '10/1',
    ]);
    const effects = (await eventsOf(store)).slice(-6);
    expect(effects.map(({ stream, type }) => `${stream} ${type}`)).toEqual([
      'order-1 AmendmentRequested',
      'product-B StockAllocated',
      'product-C StockAllocated',
      'order-1 OrderAmended',
      'product-A AllocationReleased',
      'order-1 OrderSettled',
    ]);
    expect(effects[1]?.data).toMatchObject({ operation: 1, demand: [{ unit: 'item', quantity: '3' }] });

    await done(ledger, amend({ C: 1 }));
    expect(await Promise.all(['A', 'B', 'C'].map((sku) => stockOf(ledger, sku)))).toEqual([
      '10/0',
      '10/0',
      '10/1',
    ]);
    const same = await done(ledger, amend({ C: 1 }));
    expect(same.answer.events).toMatchObject([{ type: 'NothingChanged' }]);
  });

  test('that is refused leaves the order as it was, with all reasons, and is lost demand', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    for (const sku of ['A', 'B', 'C']) await stocked(ledger, sku, 10);
    await submitted(ledger, '1', { A: 6, B: 4 });
    await done(ledger, ship({ A: 2 }));
    await done(ledger, option('C', 'maximumQuantityToOrder', '3'));
    await done(ledger, option('B', 'minimumQuantityToOrder', '3'));

    const outcome = await ledger.execute(
      envelope(amend({ C: 5, A: 1, B: 1, X: 1 }), { commandId: 'test:a' }),
    );

    expect(outcome).toMatchObject({
      kind: 'refused',
      code: 'ORDER_REJECTED',
      position: await store.lastPosition(),
    });
    expect(reasonsOf(outcome)).toEqual([
      ['ABOVE_MAXIMUM', 'C', undefined],
      ['EXCEEDS_OPEN', 'A', '4'],
      ['BELOW_MINIMUM', 'B', undefined],
      ['UNKNOWN_PRODUCT', 'X', undefined],
    ]);
    expect(await Promise.all(['A', 'B', 'C'].map((sku) => stockOf(ledger, sku)))).toEqual([
      '8/4',
      '10/4',
      '10/0',
    ]);
    const types = (await eventsOf(store)).slice(-4).map(({ stream, type }) => `${stream} ${type}`);
    expect(types).toEqual([
      'order-1 AmendmentRequested',
      'order-1 AmendmentRefused',
      'product-C DemandRefused',
      'order-1 OrderSettled',
    ]);
    expect(
      await ledger.execute(envelope(amend({ C: 5, A: 1, B: 1, X: 1 }), { commandId: 'test:a' })),
    ).toEqual(outcome);
    expect((await ledger.order('1'))?.lines.map(({ quantity }) => quantity)).toEqual([qty(6), qty(4)]);
  });

  test('gives up first what is backordered, then from the last warehouse on; what it adds waits its turn', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await secondWarehouse(ledger);
    await stocked(ledger, 'A', 3);
    await done(ledger, adjust('A', 4, 'north'));
    await done(ledger, option('A', 'backOrder', true));
    await submitted(ledger, '1', { A: 8 });
    await submitted(ledger, '2', { A: 2 });
    expect([await stockOf(ledger, 'A'), await stockOf(ledger, 'A', 'north')]).toEqual(['3/6', '4/4']);

    await done(ledger, amend({ A: 10 }));
    await done(ledger, adjust('A', 4));
    const backordered = async () => {
      const level = (await ledger.product('A'))?.stock[0]?.levels.get('main');
      const waiting: string[] = [];
      for (let promise = level?.oldestBackordered; promise; promise = promise.after) {
        waiting.push(`${promise.orderId}: ${promise.backordered / qty(1)}`);
      }
      return waiting;
    };
    expect(await backordered()).toEqual(['1: 1']);
    await done(ledger, amend({ A: 6 }));
    expect([await stockOf(ledger, 'A'), await stockOf(ledger, 'A', 'north')]).toEqual(['7/7', '4/1']);
  });

  test('after a cancellation says anew what the order is', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stocked(ledger, 'A', 10);
    await submitted(ledger, '1', { A: 6 });
    await done(ledger, cancelled({ A: 2 }));

    await done(ledger, amend({ A: 5 }));

    expect(await stockOf(ledger, 'A')).toBe('10/5');
    expect((await ledger.order('1'))?.lines).toMatchObject([{ quantity: qty(5), cancelled: 0n }]);
  });
});

describe('moving a backorder', () => {
  test('has another warehouse deliver it, and fills there what can be', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await secondWarehouse(ledger);
    await stocked(ledger, 'A', 2);
    await done(ledger, option('A', 'backOrder', true));
    await submitted(ledger, '1', { A: 6 });
    await done(ledger, adjust('A', 3, 'north'));
    const move = (quantity?: number): Command => ({
      type: 'MoveBackorder',
      orderId: '1',
      sku: 'A',
      from: 'main',
      to: 'north',
      ...(quantity !== undefined && { quantity: qty(quantity) }),
    });

    expect(reasonsOf(await ledger.execute(envelope(move(5))))).toEqual([['EXCEEDS_OPEN', 'A', '4']]);
    const outcome = await done(ledger, move());

    expect(outcome.answer.events.map(({ type }) => type)).toEqual(['BackorderMoved', 'BackorderFilled']);
    expect(outcome.answer.events[1]?.data).toMatchObject({ warehouse: 'north', quantity: '3' });
    expect([await stockOf(ledger, 'A'), await stockOf(ledger, 'A', 'north')]).toEqual(['2/2', '3/4']);
    await done(ledger, ship({ A: 5 }));
    expect([await stockOf(ledger, 'A'), await stockOf(ledger, 'A', 'north')]).toEqual(['0/0', '0/1']);
  });
});

describe('racing', () => {
  test('the same command by five clients at once has one effect and one answer', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stocked(ledger, 'A', 10);
    await submitted(ledger, '1', { A: 6 });

    for (const command of [ship({ A: 3 }), giveBack({ A: 1 }), amend({ A: 5 })]) {
      const commandId = `test:${command.type}`;
      const outcomes = await Promise.all(
        Array.from({ length: 5 }, () => ledger.execute(envelope(command, { commandId }))),
      );
      expect(outcomes[0]?.kind).toBe('done');
      for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    }
    expect(await stockOf(ledger, 'A')).toBe('8/2');
  });

  test('a cancellation and a shipment, or an amendment and a shipment: one after the other', async () => {
    for (const other of [cancelled(), amend({ A: 1 })]) {
      await using shop = await openShop();
      const { ledger } = shop;
      await stocked(ledger, 'A', 10);
      await submitted(ledger, '1', { A: 6 });

      const [shipped, changed] = await Promise.all([
        ledger.execute(envelope(ship({ A: 4 }))),
        ledger.execute(envelope(other)),
      ]);

      const went = shipped.kind === 'done' ? 4n : 0n;
      const { onHand, allocated } = await levelOf(ledger, 'A');
      expect(onHand / qty(1)).toBe(10n - went);
      expect(changed.kind).toBe(other.type === 'CancelOrder' || went === 0n ? 'done' : 'refused');
      const open = (await ledger.order('1'))?.lines[0];
      expect(allocated).toBe((open?.quantity ?? 0n) - (open?.cancelled ?? 0n) - (open?.shipped ?? 0n));
    }
  });
});
