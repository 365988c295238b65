import { describe, expect, test } from '@jest/globals';
import type { Command } from '#domain';
import { createLedger } from '../create-ledger.ts';
import type { Ledger } from '../ledger.ts';
import { ServerLog, ServerStore } from '../testing/server-store.ts';
import {
  countOf,
  done,
  envelope,
  eventsOf,
  levelOf,
  openShop,
  order,
  qty,
  type Shop,
  stocked,
} from '../testing/shop.ts';

const transfer = (quantity: number, more: object = {}): Command => ({
  type: 'TransferStock',
  transferId: 'T',
  sku: 'A',
  from: 'main',
  to: 'north',
  ...more,
  quantity: qty(quantity),
});

const dispatch = (quantity: number, more: object = {}): Command => ({
  ...(transfer(quantity, more) as Extract<Command, { type: 'TransferStock' }>),
  type: 'DispatchTransfer',
});

const receive = (quantity: number, more: object = {}): Command => ({
  type: 'ReceiveTransfer',
  transferId: 'T',
  sku: 'A',
  ...more,
  quantity: qty(quantity),
});

/** Ten of A at main, and a warehouse north. */
async function openTwo(): Promise<Shop> {
  const shop = await openShop();
  await prepare(shop.ledger);
  return shop;
}

async function prepare(ledger: Ledger): Promise<void> {
  await done(ledger, { type: 'OpenWarehouse', code: 'north', name: 'North' });
  await stocked(ledger, 'A', 10);
}

const onHand = async (ledger: Ledger) => [
  (await levelOf(ledger, 'A')).onHand,
  (await levelOf(ledger, 'A', 'north')).onHand,
];

