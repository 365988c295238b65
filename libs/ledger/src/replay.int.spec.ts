import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Command } from '#domain';
import { createLedger } from './create-ledger.ts';
import type { Ledger } from './ledger.ts';
import { anyCommand, smallShop } from './testing/commands.ts';
import { ServerLog, ServerStore } from './testing/server-store.ts';
import { contentHashes, envelope, openShop } from './testing/shop.ts';

const SKUS = ['A', 'B', 'C'];

const sent = (command: Command, index: number) => envelope(command, { commandId: `test:${index}` });

async function oneByOne(ledger: Ledger, commands: readonly Command[]): Promise<void> {
  for (const [index, command] of commands.entries()) await ledger.execute(sent(command, index));
}

/** All that a ledger knows of its products, orders and scopes. */
async function known(ledger: Ledger) {
  const products = await Promise.all(SKUS.map((sku) => ledger.product(sku)));
  const holds = await Promise.all(Array.from({ length: 5 }, (_, n) => ledger.hold(`cart-${n}`)));
  const orders = await Promise.all(Array.from({ length: 13 }, (_, id) => ledger.order(`${id}`)));
  return { products, orders, holds, scopes: ledger.scopes() };
}

const days = fc.array(anyCommand, { minLength: 20, maxLength: 60 });

test('the running states are the fold of the log, whatever was sent at once', async () => {
  await fc.assert(
    fc.asyncProperty(days, async (commands) => {
      await using shop = await openShop();
      await oneByOne(shop.ledger, smallShop);
      await Promise.all(commands.map((command) => shop.ledger.execute(envelope(command))));
      const running = await known(shop.ledger);

      const later = await shop.reopen();

      expect(await known(later.ledger)).toEqual(running);
      await later[Symbol.asyncDispose]();
    }),
    { numRuns: 10 },
  );
}, 120_000);

test('the same commands with their ids and times leave the same content in the same order', async () => {
  await fc.assert(
    fc.asyncProperty(days, async (commands) => {
      await using one = await openShop();
      // States that are forgotten at once and loaded again make no difference.
      await using other = await openShop({ limits: { cacheBytesMax: 0 } });
      const all = [...smallShop, ...commands];

      await oneByOne(one.ledger, all);
      await oneByOne(other.ledger, all);
      const hashes = await contentHashes(one.store);
      await Promise.all(all.map((command, index) => one.ledger.execute(sent(command, index))));

      expect(await contentHashes(other.store)).toEqual(hashes);
      expect((await contentHashes(one.store)).slice(0, hashes.length)).toEqual(hashes);
      expect(one.ledger.counters.commandsRepeated).toBeGreaterThan(0);
    }),
    { numRuns: 10 },
  );
}, 120_000);

test('three processes on one server: orders are whole, and all see the same', async () => {
  await fc.assert(
    fc.asyncProperty(days, async (commands) => {
      const log = new ServerLog();
      const limits = { attemptsMax: 100, takeOverAfterMs: 0, recoveryIntervalMs: 20 };
      const ledgers = [0, 1, 2].map(() =>
        createLedger({ store: new ServerStore(log, () => (Math.random() < 0.2 ? 1 : 0)), limits }),
      );
      for (const ledger of ledgers) await ledger.start();
      const [first] = ledgers;
      if (first === undefined) throw new Error('three ledgers');
      await oneByOne(first, smallShop);

      const outcomes = await Promise.all(
        commands.map((command, index) => (ledgers[index % 3] ?? first).execute(envelope(command))),
      );

      expect(outcomes.filter(({ kind }) => kind === 'unavailable')).toEqual([]);
      const [one, ...others] = await Promise.all(ledgers.map(known));
      for (const other of others) expect(other).toEqual(one);
      for (const order of one?.orders ?? []) {
        expect(order?.open ?? null).toBeNull();
        for (const line of order?.status === 'accepted' ? order.lines : []) {
          const product = await first.product(line.sku);
          const latest = product?.promises.latest.get(order?.orderId ?? '');
          expect(latest === undefined).toBe(line.quantity === line.cancelled || !line.allocated);
        }
      }
      for (const ledger of ledgers) await ledger.stop();
    }),
    { numRuns: 10 },
  );
}, 120_000);
