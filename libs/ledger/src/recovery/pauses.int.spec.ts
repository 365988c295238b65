import { describe, expect, test } from '@jest/globals';
import type { Command } from '#domain';
import { createLedger } from '../create-ledger.ts';
import type { Ledger } from '../ledger.ts';
import { hold } from '../testing/hold-commands.ts';
import { type Pause, PausingStore } from '../testing/pausing-store.ts';
import { ServerLog, ServerStore } from '../testing/server-store.ts';
import { envelope, NOW, order, qty, stocked } from '../testing/shop.ts';
import { allocated, held, lines, situations } from '../testing/situations.ts';

const limits = { takeOverAfterMs: 0, directoryLagMsMax: 0, attemptsMax: 5 };
/** A product remembers only some of the orders that have left it: fewer than these. */
const ORDERS_BETWEEN = 40;

async function open(store: ServerStore, takeOverAfterMs = 0): Promise<Ledger> {
  const clock = () => Date.parse(NOW);
  const ledger = createLedger({ store, clock, limits: { ...limits, takeOverAfterMs } });
  await ledger.start();
  return ledger;
}

/** A shop whose one process is paused at an append of a command, or has carried it out. */
async function pausedShop(pause: Pause, before: readonly Command[], command: Command, appendsBefore: number) {
  const log = new ServerLog();
  const first = await open(new ServerStore(log));
  for (const sku of ['A', 'B', 'C']) await stocked(first, sku, 10);
  for (const earlier of before) await first.execute(envelope(earlier));
  await first.stop();
  const store = new PausingStore(log, pause, appendsBefore);
  const paused = await open(store);
  const outcome = paused.execute(envelope(command, { commandId: 'test:the-one' }));
  const isPaused = await Promise.race([store.paused.then(() => true), outcome.then(() => false)]);
  return { log, store, paused, outcome, isPaused };
}

async function refuseMany(ledger: Ledger): Promise<void> {
  for (let i = 0; i < ORDERS_BETWEEN; i++)
    await ledger.execute(envelope(order(`more-${i}`, { A: 11, B: 11, C: 11 })));
}

describe.each<Pause>(['before', 'after'])(
  'a process paused %s an append, while another carries on',
  (pause) => {
    test.each(situations)('$name is carried out once, wherever it was paused', async (situation) => {
      const { before, command, check } = situation;
      for (let appends = 0; ; appends++) {
        const { log, store, paused, outcome, isPaused } = await pausedShop(pause, before, command, appends);
        const other = await open(new ServerStore(log));
        if (isPaused) await refuseMany(other);
        store.goOn();

        const answer = await outcome;

        expect(answer.kind).not.toBe('unavailable');
        const next = await open(new ServerStore(log));
        await check(next, await store.eventsOfCommand('test:the-one'));
        expect(await next.execute(envelope(command, { commandId: 'test:the-one' }))).toEqual(answer);
        for (const ledger of [paused, other, next]) await ledger.stop();
        if (!isPaused) {
          expect(appends).toBeGreaterThan(1);
          return;
        }
      }
    });

    test('an order of a product that came to be meanwhile is as closed as the other left it', async () => {
      const command = order('1', { New: 1 });
      for (let appends = pause === 'before' ? 1 : 0; ; appends++) {
        const { log, store, paused, outcome, isPaused } = await pausedShop(pause, [], command, appends);
        const other = await open(new ServerStore(log));
        if (isPaused) await stocked(other, 'New', 10);
        store.goOn();

        const answer = await outcome;

        expect(answer).toMatchObject({ kind: 'refused', code: 'ORDER_REJECTED' });
        const next = await open(new ServerStore(log));
        expect((await next.product('New'))?.promises.latest.size ?? 0).toBe(0);
        expect(await allocated(next)).toEqual([0n, 0n, 0n]);
        for (const ledger of [paused, other, next]) await ledger.stop();
        if (!isPaused) return;
      }
    });

    const ofOrders: readonly [string, readonly Command[], Command][] = [
      ['an order', [], order('1', { A: 5, B: 5, C: 5 })],
      [
        'an amendment',
        [order('1', { A: 1, B: 1 })],
        { type: 'AmendOrder', orderId: '1', lines: lines({ A: 5, B: 5, C: 5 }) },
      ],
      ['a hold', [], hold('H', { A: 5, B: 5, C: 5 })],
    ];
    test.each(ofOrders)(
      '%s comes to one thing at all products, whoever decides',
      async (_, before, command) => {
        for (let appends = 0; ; appends++) {
          const { log, store, paused, outcome, isPaused } = await pausedShop(pause, before, command, appends);
          // Sees that the last of the products is gone, and only then takes over.
          const watching = await open(new ServerStore(log), 600_000);
          if (isPaused)
            await watching.execute(envelope({ type: 'SetStatus', sku: 'C', status: 'discontinued' }));
          const other = await open(new ServerStore(log));
          await refuseMany(other);
          store.goOn();

          const answer = await outcome;

          expect(answer.kind).not.toBe('unavailable');
          const next = await open(new ServerStore(log));
          const repeated = await next.execute(envelope(command, { commandId: 'test:the-one' }));
          expect(repeated.kind).toBe(answer.kind);
          const taken = command.type === 'HoldStock' ? await held(next) : await allocated(next);
          const had = command.type === 'AmendOrder' ? [1, 1, 0] : [0, 0, 0];
          expect(taken).toEqual((answer.kind === 'done' ? [5, 5, 5] : had).map(qty));
          for (const ledger of [paused, watching, other, next]) await ledger.stop();
          if (!isPaused) return;
        }
      },
    );
  },
);
