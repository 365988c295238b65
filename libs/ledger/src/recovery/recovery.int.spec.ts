import { describe, expect, test } from '@jest/globals';
import type { Command, OrderState } from '#domain';
import type { EventStore } from '#event-store';
import { createLedger } from '../create-ledger.ts';
import type { Ledger } from '../ledger.ts';
import { DyingStore } from '../testing/dying-store.ts';
import { ServerLog, ServerStore } from '../testing/server-store.ts';
import { envelope, NOW, openShop, order, qty, stocked } from '../testing/shop.ts';
import { allocated, onHand, situations } from '../testing/situations.ts';

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
