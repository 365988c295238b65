import { describe, expect, test } from '@jest/globals';
import type { Command, KitDefinition } from '#domain';
import { createLedger } from '../create-ledger.ts';
import type { Ledger } from '../ledger.ts';
import { DyingStore } from '../testing/dying-store.ts';
import { ServerLog, ServerStore } from '../testing/server-store.ts';
import {
  done,
  envelope,
  eventsOf,
  levelOf,
  NOW,
  openShop,
  order,
  qty,
  stocked,
  submitted,
} from '../testing/shop.ts';

/** Two cups or mugs, and a tray that may be left out. */
const KIT: KitDefinition = {
  components: [
    { products: ['CUP', 'MUG'], quantity: qty(2), required: true },
    { products: ['TRAY'], quantity: qty(1), required: false },
  ],
};

const kit = (sku: string, definition = KIT): Command => ({
  type: 'RegisterProduct',
  sku,
  name: sku,
  kit: definition,
});

/** Cups, mugs, trays, and a kit of them. */
async function stockedKit(ledger: Ledger, quantities: Record<string, number>): Promise<void> {
  for (const sku of ['CUP', 'MUG', 'TRAY']) await stocked(ledger, sku, quantities[sku] ?? 0);
  await done(ledger, kit('SET'));
}

const ordered = (
  orderId: string,
  ...lines: [sku: string, quantity: number, ...components: string[]][]
): Command => ({
  type: 'SubmitOrder',
  orderId,
  website: 'default',
  lines: lines.map(([sku, quantity, ...components]) => ({
    sku,
    quantity: qty(quantity),
    ...(components.length > 0 && { components }),
  })),
});

const allocated = async (ledger: Ledger) =>
  Promise.all(
    ['CUP', 'MUG', 'TRAY'].map(async (sku) => Number((await levelOf(ledger, sku)).allocated / qty(1))),
  );

const linesOf = (outcome: unknown) =>
  (outcome as { answer: { order: { lines: { allocations: object[] }[] } } }).answer.order.lines;

