import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { Command } from '#domain';
import { createLedger } from '../create-ledger.ts';
import type { Ledger } from '../ledger.ts';
import { ServerLog, ServerStore } from '../testing/server-store.ts';
import { contentHashes, done, envelope, levelOf, NOW, openShop, order, qty } from '../testing/shop.ts';
import type { BulkItem, BulkResult } from './bulk.ts';

const register = (sku: string): Command => ({ type: 'RegisterProduct', sku, name: sku });
const adjust = (sku: string, quantity: number): Command => ({
  type: 'AdjustLevel',
  sku,
  warehouse: 'main',
  quantity: qty(quantity),
  reason: 'opening',
});
const manage: Command = {
  type: 'SetOption',
  scope: { level: 'system' },
  option: 'manageInventory',
  value: true,
};

const items = (commands: readonly Command[]): BulkItem<number>[] =>
  commands.map((command, tag) => ({
    tag,
    envelope: envelope(command, { commandId: `bulk:${tag}`, decidedAt: NOW }),
  }));

async function all<Tag>(results: AsyncIterable<BulkResult<Tag>>): Promise<BulkResult<Tag>[]> {
  const list: BulkResult<Tag>[] = [];
  for await (const result of results) list.push(result);
  return list;
}

const kinds = (results: readonly BulkResult<unknown>[]) => results.map(({ outcome }) => outcome?.kind);

/** A working day: each order can be had only if everything before it was done in order. */
const day: readonly Command[] = [
  manage,
  ...['A', 'B', 'C'].map(register),
  ...Array.from({ length: 30 }, (_, i): readonly Command[] => [
    adjust('A', 1),
    adjust('B', 1),
    order(`${i}`, i % 2 === 0 ? { A: 1, B: 1 } : { B: 1, A: 1 }),
    order(`${i}-more`, { A: 1 }),
    { type: 'CancelOrder', orderId: `${i}` },
    { type: 'CountLevel', sku: 'B', warehouse: 'main', counted: qty(0) },
    { type: 'AdjustLevel', sku: 'A', warehouse: 'main', quantity: qty(-1), reason: 'lost' },
  ]).flat(),
];

const expectedKinds = [
  ...Array(4).fill('done'),
  ...Array.from({ length: 30 }, () => ['done', 'done', 'done', 'refused', 'done', 'done', 'done']).flat(),
];

const places: readonly { name: string; open: () => Promise<{ ledger: Ledger } & AsyncDisposable> }[] = [
  { name: 'a store that stages', open: () => openShop() },
  {
    name: 'a server',
    async open() {
      const ledger = createLedger({ store: new ServerStore(new ServerLog(), () => Math.random()) });
      await ledger.start();
      return { ledger, [Symbol.asyncDispose]: () => ledger.stop() };
    },
  },
];

describe.each(places)('many commands on $name', ({ open }) => {
  test('have the results of one after the other, in the order given', async () => {
    await using place = await open();

    const results = await all(place.ledger.executeMany(items(day)));

    expect(results.map(({ tag }) => tag)).toEqual(day.map((_, index) => index));
    expect(kinds(results)).toEqual(expectedKinds);
    expect((await levelOf(place.ledger, 'A')).onHand).toBe(0n);
  });

  test('stop at the first that fails, where that is asked for', async () => {
    await using place = await open();
    const commands = [register('A'), register('B'), adjust('A', -1), adjust('B', 1), register('C')];

    const results = await all(place.ledger.executeMany(items(commands), { atomic: 'stop' }));

    expect(kinds(results)).toEqual(['done', 'done', 'refused']);
    expect((await levelOf(place.ledger, 'B')).onHand).toBe(0n);
    expect(await place.ledger.product('C')).toBeNull();
  });

  test('an item that could not be read takes its place, and stops the others where that is asked for', async () => {
    await using place = await open();
    const [first, second] = items([register('A'), register('B')]);
    if (first === undefined || second === undefined) throw new Error('two items');
    const unread = { tag: 99 };

    const on = await all(place.ledger.executeMany([first, unread, second]));
    const stopped = await all(place.ledger.executeMany([unread, first], { atomic: 'stop' }));

    expect(on.map(({ tag, outcome }) => [tag, outcome?.kind])).toEqual([
      [0, 'done'],
      [99, undefined],
      [1, 'done'],
    ]);
    expect(stopped).toEqual([{ tag: 99 }]);
  });

  test('are answered while the next one lets itself be waited for', async () => {
    await using place = await open();
    const { promise: seen, resolve: see } = Promise.withResolvers<void>();
    async function* slowly() {
      const [first, ...rest] = items([register('A'), register('B')]);
      if (first !== undefined) yield first;
      await seen;
      yield* rest;
    }

    const tags: unknown[] = [];
    for await (const { outcome } of place.ledger.executeMany(slowly())) {
      tags.push(outcome?.kind);
      see();
    }

    expect(tags).toEqual(['done', 'done']);
  });

  test('are not read any further than the window when nobody takes the results', async () => {
    await using place = await open();
    let read = 0;
    function* endless() {
      for (;;) yield { tag: read++, envelope: envelope(register(`P${read}`)) };
    }

    const results = place.ledger.executeMany(endless())[Symbol.asyncIterator]();
    await results.next();
    await delay(100);

    expect(read).toBeLessThan(300);
    await results.return?.();
    await delay(20);
    const afterwards = read;
    await delay(20);
    expect(read).toBe(afterwards);
  });

  test('a broken input ends the results after those of what was read', async () => {
    await using place = await open();
    async function* broken() {
      yield* items([register('A')]);
      throw new Error('connection lost');
    }
    const results: unknown[] = [];

    const reading = async () => {
      for await (const { outcome } of place.ledger.executeMany(broken())) results.push(outcome?.kind);
    };

    await expect(reading()).rejects.toThrow('connection lost');
    expect(results).toEqual(['done']);
  });
});

test('the same log of commands leaves the same content in the same order, on every machine', async () => {
  await using one = await openShop();
  await using other = await openShop({ clock: () => 0, limits: { bulkWindow: 7 } });

  await all(one.ledger.executeMany(items(day)));
  for await (const _ of other.ledger.executeMany(items(day))) await delay(Math.random());

  expect(await contentHashes(other.store)).toEqual(await contentHashes(one.store));
});

test('a command after a change of an option sees it', async () => {
  await using shop = await openShop();
  await done(shop.ledger, register('A'));

  const results = await all(
    shop.ledger.executeMany(items([order('1', { A: 1 }), manage, order('2', { A: 1 })])),
  );

  expect(kinds(results)).toEqual(['done', 'done', 'refused']);
});
