import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maximum, type ProductEvent, type Quantity, quantityOf } from '#domain';
import type { RecordedEvent } from '#event-store';
import { createLedger } from '../create-ledger.ts';
import type { Ledger } from '../ledger.ts';
import { anyCommand, smallShop } from '../testing/commands.ts';
import { ServerLog, ServerStore } from '../testing/server-store.ts';
import { done, envelope, eventsOf, NOW } from '../testing/shop.ts';

const SKUS = ['A', 'B', 'C'];

/** What adjustments, counts, shipments, returns and goods on their way say that there must be of a product. */
function stockByFacts(events: readonly RecordedEvent[], sku: string): Quantity {
  let stock = 0n;
  for (const event of events.filter(({ stream }) => stream === `product-${sku}`)) {
    const { type, data } = event as unknown as ProductEvent;
    if (type === 'LevelAdjusted') stock += quantityOf(data.quantity);
    if (type === 'LevelCounted') stock += quantityOf(data.difference);
    if (type === 'StockDispatched') stock -= quantityOf(data.quantity);
    if (type === 'StockReceived') stock += quantityOf(data.quantity);
    if (type === 'StockShipped') for (const each of data.shipments) stock -= quantityOf(each.quantity);
    if (type === 'StockReturned') {
      for (const each of data.returns) if (each.restocked) stock += quantityOf(each.quantity);
    }
  }
  return stock;
}

async function promisedByOrders(ledger: Ledger, sku: string): Promise<Quantity> {
  let promised = 0n;
  for (let id = 0; id <= 12; id++) {
    const order = await ledger.order(String(id));
    expect(order?.open ?? null).toBeNull();
    for (const line of order?.lines ?? []) if (line.sku === sku) promised += line.allocated;
  }
  return promised;
}

/** Everything about stock that must be so, whatever was sent. */
async function check(ledger: Ledger, events: readonly RecordedEvent[]): Promise<void> {
  for (const sku of SKUS) {
    const stock = (await ledger.product(sku))?.stock[0];
    expect(stock?.onHand).toBe(stockByFacts(events, sku));
    expect(stock?.allocated).toBe(await promisedByOrders(ledger, sku));
    for (const { onHand, allocated, held, backordered, heldBackordered } of stock?.levels.values() ?? []) {
      expect(onHand).toBeGreaterThanOrEqual(0n);
      // What is promised or held beyond what is there is missing from one of them, and nothing else is.
      expect(backordered + heldBackordered).toBe(maximum(0n, allocated + held - onHand));
      expect(heldBackordered).toBeLessThanOrEqual(held);
    }
  }
}

const days = fc.array(anyCommand, { minLength: 20, maxLength: 60, size: 'max' });
const clock = () => Date.parse(NOW);
const RUNS = { numRuns: 60, interruptAfterTimeLimit: 60_000 };

test('stock is conserved: nothing but facts moves it, and what is promised is what orders say', async () => {
  await fc.assert(
    fc.asyncProperty(days, async (commands) => {
      const store = new ServerStore(new ServerLog());
      const ledger = createLedger({ store, clock });
      await ledger.start();
      for (const command of smallShop) await done(ledger, command);
      // Several at once, so that they meet.
      for (let at = 0; at < commands.length; at += 4) {
        await Promise.all(commands.slice(at, at + 4).map((command) => ledger.execute(envelope(command))));
      }
      await check(ledger, await eventsOf(store));
      await ledger.stop();
    }),
    RUNS,
  );
}, 180_000);

test('also where two processes are at the same orders at once', async () => {
  await fc.assert(
    fc.asyncProperty(days, async (commands) => {
      const log = new ServerLog();
      const limits = { takeOverAfterMs: 0, directoryLagMsMax: 0 };
      const open = () => createLedger({ store: new ServerStore(log), clock, limits });
      const [one, two] = [open(), open()];
      await one.start();
      for (const command of smallShop) await done(one, command);
      await two.start();
      for (let at = 0; at < commands.length; at += 4) {
        const some = commands.slice(at, at + 4);
        await Promise.all(some.map((command, n) => (n % 2 === 0 ? one : two).execute(envelope(command))));
      }
      await one.stop();
      await two.stop();
      // What contention has left half-way is driven to its end.
      const last = open();
      await last.start();
      await check(last, log.events);
      await last.stop();
    }),
    RUNS,
  );
}, 180_000);