describe('a transfer', () => {
  test('is requested, moved by one event of the product, and completed', async () => {
    await using shop = await openTwo();

    const { answer } = await done(shop.ledger, transfer(4), { commandId: 'test:1' });

    expect(answer).toMatchObject({
      stream: 'transfer-T',
      revision: 1,
      events: [
        { type: 'TransferRequested', revision: 0 },
        { type: 'TransferCompleted', revision: 1 },
      ],
    });
    const own = await shop.store.eventsOfCommand('test:1');
    expect(own.map(({ stream, type }) => `${stream} ${type}`)).toEqual([
      'transfer-T TransferRequested',
      'product-A StockTransferred',
      'transfer-T TransferCompleted',
    ]);
    expect(answer.position).toBe(own.at(-1)?.position);
    expect(await onHand(shop.ledger)).toEqual([qty(6), qty(4)]);
  });

  test('that cannot be leaves no event, and may be asked for again', async () => {
    await using shop = await openTwo();
    const before = (await eventsOf(shop.store)).length;

    const outcome = await shop.ledger.execute(envelope(transfer(11), { commandId: 'test:1' }));

    expect(outcome).toMatchObject({
      kind: 'refused',
      code: 'INSUFFICIENT_STOCK',
      reasons: [{ sellable: '10', requested: '11' }],
    });
    expect(await eventsOf(shop.store)).toHaveLength(before);
    await done(shop.ledger, {
      type: 'AdjustLevel',
      sku: 'A',
      warehouse: 'main',
      quantity: qty(1),
      reason: 'x',
    });
    await done(shop.ledger, transfer(11), { commandId: 'test:1' });
  });

  test('sent again, under whatever id, is answered as the first time; other content is a conflict', async () => {
    await using shop = await openTwo();
    const first = await shop.ledger.execute(envelope(transfer(4), { commandId: 'test:1' }));

    const again = await shop.ledger.execute(envelope(transfer(4), { commandId: 'test:1' }));
    const other = await shop.ledger.execute(envelope(transfer(4), { commandId: 'test:2' }));
    const unnamed = await shop.ledger.execute(envelope(transfer(4)));
    const different = await shop.ledger.execute(envelope(transfer(5)));
    const dispatched = await shop.ledger.execute(envelope(dispatch(4)));

    expect([again, other, unnamed]).toEqual([first, first, first]);
    expect(different).toMatchObject({ kind: 'conflict', code: 'IDEMPOTENCY_CONFLICT' });
    expect(dispatched).toMatchObject({ kind: 'conflict', code: 'IDEMPOTENCY_CONFLICT' });
    await using reopened = await shop.reopen();
    expect(await reopened.ledger.execute(envelope(transfer(4), { commandId: 'test:3' }))).toEqual(first);
    expect(await onHand(reopened.ledger)).toEqual([qty(6), qty(4)]);
  });

  test('is received in parts, each once', async () => {
    await using shop = await openTwo();
    await done(shop.ledger, dispatch(6));
    expect(await onHand(shop.ledger)).toEqual([qty(4), 0n]);

    const first = await shop.ledger.execute(envelope(receive(2), { commandId: 'test:1' }));
    const again = await shop.ledger.execute(envelope(receive(2), { commandId: 'test:1' }));
    const last = await done(shop.ledger, receive(3, { discrepancyReason: 'crushed' }));

    expect(again).toEqual(first);
    expect(last.answer.events).toMatchObject([
      { type: 'ReceiptRequested' },
      { type: 'TransferReceived', data: { quantity: '3', discrepancy: '1', open: '0' } },
    ]);
    expect(await onHand(shop.ledger)).toEqual([qty(4), qty(5)]);
    expect(await shop.ledger.execute(envelope(receive(1)))).toMatchObject({
      kind: 'refused',
      code: 'EXCEEDS_OPEN',
      reasons: [{ open: '0' }],
    });
  });

  test('knows where its stream is expected to stand', async () => {
    await using shop = await openTwo();
    expect(await shop.ledger.execute(envelope(dispatch(6), { expectedRevision: 3 }))).toMatchObject({
      kind: 'conflict',
      code: 'REVISION_CONFLICT',
    });
    await done(shop.ledger, dispatch(6), { expectedRevision: -1 });
    expect(await shop.ledger.execute(envelope(receive(6), { expectedRevision: 0 }))).toMatchObject({
      kind: 'conflict',
      code: 'REVISION_CONFLICT',
    });
    await done(shop.ledger, receive(6), { expectedRevision: 1 });
  });

  test('receipts at once: none brings in more than is on its way', async () => {
    await using shop = await openTwo();
    await done(shop.ledger, dispatch(10));

    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => shop.ledger.execute(envelope(receive(3)))),
    );

    expect(countOf(outcomes, 'done')).toBe(3);
    expect(await onHand(shop.ledger)).toEqual([0n, qty(9)]);
  });

  test('races orders: what both want goes to one of them, and nothing is promised that is not there', async () => {
    await using shop = await openTwo();

    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        shop.ledger.execute(
          envelope(index % 2 === 0 ? order(`${index}`, { A: 2 }) : transfer(2, { transferId: `${index}` })),
        ),
      ),
    );

    expect(countOf(outcomes, 'done')).toBe(5);
    const { onHand: left, allocated } = await levelOf(shop.ledger, 'A');
    expect(left).toBe(allocated);
    expect((await levelOf(shop.ledger, 'A', 'north')).onHand + left).toBe(qty(10));
  });

  test('lost to an order between its request and its product is refused on record; the id is free again', async () => {
    await using shop = await openTwo();
    const outcomes = await Promise.all([
      shop.ledger.execute(envelope(transfer(6), { commandId: 'test:1' })),
      shop.ledger.execute(envelope(order('1', { A: 6 }))),
      shop.ledger.execute(envelope(order('2', { A: 4 }))),
    ]);
    const again = await shop.ledger.execute(envelope(transfer(6), { commandId: 'test:1' }));

    const own = await shop.store.eventsOfCommand('test:1');
    if (own.some(({ type }) => type === 'TransferRefused')) {
      expect(again).toEqual(outcomes[0]);
      expect(again).toMatchObject({ kind: 'refused', code: 'INSUFFICIENT_STOCK' });
    }
    expect((await levelOf(shop.ledger, 'A', 'north')).onHand).toBe(
      outcomes[0]?.kind === 'done' ? qty(6) : 0n,
    );
  });

  test('from several processes on one log moves the goods once', async () => {
    for (let seed = 0; seed < 10; seed++) {
      const log = new ServerLog();
      const ledgers = Array.from({ length: 3 }, () => {
        const limits = { takeOverAfterMs: 0, directoryLagMsMax: 0, attemptsMax: 100 };
        return createLedger({ store: new ServerStore(log, () => Math.random()), limits });
      });
      const [first] = ledgers as [Ledger];
      for (const ledger of ledgers) await ledger.start();
      await prepare(first);

      const outcomes = await Promise.all(
        ledgers.map((ledger) => ledger.execute(envelope(dispatch(6), { commandId: 'test:1' }))),
      );
      const receipts = await Promise.all(
        ledgers.map((ledger) => ledger.execute(envelope(receive(4), { commandId: 'test:2' }))),
      );

      expect(countOf(outcomes, 'done')).toBe(3);
      expect(countOf(receipts, 'done')).toBe(3);
      for (const ledger of ledgers) {
        expect(await onHand(ledger)).toEqual([qty(4), qty(4)]);
        await ledger.stop();
      }
    }
  }, 60_000);

  test('of a process that was paused is moved once, by whoever comes first', async () => {
    const log = new ServerLog();
    const limits = { takeOverAfterMs: 600_000, directoryLagMsMax: 0, attemptsMax: 100 };
    const paused = new ServerStore(log);
    const one = createLedger({ store: paused, limits });
    await one.start();
    await prepare(one);
    const { promise: going, resolve: goOn } = Promise.withResolvers<void>();
    const { promise: isPaused, resolve: pause } = Promise.withResolvers<void>();
    paused.append = async (stream, events, expected) => {
      if (events.some(({ type }) => type === 'StockTransferred')) {
        pause();
        await going;
      }
      return ServerStore.prototype.append.call(paused, stream, events, expected);
    };
    const outcome = one.execute(envelope(transfer(4), { commandId: 'test:1' }));
    await isPaused;

    const other = createLedger({ store: new ServerStore(log), limits });
    await other.start();
    const carriedOn = await other.execute(envelope(transfer(4), { commandId: 'test:2' }));
    goOn();

    expect(carriedOn.kind).toBe('done');
    expect(await outcome).toEqual(carriedOn);
    expect(log.events.filter(({ type }) => type === 'StockTransferred')).toHaveLength(1);
    expect(await onHand(other)).toEqual([qty(6), qty(4)]);
    await one.stop();
    await other.stop();
  });

  test('many at once, of one product and of several, one after the other in their order', async () => {
    await using shop = await openTwo();
    const commands = [
      dispatch(10),
      receive(4),
      transfer(4, { transferId: 'B', from: 'north', to: 'main' }),
      receive(6),
    ];
    const kinds: unknown[] = [];
    for await (const { outcome } of shop.ledger.executeMany(
      commands.map((command, tag) => ({ tag, envelope: envelope(command) })),
    )) {
      kinds.push(outcome?.kind);
    }
    expect(kinds).toEqual(['done', 'done', 'done', 'done']);
    expect(await onHand(shop.ledger)).toEqual([qty(4), qty(6)]);
  });
});

