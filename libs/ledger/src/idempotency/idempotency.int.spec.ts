import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { Command } from '#domain';
import { createLedger } from '../create-ledger.ts';
import { DyingStore } from '../testing/dying-store.ts';
import { FailingFlushStore } from '../testing/failing-flush.ts';
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
  stocked,
} from '../testing/shop.ts';

const adjust = (quantity: number, sku = 'A'): Command => ({
  type: 'AdjustLevel',
  sku,
  warehouse: 'main',
  quantity: qty(quantity),
  reason: 'found',
});

const commands: readonly (readonly [string, Command, Command])[] = [
  ['a product', adjust(5), adjust(6)],
  [
    'a scope',
    { type: 'DefineWebsite', code: 'de', name: 'DE', organization: 'default' },
    { type: 'DefineWebsite', code: 'fr', name: 'FR', organization: 'default' },
  ],
  ['an accepted order', order('1', { A: 2 }), order('1', { A: 3 })],
  ['a rejected order', order('1', { A: 200, B: 1 }), order('1', { A: 201 })],
  ['a command that changes nothing', { type: 'RenameProduct', sku: 'A', name: 'A' }, adjust(1)],
];

describe('a command that is sent again', () => {
  test.each(commands)(
    'on %s gets the first answer, at once and after a restart',
    async (_, command, other) => {
      await using shop = await openShop();
      for (const sku of ['A', 'B']) await stocked(shop.ledger, sku, 10);
      const first = await shop.ledger.execute(envelope(command, { commandId: 'test:1' }));
      const position = await shop.store.lastPosition();

      const second = await shop.ledger.execute(envelope(command, { commandId: 'test:1' }));
      const later = await shop.reopen();
      const third = await later.ledger.execute(envelope(command, { commandId: 'test:1' }));
      const conflict = await later.ledger.execute(envelope(other, { commandId: 'test:1' }));

      expect(['done', 'refused']).toContain(first.kind);
      expect(second).toEqual(first);
      expect(third).toEqual(first);
      expect(conflict).toMatchObject({ kind: 'conflict', code: 'IDEMPOTENCY_CONFLICT' });
      expect(await later.store.lastPosition()).toBe(position);
      await later[Symbol.asyncDispose]();
    },
  );

  test.each(commands)(
    'by five clients at once on %s has one effect, and all get the same answer',
    async (_, command) => {
      await using shop = await openShop();
      for (const sku of ['A', 'B']) await stocked(shop.ledger, sku, 10);

      const outcomes = await Promise.all(
        Array.from({ length: 5 }, () => shop.ledger.execute(envelope(command, { commandId: 'test:1' }))),
      );

      for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
      const own = await shop.store.eventsOfCommand('test:1');
      expect(own.filter(({ metadata }) => metadata.commandHash !== undefined).length).toBe(1);
    },
  );

  test('by two processes at once has one effect', async () => {
    const log = new ServerLog();
    const ledgers = [1, 2].map(() =>
      createLedger({ store: new ServerStore(log, () => Math.random() * 2), limits: { attemptsMax: 30 } }),
    );
    for (const ledger of ledgers) await ledger.start();
    const [one, two] = ledgers;
    if (one === undefined || two === undefined) throw new Error('two ledgers');
    await stocked(one, 'A', 100);

    for (let i = 0; i < 20; i++) {
      const sent = envelope(i % 2 === 0 ? adjust(1) : order(`o${i}`, { A: 1 }), { commandId: `test:${i}` });
      const [a, b] = await Promise.all([one.execute(sent), two.execute(sent)]);
      expect(a).toEqual(b);
    }

    expect((await levelOf(one, 'A')).onHand).toBe(qty(110));
    expect((await levelOf(two, 'A')).allocated).toBe(qty(10));
    for (const ledger of ledgers) await ledger.stop();
  });

  test('is known where an index of ids lags behind, by the tail of its stream', async () => {
    const log = new ServerLog();
    const open = async () => {
      const store = new ServerStore(log);
      const indexed = log.events.length;
      Object.assign(store, { capabilities: { staging: false, commandIndex: false } });
      const ledger = createLedger({
        store,
        commandIndex: {
          eventsOfCommand: async (commandId, stream) =>
            log.events.filter(
              (event, place) =>
                event.metadata.commandId === commandId && (place < indexed || event.stream === stream),
            ),
        },
      });
      await ledger.start();
      return ledger;
    };
    const one = await open();
    for (const sku of ['A', 'B']) await stocked(one, sku, 10);
    const sent = [adjust(5), order('1', { A: 2, B: 1 }), order('2', { A: 200, B: 1 })].map((command, index) =>
      envelope(command, { commandId: `test:${index}` }),
    );
    const first = [];
    for (const each of sent) first.push(await one.execute(each));
    const events = log.events.length;

    const again = [];
    for (const each of sent) again.push(await one.execute(each));
    const other = await open();
    for (const each of sent) again.push(await other.execute(each));

    expect(again).toEqual([...first, ...first]);
    expect(log.events.length).toBe(events);
    await one.stop();
    await other.stop();
  });

  test('that went out in one append with others gets its first answer, position included', async () => {
    const log = new ServerLog();
    const ledger = createLedger({ store: new ServerStore(log) });
    await ledger.start();
    await stocked(ledger, 'A', 10);
    const sent = [1, 2, 3].map((quantity) => envelope(adjust(quantity), { commandId: `test:${quantity}` }));

    const appends = ledger.counters.appends;
    const first = await Promise.all(sent.map((command) => ledger.execute(command)));
    expect(ledger.counters.appends).toBe(appends + 1);
    const again = await Promise.all(sent.map((command) => ledger.execute(command)));

    expect(first.map(({ kind }) => kind)).toEqual(['done', 'done', 'done']);
    expect(again).toEqual(first);
    await ledger.stop();
  });

  test('with a refusal that left no event is decided anew', async () => {
    await using shop = await openShop();
    await stocked(shop.ledger, 'A', 10);
    const sent = envelope(adjust(-11), { commandId: 'test:1' });

    const refused = await shop.ledger.execute(sent);
    await done(shop.ledger, adjust(5));
    const accepted = await shop.ledger.execute(sent);

    expect([refused.kind, accepted.kind]).toEqual(['refused', 'done']);
  });

  test('an order under another id answers as the first time; with other content it is a conflict', async () => {
    await using shop = await openShop();
    await stocked(shop.ledger, 'A', 10);
    const [ok, no] = [order('ok', { A: 1 }), order('no', { A: 100 })];
    const first = [
      await shop.ledger.execute(envelope(ok, { commandId: 'test:1' })),
      await shop.ledger.execute(envelope(no, { commandId: 'test:2' })),
    ];

    const again = [
      await shop.ledger.execute(envelope(ok, { commandId: 'test:3' })),
      await shop.ledger.execute(envelope(no)),
    ];
    const other = await shop.ledger.execute(envelope(order('ok', { A: 2 }), { commandId: 'test:4' }));

    expect(again).toEqual(first);
    expect(other).toMatchObject({ kind: 'conflict', code: 'IDEMPOTENCY_CONFLICT' });
  });

  test('with an expected revision that was right then still gets its first answer', async () => {
    await using shop = await openShop();
    await stocked(shop.ledger, 'A', 10);
    const { answer } = await done(shop.ledger, { type: 'RenameProduct', sku: 'A', name: 'New' });
    const sent = envelope(adjust(1), { commandId: 'test:1', expectedRevision: answer.revision });

    const first = await shop.ledger.execute(sent);
    const again = await shop.ledger.execute(sent);
    const wrong = await shop.ledger.execute(envelope(adjust(1), { expectedRevision: answer.revision }));

    expect(first.kind).toBe('done');
    expect(again).toEqual(first);
    expect(wrong).toMatchObject({
      kind: 'conflict',
      code: 'REVISION_CONFLICT',
      reasons: [{ stream: 'product-A', expected: answer.revision, actual: answer.revision + 1 }],
    });
  });
});

