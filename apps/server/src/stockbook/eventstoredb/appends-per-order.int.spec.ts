import { expect, test } from '@jest/globals';
import { type Command, quantityOf } from '#domain';
import { type EventStore, openEventStoreDbEventStore } from '#event-store';
import { createLedger } from '#ledger';
import { ReadModelsNotReadyError } from '#read-models';
import { EVENTSTORE, eventStoreAddress } from '../../../../../test/support/eventstore-for-tests.ts';
import { describeWith } from '../../../../../test/support/requirement.ts';
import { commandIndexOf } from '../command-index.ts';

const CALLERS = 64;
const ORDERS = 512;
const LONG_MS = 240_000;

await describeWith(EVENTSTORE, 'orders on a hot product on EventStoreDB', () => {
  test(
    'cost two appends each, of their product’s a share, and no reading of what is new',
    async () => {
      const run = crypto.randomUUID();
      const store = await openEventStoreDbEventStore({ address: eventStoreAddress() });
      const appends = { orders: 0, product: 0 };
      const readings = { orders: 0, product: 0 };
      const kindOf = (stream: string) => (stream.startsWith('order-') ? 'orders' : 'product');
      const counted = new Proxy(store, {
        get(target, name) {
          const counts = { append: appends, readStream: readings, lastRevision: readings }[String(name)];
          const member = bound(target, name);
          if (counts === undefined || typeof member !== 'function') return member;
          return (stream: string, ...more: unknown[]) => {
            counts[kindOf(stream)] += 1;
            return member(stream, ...more);
          };
        },
      });
      const readModels = { commandPlaces: () => Promise.reject(new ReadModelsNotReadyError()) };
      const ledger = createLedger({
        store: counted,
        commandIndex: commandIndexOf(counted, readModels),
      });
      await ledger.start();
      const send = async (command: Command) => {
        const commandId = `test:${crypto.randomUUID()}`;
        const outcome = await ledger.execute({ command, actor: 'test', commandId });
        expect(outcome).toMatchObject({ kind: 'done' });
      };
      const sku = `hot-${run}`;
      const quantity = quantityOf(`${ORDERS}`);
      const scope = { level: 'product', code: sku } as const;
      await send({ type: 'RegisterProduct', sku, name: 'Hot' });
      await send({ type: 'SetOption', scope, option: 'manageInventory', value: true });
      await send({ type: 'AdjustLevel', sku, warehouse: 'main', quantity, reason: 'opening stock' });
      Object.assign(appends, { orders: 0, product: 0 });
      Object.assign(readings, { orders: 0, product: 0 });

      let next = 0;
      const caller = async () => {
        for (let index = next++; index < ORDERS; index = next++) {
          const lines = [{ sku, quantity: quantityOf('1') }];
          await send({ type: 'SubmitOrder', orderId: `${run}-${index}`, website: 'default', lines });
        }
      };
      await Promise.all(Array.from({ length: CALLERS }, caller));
      await ledger.stop();
      await store.close();

      // On record and its outcome; what the product promises goes out with what others are promised.
      expect(appends.orders).toBe(2 * ORDERS);
      expect(appends.product).toBeLessThan(ORDERS / 2);
      expect(readings).toEqual({ orders: 0, product: 0 });
    },
    LONG_MS,
  );
});

function bound(target: EventStore, name: string | symbol): unknown {
  const member = Reflect.get(target, name, target);
  return typeof member === 'function' ? member.bind(target) : member;
}
