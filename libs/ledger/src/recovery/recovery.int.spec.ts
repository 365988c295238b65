import { describe, expect, test } from '@jest/globals';
import type { Command, OrderState } from '#domain';
import type { EventStore, RecordedEvent } from '#event-store';
import { createLedger } from '../create-ledger.ts';
import type { Ledger } from '../ledger.ts';
import { DyingStore } from '../testing/dying-store.ts';
import { ServerLog, ServerStore } from '../testing/server-store.ts';
import { envelope, levelOf, NOW, openShop, order, qty, stocked } from '../testing/shop.ts';

const clock = () => Date.parse(NOW);

/** A store with three products, ten of each. */
interface Kind {
  readonly name: string;
  open(): Promise<{ readonly store: EventStore } & AsyncDisposable>;
}

const kinds: readonly Kind[] = [
  { name: 'a store that stages', open: () => openShop() },
  {
    name: 'a server',
    async open() {
      const store = new ServerStore(new ServerLog());
      return { store, [Symbol.asyncDispose]: async () => {} };
    },
  },
];

/** Commands in flight when the process dies, and what must be so once they were recovered. */
interface Situation {
  readonly name: string;
  readonly before: readonly Command[];
  readonly command: Command;
  check(ledger: Ledger, own: readonly RecordedEvent[]): Promise<void>;
}

const allocated = async (ledger: Ledger) =>
  Promise.all(['A', 'B', 'C'].map(async (sku) => (await levelOf(ledger, sku)).allocated));

const onHand = async (ledger: Ledger) =>
  Promise.all(['A', 'B', 'C'].map(async (sku) => (await levelOf(ledger, sku)).onHand));

const lines = (quantities: Readonly<Record<string, number>>) =>
  Object.entries(quantities).map(([sku, quantity]) => ({ sku, quantity: qty(quantity) }));

const of = (own: readonly RecordedEvent[], type: string) => own.filter((event) => event.type === type).length;

const north: Command = { type: 'OpenWarehouse', code: 'north', name: 'North' };

const dispatch: Command = {
  type: 'DispatchTransfer',
  transferId: 'T',
  sku: 'A',
  from: 'main',
  to: 'north',
  quantity: qty(4),
};

