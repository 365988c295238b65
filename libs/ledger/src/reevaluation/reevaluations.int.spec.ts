import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { Command } from '#domain';
import { StoreUnavailableError } from '#event-store';
import { createLedger } from '../create-ledger.ts';
import type { Ledger } from '../ledger.ts';
import type { ProductsReached } from '../ports.ts';
import { DyingStore } from '../testing/dying-store.ts';
import { done, envelope, eventsOf, openShop, stocked } from '../testing/shop.ts';

const SKUS = ['A', 'B', 'C', 'D'];

async function* everyProduct() {
  yield* SKUS;
}

/** Four products with ten of each; a threshold of 10 takes them out of stock, one of 5 does not. */
async function openStocked(productsReached: ProductsReached, limits = {}) {
  const shop = await openShop({ productsReached, limits });
  for (const sku of SKUS) await stocked(shop.ledger, sku, 10);
  return shop;
}

const threshold = (value: number): Command => ({
  type: 'SetOption',
  scope: { level: 'system' },
  option: 'inventoryThreshold',
  value,
});

const statuses = (ledger: Ledger) =>
  Promise.all(SKUS.map(async (sku) => (await ledger.product(sku))?.status));

describe('a change of an option', () => {
  test('takes effect on every product it reaches, in the order of skus, before the answer', async () => {
    await using shop = await openStocked(everyProduct);

    const { answer } = await done(shop.ledger, threshold(10), { commandId: 'test:1' });

    expect(await statuses(shop.ledger)).toEqual(SKUS.map(() => 'out_of_stock'));
    const own = await shop.store.eventsOfCommand('test:1');
    expect(own.map(({ stream, type }) => [stream, type])).toEqual([
      ['system', 'OptionSet'],
      ...SKUS.map((sku) => [`product-${sku}`, 'StatusChanged']),
      ['reevaluation-system@0', 'ProductsReevaluated'],
    ]);
    expect(own[1]?.metadata).toMatchObject({ causationId: 'system@0', optionsVersion: 5 });
    expect(answer).toMatchObject({ stream: 'system', revision: 0, position: own.at(-1)?.position });
    expect(answer.events.map(({ type }) => type)).toEqual(['OptionSet']);
  });

  test('lets others have their turn, however many products it reaches', async () => {
    let turns = 0;
    const counting = setInterval(() => {
      turns += 1;
    }, 0);
    let turnsAtEnd = 0;
    await using shop = await openStocked(async function* () {
      for (let i = 0; i < 3_000; i++) yield SKUS[i % SKUS.length] as string;
      turnsAtEnd = turns;
    });
    turns = 0;

    await done(shop.ledger, threshold(10));
    while (shop.ledger.counters.reevaluationsUnderWay > 0) await delay(1);
    clearInterval(counting);

    expect(turnsAtEnd).toBeGreaterThan(5);
  });

  test('that is sent again gets the first answer', async () => {
    await using shop = await openStocked(everyProduct);
    const sent = envelope(threshold(10), { commandId: 'test:1' });

    const first = await shop.ledger.execute(sent);
    const again = await shop.ledger.execute(sent);

    expect(again).toEqual(first);
    expect((await shop.store.eventsOfCommand('test:1')).length).toBe(6);
  });

  test('that bears on no status asks for no products', async () => {
    const asked: unknown[] = [];
    await using shop = await openStocked(async function* (...args) {
      asked.push(args);
      yield* SKUS;
    });

    await done(shop.ledger, {
      type: 'SetOption',
      scope: { level: 'system' },
      option: 'backOrder',
      value: true,
    });
    await done(shop.ledger, {
      type: 'SetOption',
      scope: { level: 'website', code: 'default' },
      option: 'inventoryThreshold',
      value: 10,
    });

    expect(asked).toEqual([]);
  });

  test('asks for the products as of a position after the change', async () => {
    const asked: unknown[] = [];
    await using shop = await openStocked(async function* (scope, changed, minPosition) {
      asked.push([scope, changed, minPosition <= (await shop.store.lastPosition())]);
      yield* [];
    });

    await done(shop.ledger, { type: 'DefineCategory', code: 'X', name: 'X' });
    await done(shop.ledger, { type: 'DefineCategory', code: 'Y', name: 'Y' });
    await done(shop.ledger, { type: 'MoveCategory', code: 'Y', parent: 'X' });
    await done(shop.ledger, threshold(1));

    expect(asked).toEqual([
      [{ level: 'category', code: 'Y' }, 'parent', true],
      [{ level: 'system' }, 'inventoryThreshold', true],
    ]);
  });

  test('beyond a number of products is answered, and the rest follow', async () => {
    const { promise: answered, resolve } = Promise.withResolvers<void>();
    await using shop = await openStocked(
      async function* () {
        yield* SKUS.slice(0, 3);
        await answered;
        yield* SKUS.slice(3);
      },
      { productsBeforeAnswerMax: 2 },
    );
    const sent = envelope(threshold(10), { commandId: 'test:1' });

    const first = await shop.ledger.execute(sent);
    expect((await statuses(shop.ledger))[3]).toBe('in_stock');
    resolve();
    while (shop.ledger.counters.reevaluationsUnderWay > 0) await delay(1);

    expect(await statuses(shop.ledger)).toEqual(SKUS.map(() => 'out_of_stock'));
    while ((await shop.store.eventsOfCommand('test:1')).length < 6) await delay(1);
    expect(await shop.ledger.execute(sent)).toEqual(first);
  });

  test('that was broken off anywhere is gone through again after a restart, each product once', async () => {
    for (let appends = 1; appends <= 6; appends++) {
      await using shop = await openStocked(everyProduct);
      const dyingStore = new DyingStore(shop.store, appends);
      const dying = createLedger({ store: dyingStore, productsReached: everyProduct });
      await dying.start();
      const dead = await dying.execute(envelope(threshold(10), { commandId: 'test:1' }));
      await dying.stop();
      await dyingStore.flushed();

      const next = createLedger({ store: shop.store, productsReached: everyProduct });
      await next.start();
      const again = await next.execute(envelope(threshold(10), { commandId: 'test:1' }));

      expect(dead.kind).toBe(appends < 6 ? 'unavailable' : 'done');
      expect(again.kind).toBe('done');
      const own = await shop.store.eventsOfCommand('test:1');
      expect(own.filter(({ type }) => type === 'StatusChanged').length).toBe(4);
      expect(own.filter(({ type }) => type === 'ProductsReevaluated').length).toBe(1);
      await next.stop();
    }
  });

  test('whose read model does not answer in time is taken up again', async () => {
    let failures = 1;
    await using shop = await openStocked(
      async function* () {
        if (failures-- > 0) throw new StoreUnavailableError('read models', 'too far behind');
        yield* SKUS;
      },
      { recoveryIntervalMs: 10 },
    );

    const outcome = await shop.ledger.execute(envelope(threshold(10)));
    while ((await statuses(shop.ledger)).includes('in_stock')) await delay(1);

    expect(outcome.kind).toBe('unavailable');
    expect((await eventsOf(shop.store)).filter(({ type }) => type === 'OptionSet').length).toBe(5);
  });
});
