import { describe, expect, test } from '@jest/globals';
import type { Command } from '#domain';
import { createLedger } from '../create-ledger.ts';
import { ServerLog, ServerStore } from '../testing/server-store.ts';
import {
  countOf,
  done,
  envelope,
  levelOf,
  openShop,
  order,
  qty,
  type Shop,
  stocked,
} from '../testing/shop.ts';

const open: Command = { type: 'OpenCountSheet', sheetId: 'S', warehouse: 'main' };

const count = (quantities: Readonly<Record<string, number>>): Command => ({
  type: 'CountLines',
  sheetId: 'S',
  warehouse: 'main',
  lines: Object.entries(quantities).map(([sku, counted]) => ({ sku, counted: qty(counted) })),
});

const close: Command = { type: 'CloseCountSheet', sheetId: 'S', warehouse: 'main' };

const adjust = (sku: string, quantity: number): Command => ({
  type: 'AdjustLevel',
  sku,
  warehouse: 'main',
  quantity: qty(quantity),
  reason: 'test',
});

async function openCounted(): Promise<Shop> {
  const shop = await openShop();
  for (const sku of ['A', 'B', 'C']) await stocked(shop.ledger, sku, 10);
  return shop;
}

describe('a count sheet', () => {
  test('is opened, filled, and closed: every level is set, what moved is refused', async () => {
    await using shop = await openCounted();
    const version = shop.ledger.scopes().version;
    await done(shop.ledger, open);
    const counted = await done(shop.ledger, count({ A: 8, B: 9, C: 10 }), { commandId: 'test:1' });
    await done(shop.ledger, adjust('B', 3));

    const { answer } = await done(shop.ledger, close, { commandId: 'test:2' });

    expect(counted.answer).toMatchObject({ stream: 'warehouse-main', events: [{ type: 'LinesCounted' }] });
    expect(answer.events).toMatchObject([
      { type: 'CountSheetClosing' },
      { type: 'LinesRefused', data: { lines: [{ sku: 'B', code: 'MOVED_SINCE_COUNT', moved: '3' }] } },
      { type: 'CountSheetClosed', data: { posted: 2, refused: 1 } },
    ]);
    expect((await levelOf(shop.ledger, 'A')).onHand).toBe(qty(8));
    expect((await levelOf(shop.ledger, 'B')).onHand).toBe(qty(13));
    const own = await shop.store.eventsOfCommand('test:2');
    expect(own.map(({ stream, type }) => `${stream} ${type}`)).toEqual(
      [
        'warehouse-main CountSheetClosing',
        'product-A LevelCounted',
        'product-A StatusChanged',
        'product-C LevelCounted',
        'warehouse-main LinesRefused',
        'warehouse-main CountSheetClosed',
      ].filter((each) => own.some(({ stream, type }) => `${stream} ${type}` === each)),
    );
    expect(await shop.ledger.execute(envelope(close, { commandId: 'test:2' }))).toMatchObject({
      kind: 'done',
      answer: { events: answer.events },
    });
    expect(await shop.ledger.execute(envelope(close))).toMatchObject({ code: 'COUNT_SHEET_NOT_OPEN' });
    expect(shop.ledger.scopes().version).toBe(version);
  });

  test('shares its stream with the life of its warehouse', async () => {
    await using shop = await openShop();
    const commands: Command[] = [
      { type: 'OpenWarehouse', code: 'north', name: 'North' },
      { type: 'OpenCountSheet', sheetId: 'S', warehouse: 'north' },
      { type: 'CloseWarehouse', code: 'north' },
      { type: 'OpenCountSheet', sheetId: 'T', warehouse: 'north' },
      { type: 'CloseCountSheet', sheetId: 'S', warehouse: 'north' },
    ];
    const kinds: unknown[] = [];
    for await (const { outcome } of shop.ledger.executeMany(
      commands.map((command, tag) => ({ tag, envelope: envelope(command) })),
    )) {
      kinds.push(outcome?.kind === 'refused' ? outcome.code : outcome?.kind);
    }
    expect(kinds).toEqual(['done', 'done', 'done', 'WAREHOUSE_CLOSED', 'done']);
    await using reopened = await shop.reopen();
    expect(reopened.ledger.scopes().warehouses.get('north')?.state).toBe('closed');
    await done(reopened.ledger, { type: 'OpenCountSheet', sheetId: 'S', warehouse: 'main' });
  });

  test('races sales: a level is set to the count, or refused with what was sold', async () => {
    await using shop = await openCounted();
    await done(shop.ledger, open);
    await done(shop.ledger, count({ A: 9 }));

    const [closed, ...sales] = await Promise.all([
      shop.ledger.execute(envelope(close)),
      ...Array.from({ length: 5 }, () => shop.ledger.execute(envelope(adjust('A', -1)))),
      shop.ledger.execute(envelope(order('1', { A: 2 }))),
    ]);

    expect([closed.kind, countOf(sales, 'done')]).toEqual(['done', 6]);
    const left = (await levelOf(shop.ledger, 'A')).onHand;
    const isRefused =
      closed.kind === 'done' && closed.answer.events.some(({ type }) => type === 'LinesRefused');
    expect(left).toBe(isRefused ? qty(5) : qty(4));
  });

  test('of 5,000 lines is counted, posted, and named where it is refused', async () => {
    await using shop = await openShop();
    const skus = Array.from({ length: 5_000 }, (_, at) => `sku-${String(at).padStart(5, '0')}`);
    const commands: Command[] = [
      ...skus.map((sku): Command => ({ type: 'RegisterProduct', sku, name: sku })),
      open,
      {
        type: 'CountLines',
        sheetId: 'S',
        warehouse: 'main',
        lines: skus.map((sku) => ({ sku, counted: qty(1) })),
      },
      ...skus.slice(0, 3_000).map((sku) => adjust(sku, 2)),
      close,
    ];
    let last: unknown;
    for await (const { outcome } of shop.ledger.executeMany(
      commands.map((command, tag) => ({ tag, envelope: envelope(command) })),
    )) {
      if (outcome?.kind !== 'done') throw new Error(JSON.stringify(outcome));
      last = outcome.answer.events.at(-1);
    }
    expect(last).toMatchObject({ type: 'CountSheetClosed', data: { posted: 2_000, refused: 3_000 } });
    expect((await levelOf(shop.ledger, 'sku-04999')).onHand).toBe(qty(1));
  }, 120_000);

  test('closed by several processes on one log sets every level once', async () => {
    const log = new ServerLog();
    const limits = { takeOverAfterMs: 0, directoryLagMsMax: 0, attemptsMax: 100 };
    const ledgers = Array.from({ length: 3 }, () =>
      createLedger({ store: new ServerStore(log, () => Math.random()), limits }),
    );
    for (const ledger of ledgers) await ledger.start();
    const [first] = ledgers;
    if (first === undefined) throw new Error('no ledger');
    for (const sku of ['A', 'B', 'C']) await stocked(first, sku, 10);
    await done(first, open);
    await done(first, count({ A: 8, B: 9, C: 10 }));
    await done(first, adjust('B', 3));

    const outcomes = await Promise.all(
      ledgers.map((ledger) => ledger.execute(envelope(close, { commandId: 'test:1' }))),
    );

    expect(countOf(outcomes, 'done')).toBe(3);
    const own = log.events.filter(({ metadata }) => metadata.commandId === 'test:1');
    const types = own.map(({ type }) => type);
    expect(types.filter((type) => type === 'LevelCounted')).toHaveLength(2);
    expect(types.filter((type) => type === 'CountSheetClosed')).toHaveLength(1);
    expect(own.findLast(({ type }) => type === 'CountSheetClosed')?.data).toMatchObject({
      posted: 2,
      refused: 1,
    });
    for (const ledger of ledgers) await ledger.stop();
  }, 60_000);
});
