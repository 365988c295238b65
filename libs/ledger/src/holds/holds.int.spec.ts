import { describe, expect, test } from '@jest/globals';
import { heldOf, hold, ManualTime, release } from '../testing/hold-commands.ts';
import { done, envelope, eventsOf, openShop, qty, stocked, submitted } from '../testing/shop.ts';

describe('a hold', () => {
  test('reserves: others see what is left', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    await stocked(ledger, 'A', 10);

    const { answer } = await done(ledger, hold('cart', { A: 4 }), { commandId: 'test:hold' });
    const others = await submitted(ledger, '1', { A: 7 });

    expect(answer).toMatchObject({
      stream: 'hold-cart',
      revision: 1,
      events: [
        { type: 'HoldSubmitted', revision: 0, data: { expiresAt: '2026-01-15T12:10:00.000Z' } },
        { type: 'HoldAccepted', revision: 1 },
      ],
    });
    expect(others).toMatchObject({
      kind: 'refused',
      reasons: [{ code: 'INSUFFICIENT_STOCK', sellable: '6', requested: '7' }],
    });
    expect(await ledger.hold('cart')).toMatchObject({
      status: 'open',
      expiresAt: '2026-01-15T12:10:00.000Z',
    });
    const [, held] = (await eventsOf(store)).filter(({ metadata }) => metadata.commandId === 'test:hold');
    expect(held).toMatchObject({
      stream: 'product-A',
      type: 'StockHeld',
      metadata: { causationId: 'hold-cart@0', actor: 'tester' },
      data: {
        holdId: 'cart',
        operation: 0,
        demand: [{ unit: 'item', quantity: '4' }],
        holds: [
          { warehouse: 'main', unit: 'item', quantity: '4', before: { held: '0' }, after: { held: '4' } },
        ],
      },
    });
  });

  test('that cannot be had is refused with every reason, and nothing is held', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    await stocked(ledger, 'A', 5);
    await stocked(ledger, 'B', 5);

    const outcome = await ledger.execute(envelope(hold('cart', { B: 6, A: 6, C: 1 })));

    expect(outcome).toMatchObject({
      kind: 'refused',
      code: 'INSUFFICIENT_STOCK',
      reasons: [
        { code: 'INSUFFICIENT_STOCK', sku: 'B', unit: 'item', sellable: '5' },
        { code: 'INSUFFICIENT_STOCK', sku: 'A', unit: 'item', sellable: '5' },
        { code: 'UNKNOWN_PRODUCT', sku: 'C' },
      ],
      position: await store.lastPosition(),
    });
    expect([await heldOf(ledger, 'A'), await heldOf(ledger, 'B')]).toEqual([0n, 0n]);
    expect(await ledger.execute(envelope(release('cart')))).toMatchObject({ code: 'UNKNOWN_HOLD' });
    expect((await done(ledger, hold('cart', { A: 5 }))).answer.events[0]?.data.operation).toBe(1);
  });

  test('held again is replaced, and a refused replacement leaves it as it was', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stocked(ledger, 'A', 10);
    await stocked(ledger, 'B', 10);
    await done(ledger, hold('cart', { A: 6, B: 1 }));

    const more = await done(ledger, hold('cart', { A: 9 }, 1200));
    const afterMore = [await heldOf(ledger, 'A'), await heldOf(ledger, 'B')];
    const tooMuch = await ledger.execute(envelope(hold('cart', { A: 1, B: 11 })));
    const less = await done(ledger, hold('cart', { A: 2 }));

    expect(more.answer.events.map(({ type }) => type)).toEqual([
      'HoldSubmitted',
      'HoldAccepted',
      'HoldSettled',
    ]);
    expect(afterMore).toEqual([qty(9), 0n]);
    expect(tooMuch).toMatchObject({ kind: 'refused', reasons: [{ sku: 'B' }] });
    expect(less.answer.events.at(-1)?.type).toBe('HoldSettled');
    expect(await heldOf(ledger, 'A')).toBe(qty(2));
  });

  test('can be released once, and not held again then', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stocked(ledger, 'A', 10);
    await done(ledger, hold('cart', { A: 6 }));

    const released = await done(ledger, release('cart'));

    expect(released.answer.events.map(({ type }) => type)).toEqual(['HoldReleaseRequested', 'HoldSettled']);
    expect(await heldOf(ledger, 'A')).toBe(0n);
    for (const command of [release('cart'), hold('cart', { A: 1 })]) {
      expect(await ledger.execute(envelope(command))).toMatchObject({
        kind: 'refused',
        code: 'HOLD_NOT_OPEN',
        reasons: [{ path: 'holdId', status: 'released' }],
      });
    }
  });

  test('of an unknown website leaves no trace', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    const before = await store.lastPosition();

    const outcome = await ledger.execute(envelope({ ...hold('cart', { A: 1 }), website: 'none' } as never));

    expect(outcome).toMatchObject({ kind: 'refused', code: 'UNKNOWN_WEBSITE' });
    expect(await store.lastPosition()).toBe(before);
  });

  test('sent again under its id gets the first answer', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stocked(ledger, 'A', 10);
    const commands = [
      hold('cart', { A: 6 }),
      hold('cart', { A: 20 }),
      hold('cart', { A: 3 }),
      release('cart'),
    ];
    const sent = (index: number) =>
      ledger.execute(envelope(commands[index] ?? release('cart'), { commandId: `test:${index}` }));

    const first = [];
    for (const index of commands.keys()) first.push(await sent(index));
    const again = [];
    for (const index of commands.keys()) again.push(await sent(index));

    expect(first.map(({ kind }) => kind)).toEqual(['done', 'refused', 'done', 'done']);
    expect(again).toEqual(first);
  });

  test('gives what it frees to backorders, and takes the product out of stock only as long as it lasts', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    await stocked(ledger, 'A', 5);
    const set = (option: string, value: unknown) =>
      done(ledger, { type: 'SetOption', scope: { level: 'product', code: 'A' }, option, value });
    await set('automaticRestock', false);
    await done(ledger, hold('cart', { A: 5 }));
    const whileHeld = (await ledger.product('A'))?.status;
    await set('backOrder', true);
    await submitted(ledger, '1', { A: 2 });

    await done(ledger, release('cart'));

    const types = (await eventsOf(store))
      .filter(({ stream }) => stream === 'product-A')
      .map(({ type }) => type);
    expect(whileHeld).toBe('out_of_stock');
    expect(types.slice(-3)).toEqual(['HoldReleased', 'BackorderFilled', 'StatusChanged']);
    expect((await ledger.product('A'))?.status).toBe('in_stock');
  });
});