describe('an order for kits', () => {
  test('is promised their components, and says which on its intent', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    await stockedKit(ledger, { CUP: 10, TRAY: 5 });

    const outcome = await done(ledger, ordered('1', ['SET', 2, 'TRAY'], ['CUP', 3]));

    const components = [
      { sku: 'CUP', unit: 'item', quantity: '2' },
      { sku: 'TRAY', unit: 'item', quantity: '1' },
    ];
    const [intent] = (await eventsOf(store)).filter(({ type }) => type === 'OrderSubmitted');
    expect(intent?.data.lines).toEqual([
      { sku: 'SET', unit: 'item', quantity: '2', components },
      { sku: 'CUP', unit: 'item', quantity: '3' },
    ]);
    expect(await allocated(ledger)).toEqual([7, 0, 2]);
    expect(linesOf(outcome)).toEqual([
      {
        sku: 'SET',
        unit: 'item',
        quantity: '2',
        allocations: [
          { sku: 'CUP', unit: 'item', warehouse: 'main', quantity: '4', backordered: '0' },
          { sku: 'TRAY', unit: 'item', warehouse: 'main', quantity: '2', backordered: '0' },
        ],
      },
      {
        sku: 'CUP',
        unit: 'item',
        quantity: '3',
        allocations: [{ warehouse: 'main', quantity: '3', backordered: '0' }],
      },
    ]);
  });

  test('takes another of interchangeable products where the preferred does not do', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stockedKit(ledger, { CUP: 3, MUG: 8 });

    await done(ledger, ordered('1', ['SET', 1]));
    await done(ledger, ordered('2', ['SET', 1]));
    await done(ledger, ordered('3', ['SET', 1, 'MUG']));

    expect(await allocated(ledger)).toEqual([2, 4, 0]);
  });

  test('is rejected with all reasons of kits and components; the demand is on record with each', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    await stockedKit(ledger, { CUP: 3 });
    await done(ledger, {
      type: 'SetOption',
      scope: { level: 'product', code: 'SET' },
      option: 'maximumQuantityToOrder',
      value: '1',
    });

    const outcome = await ledger.execute(envelope(ordered('1', ['SET', 2, 'CUP'])));

    expect(outcome).toMatchObject({
      kind: 'refused',
      code: 'ORDER_REJECTED',
      reasons: [
        { code: 'INSUFFICIENT_STOCK', path: 'lines[0].quantity', sku: 'CUP', requested: '4', sellable: '3' },
        { code: 'ABOVE_MAXIMUM', path: 'lines[0].quantity', sku: 'SET', requested: '2' },
      ],
    });
    const refused = (await eventsOf(store)).filter(({ type }) => type === 'DemandRefused');
    expect(refused.map(({ data }) => [data.sku, data.demand])).toEqual([
      ['CUP', [{ unit: 'item', quantity: '4', sellable: '3' }]],
      ['SET', [{ unit: 'item', quantity: '2', sellable: '1' }]],
    ]);
    expect(await allocated(ledger)).toEqual([0, 0, 0]);
  });

  test('that names what the kit does not have leaves no trace', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    await stockedKit(ledger, { CUP: 3 });
    const before = await store.lastPosition();

    const outcome = await ledger.execute(envelope(ordered('1', ['SET', 1, 'PLATE'])));

    expect(outcome).toMatchObject({ kind: 'refused', code: 'VALIDATION_FAILED' });
    expect(await store.lastPosition()).toBe(before);
  });

  test('is cancelled by what it recorded, whatever the kit has become', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stockedKit(ledger, { CUP: 10, MUG: 10, TRAY: 10 });
    await done(ledger, ordered('1', ['SET', 3, 'TRAY'], ['SET', 1, 'MUG']));
    const { components } = KIT;
    await done(ledger, {
      type: 'ChangeKit',
      sku: 'SET',
      kit: { components: [{ products: ['MUG'], quantity: qty(9), required: true }, ...components.slice(1)] },
    });

    await done(ledger, { type: 'CancelOrder', orderId: '1', lines: [{ sku: 'SET', quantity: qty(2) }] });
    expect(await allocated(ledger)).toEqual([2, 2, 1]);
    const mug = { sku: 'SET', quantity: qty(1), components: ['MUG'] };
    await done(ledger, { type: 'CancelOrder', orderId: '1', lines: [mug] });
    expect(await allocated(ledger)).toEqual([2, 0, 1]);
    const tooMany = { type: 'CancelOrder', orderId: '1', lines: [{ sku: 'SET', quantity: qty(2) }] } as const;
    expect(await ledger.execute(envelope(tooMany))).toMatchObject({ kind: 'refused', code: 'EXCEEDS_OPEN' });
    await done(ledger, { type: 'CancelOrder', orderId: '1' });

    expect(await allocated(ledger)).toEqual([0, 0, 0]);
    expect((await ledger.order('1'))?.status).toBe('cancelled');
  });

  test('is shipped, returned and amended by what it recorded', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stockedKit(ledger, { CUP: 10, MUG: 10, TRAY: 10 });
    await done(ledger, ordered('1', ['SET', 3, 'TRAY']));
    const onHand = async () =>
      Promise.all(['CUP', 'TRAY'].map(async (sku) => Number((await levelOf(ledger, sku)).onHand / qty(1))));

    await done(ledger, { type: 'ShipOrder', orderId: '1', lines: [{ sku: 'SET', quantity: qty(2) }] });
    expect([await allocated(ledger), await onHand()]).toEqual([
      [2, 0, 1],
      [6, 8],
    ]);
    const back = { sku: 'SET', quantity: qty(1), restock: true };
    await done(ledger, { type: 'ReturnOrder', orderId: '1', lines: [back] });
    expect(await onHand()).toEqual([8, 9]);
    await done(ledger, { type: 'AmendOrder', orderId: '1', lines: [{ sku: 'SET', quantity: qty(5) }] });
    expect(await allocated(ledger)).toEqual([6, 0, 3]);
    await done(ledger, { type: 'AmendOrder', orderId: '1', lines: [{ sku: 'SET', quantity: qty(3) }] });
    expect(await allocated(ledger)).toEqual([2, 0, 1]);
    await done(ledger, { type: 'CancelOrder', orderId: '1' });
    expect(await allocated(ledger)).toEqual([0, 0, 0]);
  });

  test('is asked for its precision and limits also where an amendment only makes it less', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stockedKit(ledger, { CUP: 10 });
    await done(ledger, ordered('1', ['SET', 3]));
    const scope = { level: 'product', code: 'SET' } as const;
    await done(ledger, { type: 'SetOption', scope, option: 'minimumQuantityToOrder', value: '2' });
    const lines = (quantity: string) => [{ sku: 'SET', quantity: qty(quantity) }];

    const half = await ledger.execute(envelope({ type: 'AmendOrder', orderId: '1', lines: lines('2.5') }));
    const one = await ledger.execute(envelope({ type: 'AmendOrder', orderId: '1', lines: lines('1') }));

    expect(half).toMatchObject({ kind: 'refused', reasons: [{ code: 'PRECISION_EXCEEDED', sku: 'SET' }] });
    expect(one).toMatchObject({ kind: 'refused', reasons: [{ code: 'BELOW_MINIMUM', sku: 'SET' }] });
    expect(await allocated(ledger)).toEqual([6, 0, 0]);
  });

  test('gives back nothing of a component that is not tracked', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stockedKit(ledger, { CUP: 10, TRAY: 10 });
    const scope = { level: 'product', code: 'TRAY' } as const;
    await done(ledger, { type: 'SetOption', scope, option: 'manageInventory', value: false });
    await done(ledger, ordered('1', ['SET', 2, 'TRAY']));
    await done(ledger, { type: 'SetOption', scope, option: 'manageInventory', value: true });

    await done(ledger, { type: 'CancelOrder', orderId: '1' });

    expect(await allocated(ledger)).toEqual([0, 0, 0]);
  });

  test('sent again is answered as the first time, also after a restart', async () => {
    const first = await openShop();
    await stockedKit(first.ledger, { CUP: 10 });
    const command = ordered('1', ['SET', 2]);
    const one = await first.ledger.execute(envelope(command, { commandId: 'test:1' }));
    await using shop = await first.reopen();

    expect(await shop.ledger.execute(envelope(command, { commandId: 'test:1' }))).toEqual(one);
    expect(await shop.ledger.execute(envelope(command, { commandId: 'test:2' }))).toEqual(one);
    expect(await allocated(shop.ledger)).toEqual([4, 0, 0]);
  });

  test('64 callers for the last kits and their components: never too much', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stockedKit(ledger, { CUP: 21, MUG: 20 });

    const outcomes = await Promise.all(
      Array.from({ length: 64 }, (_, index) =>
        ledger.execute(
          envelope(index % 3 === 0 ? order(`${index}`, { CUP: 1 }) : ordered(`${index}`, ['SET', 1])),
        ),
      ),
    );

    const [cups = 0, mugs = 0] = await allocated(ledger);
    expect(cups).toBeLessThanOrEqual(21);
    expect(mugs).toBeLessThanOrEqual(20);
    const accepted = outcomes.filter(({ kind }) => kind === 'done').length;
    expect(cups + mugs).toBeGreaterThanOrEqual(accepted);
  });

  test('of optional components only, none of them named, is checked and takes nothing', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stocked(ledger, 'TRAY', 1);
    await done(
      ledger,
      kit('NONE', { components: [{ products: ['TRAY'], quantity: qty(1), required: false }] }),
    );
    const scope = { level: 'product', code: 'NONE' } as const;

    expect((await submitted(ledger, '1', { NONE: 1 })).kind).toBe('done');
    await done(ledger, { type: 'SetOption', scope, option: 'minimumQuantityToOrder', value: '2' });
    expect(await submitted(ledger, '2', { NONE: 1 })).toMatchObject({ reasons: [{ code: 'BELOW_MINIMUM' }] });
  });
});