const situations: readonly Situation[] = [
  {
    name: 'an order that can be had',
    before: [],
    command: order('1', { C: 2, A: 3, B: 4 }),
    async check(ledger, own) {
      expect(of(own, 'OrderAccepted')).toBe(1);
      expect(of(own, 'OrderRejected')).toBe(0);
      expect(of(own, 'StockAllocated')).toBe(3);
      expect(await allocated(ledger)).toEqual([qty(3), qty(4), qty(2)]);
    },
  },
  {
    name: 'an order that cannot be had',
    before: [],
    command: order('1', { C: 2, A: 3, B: 11 }),
    async check(ledger, own) {
      expect(of(own, 'OrderAccepted')).toBe(0);
      expect(of(own, 'OrderRejected')).toBe(1);
      expect(of(own, 'DemandRefused')).toBe(3);
      expect(of(own, 'OrderSettled')).toBe(1);
      expect(await allocated(ledger)).toEqual([0n, 0n, 0n]);
    },
  },
  {
    name: 'a cancellation',
    before: [order('1', { C: 2, A: 3, B: 4 })],
    command: { type: 'CancelOrder', orderId: '1' },
    async check(ledger, own) {
      expect(of(own, 'OrderCancelled')).toBe(1);
      expect(of(own, 'AllocationReleased')).toBe(3);
      expect(of(own, 'OrderSettled')).toBe(1);
      expect(await allocated(ledger)).toEqual([0n, 0n, 0n]);
    },
  },
  {
    name: 'a transfer',
    before: [north],
    command: {
      type: 'TransferStock',
      transferId: 'T',
      sku: 'A',
      from: 'main',
      to: 'north',
      quantity: qty(4),
    },
    async check(ledger, own) {
      expect(of(own, 'TransferCompleted')).toBe(1);
      expect(of(own, 'StockTransferred')).toBe(1);
      expect((await levelOf(ledger, 'A', 'north')).onHand).toBe(qty(4));
    },
  },
  {
    name: 'a dispatch',
    before: [north],
    command: dispatch,
    async check(ledger, own) {
      expect(of(own, 'TransferDispatched')).toBe(1);
      expect(of(own, 'StockDispatched')).toBe(1);
      expect((await levelOf(ledger, 'A')).onHand).toBe(qty(6));
    },
  },
  {
    name: 'a receipt',
    before: [north, dispatch],
    command: {
      type: 'ReceiveTransfer',
      transferId: 'T',
      sku: 'A',
      quantity: qty(3),
      discrepancyReason: 'lost',
    },
    async check(ledger, own) {
      expect(of(own, 'TransferReceived')).toBe(1);
      expect(of(own, 'StockReceived')).toBe(1);
      expect((await levelOf(ledger, 'A', 'north')).onHand).toBe(qty(3));
    },
  },
  {
    name: 'the closing of a count sheet',
    before: [
      { type: 'OpenCountSheet', sheetId: 'S', warehouse: 'main' },
      {
        type: 'CountLines',
        sheetId: 'S',
        warehouse: 'main',
        lines: ['A', 'B', 'C'].map((sku) => ({ sku, counted: qty(7) })),
      },
      { type: 'AdjustLevel', sku: 'B', warehouse: 'main', quantity: qty(1), reason: 'found' },
    ],
    command: { type: 'CloseCountSheet', sheetId: 'S', warehouse: 'main' },
    async check(ledger, own) {
      expect(of(own, 'LevelCounted')).toBe(2);
      expect(of(own, 'LinesRefused')).toBe(1);
      expect(own.findLast(({ type }) => type === 'CountSheetClosed')?.data).toMatchObject({
        posted: 2,
        refused: 1,
      });
      expect((await levelOf(ledger, 'B')).onHand).toBe(qty(11));
    },
  },
  {
    name: 'an amendment that can be had',
    before: [order('1', { A: 3, B: 4 })],
    command: { type: 'AmendOrder', orderId: '1', lines: lines({ C: 5, A: 4, B: 1 }) },
    async check(ledger, own) {
      expect(of(own, 'OrderAmended')).toBe(1);
      expect(of(own, 'AmendmentRefused')).toBe(0);
      expect([of(own, 'StockAllocated'), of(own, 'AllocationReleased')]).toEqual([2, 1]);
      expect(of(own, 'OrderSettled')).toBe(1);
      expect(await allocated(ledger)).toEqual([qty(4), qty(1), qty(5)]);
    },
  },
  {
    name: 'an amendment that cannot be had',
    before: [order('1', { A: 3, B: 4 })],
    command: { type: 'AmendOrder', orderId: '1', lines: lines({ C: 11, A: 4, B: 1 }) },
    async check(ledger, own) {
      expect(of(own, 'OrderAmended')).toBe(0);
      expect(of(own, 'AmendmentRefused')).toBe(1);
      expect(of(own, 'DemandRefused')).toBe(2);
      expect(of(own, 'OrderSettled')).toBe(1);
      expect(await allocated(ledger)).toEqual([qty(3), qty(4), 0n]);
    },
  },
  {
    name: 'a shipment',
    before: [order('1', { C: 2, A: 3, B: 4 })],
    command: { type: 'ShipOrder', orderId: '1' },
    async check(ledger, own) {
      expect([of(own, 'OrderShipped'), of(own, 'ShipmentRefused')]).toEqual([1, 0]);
      expect(of(own, 'StockShipped')).toBe(3);
      expect(await allocated(ledger)).toEqual([0n, 0n, 0n]);
      expect(await onHand(ledger)).toEqual([qty(7), qty(6), qty(8)]);
    },
  },
  {
    name: 'a return',
    before: [order('1', { C: 2, A: 3, B: 4 }), { type: 'ShipOrder', orderId: '1' }],
    command: {
      type: 'ReturnOrder',
      orderId: '1',
      lines: lines({ B: 4, A: 1 }).map((line) => ({ ...line, restock: true })),
    },
    async check(ledger, own) {
      expect(of(own, 'OrderReturned')).toBe(1);
      expect(of(own, 'StockReturned')).toBe(2);
      expect(await onHand(ledger)).toEqual([qty(8), qty(10), qty(8)]);
    },
  },
  {
    name: 'a warehouse that is not empty',
    before: [],
    command: { type: 'CloseWarehouse', code: 'main' },
    async check(ledger, own) {
      expect(of(own, 'WarehouseReopened')).toBe(1);
      expect(ledger.scopes().warehouses.get('main')?.state).toBe('open');
    },
  },
];

const limits = { takeOverAfterMs: 0, directoryLagMsMax: 0, attemptsMax: 5 };

describe.each(kinds)('on $name', ({ open }) => {
  test.each(situations)('$name is decided once, wherever the process died', async (situation) => {
    let diedAtLeastOnce = 0;
    for (let appends = 0; ; appends++) {
      await using place = await open();
      const { store } = place;
      const first = createLedger({ store, clock, limits });
      await first.start();
      for (const sku of ['A', 'B', 'C']) await stocked(first, sku, 10);
      for (const command of situation.before) await first.execute(envelope(command));
      await first.stop();
      const dyingStore = new DyingStore(store, appends);
      const dying = createLedger({ store: dyingStore, clock, limits });
      await dying.start();
      const dead = await dying.execute(envelope(situation.command, { commandId: 'test:the-one' }));
      await dying.stop();
      await dyingStore.flushed();

      const next = createLedger({ store, clock, limits });
      await next.start();
      const own = await store.eventsOfCommand('test:the-one');

      if (appends > 0) await situation.check(next, own);
      else expect(own).toEqual([]);
      expect(await openOrders(next)).toEqual([]);
      const outcome = await next.execute(envelope(situation.command, { commandId: 'test:the-one' }));
      await situation.check(next, await store.eventsOfCommand('test:the-one'));
      if (dead.kind !== 'unavailable') expect(outcome).toEqual(dead);
      await next.stop();
      if (dead.kind !== 'unavailable') break;
      diedAtLeastOnce += 1;
    }
    expect(diedAtLeastOnce).toBeGreaterThan(1);
  });
});