describe('a warehouse', () => {
  test('with goods on their way to it does not close, and says so', async () => {
    await using shop = await openTwo();
    await done(shop.ledger, dispatch(6));

    const closing = await shop.ledger.execute(envelope({ type: 'CloseWarehouse', code: 'north' }));

    expect(closing).toMatchObject({
      kind: 'refused',
      code: 'WAREHOUSE_NOT_EMPTY',
      reasons: [
        {
          sku: 'A',
          unit: 'item',
          onHand: '0',
          allocated: '0',
          held: '0',
          inTransit: '6',
          warehouse: 'north',
        },
      ],
    });
    await done(shop.ledger, receive(0, { discrepancyReason: 'lost' }));
    await done(shop.ledger, { type: 'CloseWarehouse', code: 'north' });
    expect(await shop.ledger.execute(envelope(transfer(1, { transferId: 'U' })))).toMatchObject({
      kind: 'refused',
      code: 'WAREHOUSE_CLOSED',
      reasons: [{ path: 'to' }],
    });
  });

  test('closing while goods are sent there: whatever was dispatched is seen', async () => {
    for (let round = 0; round < 6; round++) {
      await using shop = await openTwo();
      const [closing, ...sent] = await Promise.all([
        shop.ledger.execute(envelope({ type: 'CloseWarehouse', code: 'north' })),
        ...Array.from({ length: round }, (_, index) =>
          shop.ledger.execute(envelope(dispatch(1, { transferId: `${index}` }))),
        ),
      ]);
      expect(closing.kind).toBe(countOf(sent, 'done') === 0 ? 'done' : 'refused');
    }
  });
});
