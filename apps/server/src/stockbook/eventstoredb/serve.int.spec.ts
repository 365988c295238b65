import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openEventStoreDbEventStore } from '#event-store';
import {
  EVENTSTORE_OF_OUR_OWN,
  eventStoreOfOurOwn,
} from '../../../../../test/support/eventstore-for-tests.ts';
import type { EventStoreServer } from '../../../../../test/support/eventstore-server.ts';
import { describeWith } from '../../../../../test/support/requirement.ts';
import { openServer, type TestServer } from '../../testing/open-server.ts';
import { order, stock } from '../../testing/shop.ts';

const LONG_MS = 240_000;

await describeWith(EVENTSTORE_OF_OUR_OWN, 'a server on EventStoreDB', () => {
  let eventStore: EventStoreServer;
  let server: TestServer;
  beforeAll(async () => {
    eventStore = await eventStoreOfOurOwn();
    await eventStore.start();
    server = await openServer({ store: eventStore.address });
    await stock(server, { A: 10, B: 10 });
  }, LONG_MS);
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    await eventStore.end();
  });

  /** What a repeat must not add to. */
  async function eventCount(): Promise<number> {
    const store = await openEventStoreDbEventStore({ address: eventStore.address });
    let count = 0;
    for await (const page of store.readLog()) count += page.length;
    await store.close();
    return count;
  }

  test(
    'carries out commands and shows what came of them',
    async () => {
      const accepted = await server.done('SubmitOrder', order('1', { A: 4 }));
      const rejected = await server.send('SubmitOrder', order('2', { A: 7, B: 1 }));

      const wait = `minPosition=${(rejected.body as { position?: string }).position ?? accepted.position}`;
      const { body: levels } = await server.get(`/v1/levels?sku=A&${wait}`);
      const { body: shown } = await server.get(`/v1/orders/1?${wait}`);
      const { body: log } = await server.get(`/v1/events?order=1&${wait}`);

      expect(rejected.status).toBe(422);
      expect(levels.items).toMatchObject([{ sku: 'A', onHand: '10', allocated: '4', available: '6' }]);
      expect(shown).toMatchObject({ orderId: '1', status: 'accepted' });
      expect(log.items.map(({ type }: { type: string }) => type)).toContain('OrderAccepted');
    },
    LONG_MS,
  );

  test(
    'a command sent again has one effect and its first answer: at once, once it is indexed, and after a restart',
    async () => {
      const key = { 'idempotency-key': 'again-1' };
      const adjust = { sku: 'B', warehouse: 'main', quantity: '5', reason: 'found' };
      const submit = order('3', { A: 1, B: 2 });
      const first = await server.done('AdjustLevel', adjust, key);
      const ordered = await server.done('SubmitOrder', submit, { 'idempotency-key': 'again-2' });
      const count = await eventCount();

      const atOnce = await server.done('AdjustLevel', adjust, key);
      await server.get(`/v1/levels?minPosition=${ordered.position}`);
      const indexed = await server.done('AdjustLevel', adjust, key);
      server = await server.restart();
      const later = await server.done('AdjustLevel', adjust, key);
      const orderedAgain = await server.done('SubmitOrder', submit, { 'idempotency-key': 'again-2' });
      const other = await server.send('AdjustLevel', { ...adjust, quantity: '6' }, key);

      for (const repeat of [atOnce, indexed, later]) expect(repeat).toEqual(first);
      expect(orderedAgain).toEqual(ordered);
      expect(other.status).toBe(409);
      expect(await eventCount()).toBe(count);
    },
    LONG_MS,
  );

  test(
    'a command sent again has one effect also where the read models are of another log, which knows its id too',
    async () => {
      const key = { 'idempotency-key': 'in-both' };
      const adjust = { sku: 'A', warehouse: 'main', quantity: '3', reason: 'found' };
      await using others = await openServer();
      await stock(others, { A: 1 });
      const { position } = await others.done('AdjustLevel', adjust, key);
      await others.get(`/v1/levels?minPosition=${position}`);
      await using foreign = await openServer({
        store: eventStore.address,
        roles: 'api',
        readModels: `sqlite:${others.data}/read-models.db`,
      });

      const first = await foreign.done('AdjustLevel', adjust, key);
      const count = await eventCount();
      const again = await foreign.done('AdjustLevel', adjust, key);

      expect(first.events).toMatchObject([{ type: 'LevelAdjusted' }]);
      expect(again).toEqual(first);
      expect(await eventCount()).toBe(count);
      expect((await foreign.get('/v1/levels')).body).toMatchObject({ code: 'NOT_READY' });
    },
    LONG_MS,
  );

  test(
    'two servers on one log promise no more than there is, and answer a repeat of the other’s command',
    async () => {
      const other = await openServer({ store: eventStore.address });
      try {
        await server.done('RegisterProduct', { sku: 'HOT', name: 'Hot' });
        const delivery = { sku: 'HOT', warehouse: 'main', quantity: '15', reason: 'delivery' };
        const first = await server.done('AdjustLevel', delivery, { 'idempotency-key': 'hot' });
        const repeated = await other.done('AdjustLevel', delivery, { 'idempotency-key': 'hot' });

        const answers = await Promise.all(
          Array.from({ length: 30 }, (_, i) =>
            (i % 2 === 0 ? server : other).send('SubmitOrder', order(`hot-${i}`, { HOT: 1 })),
          ),
        );

        expect(repeated).toEqual(first);
        const statuses = answers.map(({ status }) => status);
        expect(statuses.filter((status) => status === 200)).toHaveLength(15);
        expect(statuses.filter((status) => status === 422)).toHaveLength(15);
      } finally {
        await other[Symbol.asyncDispose]();
      }
    },
    LONG_MS,
  );
});