async function openOrders(ledger: Ledger): Promise<readonly (OrderState | null)[]> {
  const known = await ledger.order('1');
  return known === null || known.open === null ? [] : [known];
}

test('an order that lost a race after it was evaluated gives everything back', async () => {
  const log = new ServerLog();
  const one = createLedger({ store: new ServerStore(log), clock, limits });
  const slow = new ServerStore(log);
  const other = createLedger({ store: slow, clock, limits });
  await one.start();
  await other.start();
  for (const sku of ['A', 'B', 'C']) await stocked(one, sku, 10);
  // While the other is allocating the first product, the last one is sold out.
  let once = true;
  slow.append = async (stream, events, expected) => {
    if (stream === 'product-A' && once) {
      once = false;
      await one.execute(envelope(order('first', { C: 10 })));
    }
    return ServerStore.prototype.append.call(slow, stream, events, expected);
  };

  const outcome = await other.execute(envelope(order('second', { A: 1, B: 1, C: 1 })));

  expect(outcome).toMatchObject({ kind: 'refused', code: 'ORDER_REJECTED', reasons: [{ sku: 'C' }] });
  expect(await allocated(one)).toEqual([0n, 0n, qty(10)]);
  const types = log.events.filter(({ stream }) => stream.startsWith('product-')).map(({ type }) => type);
  expect(types.filter((type) => type === 'AllocationReleased').length).toBe(2);
  await one.stop();
  await other.stop();
});

test('a product that refuses a shipment later is named in its outcome; the others have gone out', async () => {
  const log = new ServerLog();
  const one = createLedger({ store: new ServerStore(log), clock, limits });
  const slow = new ServerStore(log);
  const other = createLedger({ store: slow, clock, limits });
  await one.start();
  await other.start();
  for (const sku of ['A', 'B', 'C']) await stocked(one, sku, 10);
  await one.execute(envelope(order('1', { A: 3, B: 3, C: 3 })));
  // While the other ships the first product, all of the second is lost.
  let once = true;
  slow.append = async (stream, events, expected) => {
    if (stream === 'product-A' && once) {
      once = false;
      const loss = { sku: 'B', warehouse: 'main', quantity: qty(-9), reason: 'fire' };
      await one.execute(envelope({ type: 'AdjustLevel', ...loss }));
    }
    return ServerStore.prototype.append.call(slow, stream, events, expected);
  };
  const command: Command = { type: 'ShipOrder', orderId: '1' };

  const outcome = await other.execute(envelope(command, { commandId: 'test:ship' }));

  expect(outcome).toMatchObject({
    kind: 'done',
    answer: {
      events: [
        { type: 'ShipmentRequested' },
        {
          type: 'OrderShipped',
          data: {
            lines: [{ sku: 'A' }, { sku: 'C' }],
            whole: false,
            refused: [{ code: 'INSUFFICIENT_STOCK', sku: 'B', requested: '3', sellable: '1' }],
          },
        },
      ],
    },
  });
  expect(await onHand(one)).toEqual([qty(7), qty(1), qty(7)]);
  expect(await allocated(one)).toEqual([0n, qty(3), 0n]);
  expect(await one.execute(envelope(command, { commandId: 'test:ship' }))).toEqual(outcome);
  await one.stop();
  await other.stop();
});

test('a process that was paused cannot take for an order that another has closed', async () => {
  const log = new ServerLog();
  const paused = new ServerStore(log);
  const one = createLedger({ store: paused, clock, limits });
  await one.start();
  for (const sku of ['A', 'B', 'C']) await stocked(one, sku, 10);
  const { promise: going, resolve: goOn } = Promise.withResolvers<void>();
  const { promise: isPaused, resolve: pause } = Promise.withResolvers<void>();
  paused.append = async (stream, events, expected) => {
    if (stream === 'product-B' && events.some(({ type }) => type === 'StockAllocated')) {
      pause();
      await going;
    }
    return ServerStore.prototype.append.call(paused, stream, events, expected);
  };
  const outcome = one.execute(envelope(order('1', { A: 5, B: 5, C: 5 })));
  await isPaused;

  // The other finds the order open, and C gone: it rejects and settles.
  const other = createLedger({
    store: new ServerStore(log),
    clock,
    limits: { ...limits, takeOverAfterMs: 600_000 },
  });
  await other.start();
  await other.execute(envelope({ type: 'SetStatus', sku: 'C', status: 'discontinued' }));
  const taken = await other.execute(envelope({ type: 'CancelOrder', orderId: '1' }));
  // A product remembers only some of the orders that have left it.
  for (let i = 0; i < 40; i++) await other.execute(envelope(order(`more-${i}`, { B: 11 })));
  goOn();

  expect(taken).toMatchObject({ kind: 'refused', code: 'ORDER_NOT_OPEN' });
  expect(await outcome).toMatchObject({ kind: 'refused', code: 'ORDER_REJECTED' });
  expect(await allocated(other)).toEqual([0n, 0n, 0n]);
  await one.stop();
  await other.stop();
});
