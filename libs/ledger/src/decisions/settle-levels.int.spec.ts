import { expect, test } from '@jest/globals';
import type { Command } from '#domain';
import { createLedger } from '../create-ledger.ts';
import { DyingStore } from '../testing/dying-store.ts';
import { done, envelope, openShop, order, qty, stocked, submitted } from '../testing/shop.ts';

const ORDERS = 1_500;

const delivery: Command = {
  type: 'AdjustLevel',
  sku: 'A',
  warehouse: 'main',
  quantity: qty(ORDERS),
  reason: 'delivered',
};

/** A product that very many orders wait for. */
async function openAwaited() {
  const shop = await openShop();
  await stocked(shop.ledger, 'A', 1);
  await done(shop.ledger, {
    type: 'SetOption',
    scope: { level: 'product', code: 'A' },
    option: 'backOrder',
    value: true,
  });
  await done(shop.ledger, { type: 'SetStatus', sku: 'A', status: 'in_stock' });
  const orders = Array.from({ length: ORDERS + 1 }, (_, index) => order(`${index}`, { A: 1 }));
  for await (const { outcome } of shop.ledger.executeMany(
    orders.map((command, tag) => ({ tag, envelope: envelope(command) })),
  )) {
    if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome));
  }
  return shop;
}

test('a delivery that fills very many orders tells them all before its answer, and answers the same again', async () => {
  await using shop = await openAwaited();
  const sent = envelope(delivery, { commandId: 'test:1' });

  const first = await shop.ledger.execute(sent);
  const again = await shop.ledger.execute(sent);

  const own = await shop.store.eventsOfCommand('test:1');
  const filled = own.filter(({ type }) => type === 'BackorderFilled').map(({ data }) => data.orderId);
  expect(filled).toEqual(Array.from({ length: ORDERS }, (_, index) => `${index + 1}`));
  expect(first).toMatchObject({ kind: 'done', answer: { events: { length: own.length } } });
  expect(again).toEqual(first);
}, 30_000);

test('orders that a process could not tell any more are told with the next decision on the product', async () => {
  await using shop = await openAwaited();
  const dyingStore = new DyingStore(shop.store, 1);
  const dying = createLedger({ store: dyingStore });
  await dying.start();
  const dead = await dying.execute(envelope(delivery, { commandId: 'test:1' }));
  await dying.stop();
  await dyingStore.flushed();
  const next = createLedger({ store: shop.store });
  await next.start();
  const before = await next.product('A');
  const isLeft = before?.unsettled?.size;

  await submitted(next, 'next', { A: 1 });

  expect(dead.kind).toBe('unavailable');
  expect(isLeft).toBe(1);
  const product = await next.product('A');
  expect(product?.unsettled?.size ?? 0).toBe(0);
  expect(product?.stock[0]?.levels.get('main')?.backordered).toBe(qty(1));
  await next.stop();
}, 30_000);