const clock = () => Date.parse(NOW);
const limits = { takeOverAfterMs: 0, directoryLagMsMax: 0, attemptsMax: 5 };

describe.each([
  { name: 'a store that stages', isServer: false },
  { name: 'a server', isServer: true },
])('on $name an order for kits is decided once, wherever the process died', ({ isServer }) => {
  test.each<[what: string, before: Command[], command: Command, promised: number[], outcome: string]>([
    ['that can be had', [], ordered('1', ['SET', 2, 'TRAY'], ['CUP', 1]), [5, 0, 2], 'OrderAccepted'],
    ['that cannot', [], ordered('1', ['SET', 2, 'TRAY'], ['CUP', 9]), [0, 0, 0], 'OrderRejected'],
    [
      'that is cancelled',
      [ordered('1', ['SET', 2, 'TRAY'], ['CUP', 1])],
      { type: 'CancelOrder', orderId: '1' },
      [0, 0, 0],
      'OrderCancelled',
    ],
    [
      'that an amendment was to add, in vain',
      [ordered('1', ['CUP', 1])],
      {
        type: 'AmendOrder',
        orderId: '1',
        lines: [
          { sku: 'CUP', quantity: qty(1) },
          { sku: 'SET', quantity: qty(9) },
        ],
      },
      [1, 0, 0],
      'AmendmentRefused',
    ],
  ])('%s', async (_what, before, command, promised, outcome) => {
    let deaths = 0;
    for (let appends = 0; ; appends++) {
      await using shop = isServer ? undefined : await openShop();
      const store = shop?.store ?? new ServerStore(new ServerLog());
      const first = createLedger({ store, clock, limits });
      await first.start();
      await stockedKit(first, { CUP: 10, TRAY: 5 });
      // A kit that may be had only while it is in stock: what it takes itself must not stand against it.
      const scope = { level: 'website', code: 'default' } as const;
      await done(first, { type: 'SetOption', scope, option: 'orderableStatuses', value: ['in_stock'] });
      for (const each of before) await done(first, each);
      await first.stop();
      const dyingStore = new DyingStore(store, appends);
      const dying = createLedger({ store: dyingStore, clock, limits });
      await dying.start();
      const dead = await dying.execute(envelope(command, { commandId: 'test:the-one' }));
      await dying.stop();
      await dyingStore.flushed();

      const next = createLedger({ store, clock, limits });
      await next.start();
      const again = await next.execute(envelope(command, { commandId: 'test:the-one' }));

      expect(await allocated(next)).toEqual(promised);
      const own = await store.eventsOfCommand('test:the-one');
      expect(own.filter(({ type }) => type === outcome)).toHaveLength(1);
      if (dead.kind !== 'unavailable') expect(again).toEqual(dead);
      await next.stop();
      if (dead.kind !== 'unavailable') break;
      deaths += 1;
    }
    expect(deaths).toBeGreaterThan(2);
  });
});