describe('what exists already', () => {
  test('is a conflict', async () => {
    await using shop = await openShop();
    await done(shop.ledger, { type: 'RegisterProduct', sku: 'A', name: 'A' });

    const again = await shop.ledger.execute(envelope({ type: 'RegisterProduct', sku: 'A', name: 'other' }));

    expect(again).toMatchObject({ kind: 'conflict', code: 'ALREADY_EXISTS' });
  });

  test('from the start is appended once, however often a ledger starts', async () => {
    await using shop = await openShop();
    const before = await eventsOf(shop.store);
    const later = await shop.reopen();

    expect(before.map(({ type }) => type)).toEqual([
      'OrganizationDefined',
      'WebsiteDefined',
      'WarehouseOpened',
      'WarehousesAssigned',
    ]);
    expect((await eventsOf(later.store)).length).toBe(before.length);
    await later[Symbol.asyncDispose]();
  });
});

describe('a failed flush', () => {
  test('fails everything that was built on it, and nothing of it is left', async () => {
    await using shop = await openShop();
    await stocked(shop.ledger, 'A', 10);
    const store = new FailingFlushStore(shop.store);
    const ledger = createLedger({ store });
    await ledger.start();
    const position = await store.lastPosition();

    store.hold();
    const sent = Array.from({ length: 20 }, (_, index) =>
      ledger.execute(envelope(order(`${index}`, { A: 1 }), { commandId: `test:${index}` })),
    );
    while ((await levelOf(ledger, 'A')).allocated < qty(10)) await delay(1);
    store.fail();
    const failed = await Promise.all(sent);

    expect(failed.map((outcome) => outcome.kind === 'unavailable' && outcome.code)).toEqual(
      Array(20).fill('STORE_UNAVAILABLE'),
    );
    expect(await store.lastPosition()).toBe(position);
    expect((await levelOf(ledger, 'A')).allocated).toBe(0n);
    const again = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        ledger.execute(envelope(order(`${index}`, { A: 1 }), { commandId: `test:${index}` })),
      ),
    );
    expect(countOf(again, 'done')).toBe(10);
    expect(countOf(again, 'refused')).toBe(10);
    await ledger.stop();
  });

  test('takes back what was set in the scopes', async () => {
    await using shop = await openShop();
    const store = new FailingFlushStore(shop.store);
    const ledger = createLedger({ store });
    await ledger.start();
    const setOption = {
      type: 'SetOption',
      scope: { level: 'system' },
      option: 'backOrder',
      value: true,
    } as const;

    store.hold();
    const sent = ledger.execute(envelope(setOption));
    while (ledger.scopes().system.options.backOrder !== true) await delay(1);
    store.fail();

    expect((await sent).kind).toBe('unavailable');
    expect(await ledger.execute(envelope(setOption))).toMatchObject({
      kind: 'done',
      answer: { stream: 'system', revision: 0 },
    });
    await ledger.stop();
  });
});

