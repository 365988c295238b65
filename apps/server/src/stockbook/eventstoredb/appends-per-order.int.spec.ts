import { expect, test } from '@jest/globals';
import { type Command, quantityOf } from '#domain';
import { type EventStore, openEventStoreDbEventStore } from '#event-store';
import { createLedger } from '#ledger';
import { EVENTSTORE, eventStoreAddress } from '../../../../../test/support/eventstore-for-tests.ts';
import { describeWith } from '../../../../../test/support/requirement.ts';
import { commandIndexOf } from '../command-index.ts';

const CALLERS = 64;
const ORDERS = 512;
const LONG_MS = 240_000;

await describeWith(EVENTSTORE, 'orders on a hot product on EventStoreDB', () => {
  test(
    'cost two appends each, and of their product’s a share',
    async () => {
      const run = crypto.randomUUID();
      const store = await openEventStoreDbEventStore({ address: eventStoreAddress() });
      const appends = { orders: 0, product: 0 };
      const counted = new Proxy(store, {
        get(target, name) {
          if (name !== 'append') return bound(target, name);
          return (...args: Parameters<EventStore['append']>) => {
            appends[args[0].startsWith('order-') ? 'orders' : 'product'] += 1;
            return target.append(...args);
          };
        },
      });
      const readModels = { commandPlaces: () => Promise.reject(new Error('there are none')) };
      const ledger = createLedger({
        store: counted,
        commandIndex: commandIndexOf(store, readModels, async () => false),
      });
      await ledger.start();
      const send = async (command: Command) => {
        const outcome = await ledger.execute({ command, actor: 'test' });
        expect(outcome).toMatchObject({ kind: 'done' });
      };
      const sku = `hot-${run}`;
      const quantity = quantityOf(`${ORDERS}`);
      const scope = { level: 'product', code: sku } as const;
      await send({ type: 'RegisterProduct', sku, name: 'Hot' });
      await send({ type: 'SetOption', scope, option: 'manageInventory', value: true });
      await send({ type: 'AdjustLevel', sku, warehouse: 'main', quantity, reason: 'opening stock' });
      Object.assign(appends, { orders: 0, product: 0 });

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
    },
    LONG_MS,
  );
});

function bound(target: EventStore, name: string | symbol): unknown {
  const member = Reflect.get(target, name, target);
  return typeof member === 'function' ? member.bind(target) : member;
}
