import { describe, expect, test } from '@jest/globals';
import type { Command } from '#domain';
import type { EventStore } from '#event-store';
import { createLedger } from '../create-ledger.ts';
import type { Ledger } from '../ledger.ts';
import { DyingStore } from '../testing/dying-store.ts';
import { heldOf, hold, orderWithHold, release } from '../testing/hold-commands.ts';
import { ServerLog, ServerStore } from '../testing/server-store.ts';
import { envelope, levelOf, NOW, openShop, qty, stocked } from '../testing/shop.ts';

const SKUS = ['A', 'B', 'C'];
const limits = { takeOverAfterMs: 0, directoryLagMsMax: 0, attemptsMax: 5 };

const stores: readonly (readonly [
  string,
  () => Promise<{ readonly store: EventStore } & AsyncDisposable>,
])[] = [
  ['a store that stages', () => openShop()],
  [
    'a server',
    async () => ({ store: new ServerStore(new ServerLog()), [Symbol.asyncDispose]: async () => {} }),
  ],
];

interface Situation {
  readonly name: string;
  readonly before: readonly Command[];
  readonly command: Command;
  /** Of A, B and C once it was recovered. */
  readonly held: readonly number[];
  readonly allocated: readonly number[];
  readonly status: string | null;
  /** Milliseconds after the holds were made. */
  readonly afterMs?: number;
}

const NONE = [0, 0, 0];

const situations: readonly Situation[] = [
  {
    name: 'a hold that can be had',
    before: [],
    command: hold('cart', { C: 2, A: 3, B: 4 }),
    held: [3, 4, 2],
    allocated: NONE,
    status: 'open',
  },
  {
    name: 'a hold that cannot be had',
    before: [],
    command: hold('cart', { C: 2, A: 3, B: 11 }),
    held: NONE,
    allocated: NONE,
    status: null,
  },
  {
    name: 'a hold that replaces',
    before: [hold('cart', { A: 5, B: 5 })],
    command: hold('cart', { C: 2, A: 3, B: 9 }),
    held: [3, 9, 2],
    allocated: NONE,
    status: 'open',
  },
  {
    name: 'a replacement that is refused',
    before: [hold('cart', { A: 5, B: 5 })],
    command: hold('cart', { A: 10, C: 11 }),
    held: [5, 5, 0],
    allocated: NONE,
    status: 'open',
  },
  {
    name: 'a release',
    before: [hold('cart', { A: 5, B: 5 })],
    command: release('cart'),
    held: NONE,
    allocated: NONE,
    status: 'released',
  },
  {
    name: 'an order that takes over a hold',
    before: [hold('cart', { A: 5, B: 5 })],
    command: orderWithHold('1', 'cart', { A: 3, C: 10 }),
    held: NONE,
    allocated: [3, 0, 10],
    status: 'ordered',
  },
  {
    name: 'an order that is refused',
    before: [hold('cart', { A: 5, B: 5 })],
    command: orderWithHold('1', 'cart', { A: 3, C: 11 }),
    held: [5, 5, 0],
    allocated: NONE,
    status: 'open',
  },
  {
    name: 'an order for more than its hold and all else there is',
    before: [hold('cart', { A: 5, B: 5 })],
    command: orderWithHold('1', 'cart', { A: 11, B: 6 }),
    held: [5, 5, 0],
    allocated: NONE,
    status: 'open',
  },
  {
    name: 'an expiry',
    before: [hold('cart', { A: 5, B: 5 }, 60)],
    command: { type: 'SetStatus', sku: 'C', status: 'discontinued' },
    held: NONE,
    allocated: NONE,
    status: 'expired',
    afterMs: 60_000,
  },
];

const all = (ledger: Ledger, figure: (ledger: Ledger, sku: string) => Promise<bigint>) =>
  Promise.all(SKUS.map((sku) => figure(ledger, sku)));

describe.each(stores)('on %s', (_, open) => {
  test.each(situations)('$name is decided once, wherever the process died', async (situation) => {
    let deaths = 0;
    const reasons = new Set<string>();
    for (let appends = 0; ; appends++) {
      await using place = await open();
      const { store } = place;
      let nowMs = Date.parse(NOW);
      const clock = () => nowMs;
      const first = createLedger({ store, clock, limits });
      await first.start();
      for (const sku of SKUS) await stocked(first, sku, 10);
      for (const command of situation.before) await first.execute(envelope(command));
      await first.stop();
      nowMs += situation.afterMs ?? 0;
      const dyingStore = new DyingStore(store, appends);
      const dying = createLedger({ store: dyingStore, clock, limits });
      // What is over by then ends as it starts, or before its first command.
      await dying.start();
      const dead = await dying.execute(envelope(situation.command, { commandId: 'test:the-one' }));
      await dying.stop();
      await dyingStore.flushed();

      const next = createLedger({ store, clock, limits });
      await next.start();
      const outcome = await next.execute(envelope(situation.command, { commandId: 'test:the-one' }));

      expect(await all(next, heldOf)).toEqual(situation.held.map(qty));
      const allocated = await all(next, async (ledger, sku) => (await levelOf(ledger, sku)).allocated);
      expect(allocated).toEqual(situation.allocated.map(qty));
      const known = await next.hold('cart');
      expect([known?.status ?? null, known?.open ?? null, known?.claimedBy ?? null]).toEqual([
        situation.status,
        null,
        null,
      ]);
      if (dead.kind !== 'unavailable') expect(outcome).toEqual(dead);
      reasons.add(outcome.kind === 'refused' ? outcome.reasons.map(({ message }) => message).join() : '');
      await next.stop();
      if (dead.kind !== 'unavailable') break;
      deaths += 1;
    }
    expect(deaths).toBeGreaterThan(1);
    expect([...reasons]).toHaveLength(1);
  });
});
