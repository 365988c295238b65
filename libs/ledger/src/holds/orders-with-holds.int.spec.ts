import { describe, expect, test } from '@jest/globals';
import { createLedger } from '../create-ledger.ts';
import type { Ledger } from '../ledger.ts';
import type { Outcome } from '../outcome.ts';
import { heldOf, hold, ManualTime, orderWithHold, release } from '../testing/hold-commands.ts';
import { ServerLog, ServerStore } from '../testing/server-store.ts';
import {
  done,
  envelope,
  eventsOf,
  levelOf,
  NOW,
  openShop,
  qty,
  stocked,
  submitted,
} from '../testing/shop.ts';

const run = (ledger: Ledger, command: Parameters<typeof envelope>[0]) => ledger.execute(envelope(command));

describe('an order that names a hold', () => {
  test('takes over what was held, and ends the hold with all that it had beyond', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    for (const sku of ['A', 'B', 'C']) await stocked(ledger, sku, 20);
    await done(ledger, hold('cart', { A: 10, B: 4 }));

    const outcome = await ledger.execute(
      envelope(orderWithHold('1', 'cart', { A: 8, C: 1 }), { commandId: 'test:order' }),
    );

    expect(outcome).toMatchObject({
      kind: 'done',
      answer: {
        position: await store.lastPosition(),
        order: { lines: [{ sku: 'A', allocations: [{ quantity: '8', backordered: '0' }] }, { sku: 'C' }] },
      },
    });
    expect([await heldOf(ledger, 'A'), await heldOf(ledger, 'B')]).toEqual([0n, 0n]);
    expect((await levelOf(ledger, 'A')).allocated).toBe(qty(8));
    expect(await ledger.hold('cart')).toMatchObject({ status: 'ordered', claimedBy: null, open: null });
    const events = (await eventsOf(store)).filter(({ metadata }) => metadata.commandId === 'test:order');
    expect(events.map(({ stream, type }) => [stream, type])).toEqual([
      ['order-1', 'OrderSubmitted'],
      ['hold-cart', 'HoldClaimed'],
      ['product-A', 'StockAllocated'],
      ['product-A', 'HoldReleased'],
      ['product-C', 'StockAllocated'],
      ['order-1', 'OrderAccepted'],
      ['hold-cart', 'HoldConsumed'],
      ['product-A', 'HoldReleased'],
      ['product-B', 'HoldReleased'],
      ['hold-cart', 'HoldSettled'],
    ]);
    expect(events[3]?.data).toMatchObject({ cause: 'ordered', orderId: '1', releases: [{ quantity: '8' }] });
    expect(await run(ledger, release('cart'))).toMatchObject({ code: 'HOLD_NOT_OPEN' });
    expect(await run(ledger, hold('cart', { A: 1 }))).toMatchObject({ code: 'HOLD_NOT_OPEN' });
  });

  test('that is refused leaves the hold as it was, also where it had taken over some already', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stocked(ledger, 'A', 10);
    await stocked(ledger, 'B', 10);
    await done(ledger, hold('cart', { A: 10 }));

    const outcome = await run(ledger, orderWithHold('1', 'cart', { A: 4, B: 11 }));

    expect(outcome).toMatchObject({ code: 'ORDER_REJECTED', reasons: [{ sku: 'B' }] });
    expect(await heldOf(ledger, 'A')).toBe(qty(10));
    expect(await ledger.hold('cart')).toMatchObject({ status: 'open', claimedBy: null });
    expect(await run(ledger, orderWithHold('2', 'cart', { A: 10 }))).toMatchObject({ kind: 'done' });
  });

  test('is rejected where there is no such hold, or it is over: with the reasons of its products', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stocked(ledger, 'A', 10);
    await done(ledger, hold('over', { A: 1 }));
    await done(ledger, release('over'));

    const unknown = await run(ledger, orderWithHold('1', 'none', { A: 1 }));
    const over = await run(ledger, orderWithHold('2', 'over', { A: 11 }));

    expect(unknown).toMatchObject({
      code: 'ORDER_REJECTED',
      reasons: [{ code: 'UNKNOWN_HOLD', path: 'holdId' }],
    });
    expect(over).toMatchObject({
      code: 'ORDER_REJECTED',
      reasons: [
        { code: 'INSUFFICIENT_STOCK', sku: 'A' },
        { code: 'HOLD_NOT_OPEN', status: 'released' },
      ],
    });
    expect((await levelOf(ledger, 'A')).allocated).toBe(0n);
  });

  test('sent again gets the first answer', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stocked(ledger, 'A', 10);
    await done(ledger, hold('cart', { A: 10 }));
    const send = () =>
      ledger.execute(envelope(orderWithHold('1', 'cart', { A: 3 }), { commandId: 'test:1' }));

    const first = await send();

    expect(first.kind).toBe('done');
    expect(await send()).toEqual(first);
  });

  test('takes a hold that another order names too: one of them gets it', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stocked(ledger, 'A', 5);
    await done(ledger, hold('cart', { A: 5 }));

    const outcomes = await Promise.all([
      run(ledger, orderWithHold('1', 'cart', { A: 5 })),
      run(ledger, orderWithHold('2', 'cart', { A: 5 })),
      submitted(ledger, '3', { A: 1 }),
    ]);

    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'refused', 'refused']);
    const refused = outcomes.slice(0, 2).find(({ kind }) => kind === 'refused');
    expect(refused).toMatchObject({
      reasons: [{ code: 'INSUFFICIENT_STOCK' }, { code: 'HOLD_NOT_OPEN', status: 'ordered' }],
    });
  });

  test('makes whoever would replace or release the hold wait for its outcome', async () => {
    const store = new ServerStore(new ServerLog());
    const ledger = createLedger({ store, clock: () => Date.parse(NOW) });
    await ledger.start();
    await stocked(ledger, 'A', 5);
    await done(ledger, hold('cart', { A: 5 }));
    const others: Promise<Outcome>[] = [];
    const append = store.append.bind(store);
    store.append = async (stream, events, expected) => {
      if (others.length === 0 && events.some(({ type }) => type === 'StockAllocated')) {
        others.push(run(ledger, hold('cart', { A: 1 })), run(ledger, release('cart')));
        expect(await ledger.hold('cart')).toMatchObject({ status: 'open', claimedBy: '1' });
      }
      return append(stream, events, expected);
    };

    const outcome = await run(ledger, orderWithHold('1', 'cart', { A: 4 }));

    expect(outcome.kind).toBe('done');
    expect(await Promise.all(others)).toMatchObject([{ code: 'HOLD_NOT_OPEN' }, { code: 'HOLD_NOT_OPEN' }]);
    expect(await heldOf(ledger, 'A')).toBe(0n);
    await ledger.stop();
  });

  test('gets the hold back to whoever comes next, when it is refused', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stocked(ledger, 'A', 5);
    await done(ledger, hold('cart', { A: 5 }));

    const outcomes = await Promise.all([
      run(ledger, orderWithHold('1', 'cart', { A: 6 })),
      run(ledger, orderWithHold('2', 'cart', { A: 5 })),
    ]);

    expect(outcomes.map(({ kind }) => kind)).toEqual(['refused', 'done']);
  });

  test('in the moment the hold expires: either, and never half', async () => {
    const time = new ManualTime();
    await using shop = await openShop({ clock: time.clock, alarm: time });
    const { ledger } = shop;
    await stocked(ledger, 'A', 5);
    await done(ledger, hold('early', { A: 5 }, 60));
    time.nowMs += 59_999;

    // Begun before the time is over, and under way while the alarm sounds.
    const ordered = run(ledger, orderWithHold('1', 'early', { A: 5 }));
    time.passSeconds(1);
    const outcome = await ordered;
    await done(ledger, { type: 'RenameProduct', sku: 'A', name: 'later' });

    const isOrdered = outcome.kind === 'done';
    expect(await ledger.hold('early')).toMatchObject({ status: isOrdered ? 'ordered' : 'expired' });
    expect(await heldOf(ledger, 'A')).toBe(0n);
    expect((await levelOf(ledger, 'A')).allocated).toBe(isOrdered ? qty(5) : 0n);
  });

  test('that is refused after the time of its hold: the hold ends then', async () => {
    const time = new ManualTime();
    await using shop = await openShop({ clock: time.clock, alarm: time });
    const { ledger } = shop;
    await stocked(ledger, 'A', 5);
    await done(ledger, hold('cart', { A: 5 }, 60));
    time.nowMs += 59_999;

    const ordered = run(ledger, orderWithHold('1', 'cart', { A: 6 }));
    time.passSeconds(1);
    await ordered;
    time.passSeconds(1);
    await done(ledger, { type: 'RenameProduct', sku: 'A', name: 'later' });

    expect(await ledger.hold('cart')).toMatchObject({ status: 'expired' });
    expect(await heldOf(ledger, 'A')).toBe(0n);
  });

  test('is replayed with its times to the same content', async () => {
    const contents = async () => {
      const time = new ManualTime();
      time.nowMs += 86_400_000;
      await using shop = await openShop({ clock: time.clock, alarm: time });
      const { ledger, store } = shop;
      await stocked(ledger, 'A', 5);
      let n = 0;
      const at = (command: Parameters<typeof envelope>[0], decidedAt: string) =>
        ledger.execute(envelope(command, { commandId: `test:${++n}`, decidedAt }));
      await at(hold('cart', { A: 2 }, 60), '2026-01-15T12:00:00.000Z');
      await at(hold('other', { A: 3 }, 60), '2026-01-15T12:00:30.000Z');
      await at(orderWithHold('1', 'cart', { A: 1 }), '2026-01-15T12:00:59.000Z');
      await at(orderWithHold('2', 'other', { A: 4 }), '2026-01-15T12:01:31.000Z');
      await at({ type: 'RenameProduct', sku: 'A', name: 'end' }, '2026-01-15T12:02:00.000Z');
      return (await eventsOf(store))
        .filter(({ metadata }) => metadata.commandId.startsWith('test:') || metadata.actor === 'stockbook')
        .map(({ type, contentHash }) => [type, contentHash]);
    };

    const first = await contents();

    expect(first.map(([type]) => type)).toContain('HoldExpired');
    expect(await contents()).toEqual(first);
  });
});