describe('the time of a hold', () => {
  test('is over when the alarm sounds', async () => {
    const time = new ManualTime();
    await using shop = await openShop({ clock: time.clock, alarm: time });
    const { ledger, store } = shop;
    await stocked(ledger, 'A', 10);
    await done(ledger, hold('short', { A: 3 }, 60));
    await done(ledger, hold('long', { A: 4 }, 120));

    time.passSeconds(59);
    const before = await heldOf(ledger, 'A');
    time.passSeconds(1);
    await done(ledger, { type: 'RenameProduct', sku: 'A', name: 'later' });

    expect(before).toBe(qty(7));
    expect(await heldOf(ledger, 'A')).toBe(qty(4));
    expect(await ledger.hold('short')).toMatchObject({ status: 'expired', open: null });
    const events = (await eventsOf(store)).slice(-4, -1);
    expect(events.map(({ stream, type }) => [stream, type])).toEqual([
      ['hold-short', 'HoldExpired'],
      ['product-A', 'HoldReleased'],
      ['hold-short', 'HoldSettled'],
    ]);
    expect(events[0]?.data).toMatchObject({ operation: 1, expiresAt: '2026-01-15T12:01:00.000Z' });
    expect(events[1]?.data).toMatchObject({ cause: 'expired' });
  });

  test('is over for every command decided after it, before the alarm has sounded', async () => {
    const time = new ManualTime();
    await using shop = await openShop({ clock: time.clock });
    const { ledger } = shop;
    await stocked(ledger, 'A', 10);
    await done(ledger, hold('cart', { A: 8 }, 60));
    time.nowMs += 60_000;

    expect(await submitted(ledger, '1', { A: 10 })).toMatchObject({ kind: 'done' });
    expect(await ledger.hold('cart')).toMatchObject({ status: 'expired' });
  });

  test('begins again when it is held again', async () => {
    const time = new ManualTime();
    await using shop = await openShop({ clock: time.clock, alarm: time });
    const { ledger } = shop;
    await stocked(ledger, 'A', 10);
    await done(ledger, hold('cart', { A: 8 }, 60));
    time.passSeconds(50);
    await done(ledger, hold('cart', { A: 8 }, 60));

    time.passSeconds(50);
    await ledger.execute(envelope(release('nothing')));
    expect(await ledger.hold('cart')).toMatchObject({ status: 'open' });
    time.passSeconds(10);
    await ledger.execute(envelope(release('nothing')));
    expect(await ledger.hold('cart')).toMatchObject({ status: 'expired' });
  });

  test('counts on over a restart, and what was over meanwhile ends on start', async () => {
    const time = new ManualTime();
    await using shop = await openShop({ clock: time.clock, alarm: time });
    await stocked(shop.ledger, 'A', 10);
    await done(shop.ledger, hold('short', { A: 3 }, 60));
    await done(shop.ledger, hold('long', { A: 4 }, 120));
    await done(shop.ledger, hold('gone', { A: 1 }, 30));
    await done(shop.ledger, release('gone'));

    const later = await shop.reopen();
    const stillThere = await heldOf(later.ledger, 'A');
    await later.ledger.stop();

    expect(stillThere).toBe(qty(7));
    await later[Symbol.asyncDispose]();
  });
});