test('a ledger that stops finishes what it has begun and takes nothing new', async () => {
  await using shop = await openShop();
  const { ledger } = shop;
  await stocked(ledger, 'A', 10);

  const begun = ledger.execute(envelope(order('1', { A: 1 })));
  const stopped = ledger.stop();
  const late = await ledger.execute(envelope(order('2', { A: 1 })));
  await stopped;

  expect((await begun).kind).toBe('done');
  expect(late).toMatchObject({ kind: 'unavailable', code: 'SHUTTING_DOWN' });
});

test('a store that takes nothing any more makes commands unavailable, and no bug of it', async () => {
  await using shop = await openShop();
  await stocked(shop.ledger, 'A', 10);
  const ledger = createLedger({ store: new DyingStore(shop.store, 0) });
  await ledger.start();

  const outcomes = await Promise.all([
    ledger.execute(envelope(adjust(1))),
    ledger.execute(envelope(order('1', { A: 1 }))),
    ledger.execute(envelope({ type: 'DefineOrganization', code: 'x', name: 'X' })),
  ]);

  expect(countOf(outcomes, 'unavailable')).toBe(3);
  await ledger.stop();
});

test('more commands at once than the ledger takes are turned away', async () => {
  await using shop = await openShop({ limits: { commandsMax: 5 } });
  await stocked(shop.ledger, 'A', 10);

  const outcomes = await Promise.all(
    Array.from({ length: 8 }, () => shop.ledger.execute(envelope(adjust(1)))),
  );

  expect(countOf(outcomes, 'done')).toBe(5);
  expect(outcomes[7]).toMatchObject({ kind: 'unavailable', code: 'OVERLOADED' });
});

test('a command that no append can hold is refused, and the next one is not', async () => {
  await using shop = await openShop();
  const lines = Array.from({ length: 2_000 }, (_, index) => ({
    sku: `${index}${'ü'.repeat(190)}`,
    quantity: qty(1),
  }));
  const position = await shop.store.lastPosition();

  const outcomes = await Promise.all([
    shop.ledger.execute(
      envelope({ type: 'SubmitOrder', orderId: '1', website: 'default', lines: [...lines, ...lines] }),
    ),
    shop.ledger.execute(envelope({ type: 'SubmitOrder', orderId: '2', website: 'default', lines })),
  ]);

  expect(outcomes[0]).toMatchObject({ kind: 'refused', code: 'VALIDATION_FAILED' });
  expect(outcomes[1]).toMatchObject({ kind: 'refused', code: 'ORDER_REJECTED' });
  expect(await streamsAfter(shop, position)).toEqual(['order-2', 'order-2', 'order-2']);
});

async function streamsAfter(shop: Awaited<ReturnType<typeof openShop>>, after: bigint): Promise<string[]> {
  const events = await eventsOf(shop.store);
  return events.filter(({ position }) => position > after).map(({ stream }) => stream);
}

test('an order of a thousand products is allocated, and given back, in each of them', async () => {
  await using shop = await openShop();
  const skus = Array.from({ length: 1_000 }, (_, index) => `P${index}`);
  for await (const _ of shop.ledger.executeMany(
    skus.flatMap((sku, tag) => [
      { tag, envelope: envelope({ type: 'RegisterProduct', sku, name: sku }) },
      { tag, envelope: envelope(adjust(1, sku)) },
    ]),
  ));
  await done(shop.ledger, {
    type: 'SetOption',
    scope: { level: 'system' },
    option: 'manageInventory',
    value: true,
  });
  const basket = Object.fromEntries(skus.map((sku) => [sku, 1]));

  const first = await shop.ledger.execute(envelope(order('1', basket)));
  const second = await shop.ledger.execute(envelope(order('2', basket)));
  const cancelled = await done(shop.ledger, { type: 'CancelOrder', orderId: '1' });

  expect(first).toMatchObject({ kind: 'done', answer: { order: { lines: { length: 1_000 } } } });
  expect(second).toMatchObject({ kind: 'refused', reasons: { length: 1_000 } });
  expect(cancelled.answer.events.length).toBe(3);
  for (const sku of skus) expect((await levelOf(shop.ledger, sku)).allocated).toBe(0n);
}, 30_000);
