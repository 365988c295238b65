import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Generations } from '../database/generations.ts';
import { openSqlite } from '../database/sqlite.ts';
import { openReadModels } from '../queries/open-read-models.ts';
import type { ReadModels } from '../queries/read-models.ts';
import { allRows, rowsHash } from '../testing/all-rows.ts';
import { type Appended, MadeUpShop } from '../testing/made-up-shop.ts';
import { TestFolder, type TestLog } from '../testing/test-folder.ts';
import { type Projector, startProjector } from './projector.ts';
import { rebuildReadModels } from './rebuild.ts';
import { retryParkedStreams } from './retry-here.ts';

const PATIENCE_MS = 20_000;

let folder: TestFolder;
let log: TestLog;
let shop: MadeUpShop;
let projector: Projector;
let readModels: ReadModels;

beforeEach(async () => {
  folder = new TestFolder();
  log = await folder.writer();
  shop = new MadeUpShop();
  projector = await startProjector(folder.files);
  folder.onEnd(() => projector.stop());
  readModels = openReadModels({ file: folder.readModelsFile, store: log.store });
  folder.onEnd(() => readModels.close());
});

afterEach(() => folder.remove());

/** An event that contradicts the rows: it starts from figures that the level never had. */
const stray = (sku: string): Appended => ({
  stream: `product-${sku}`,
  events: [
    {
      type: 'LevelAdjusted',
      data: { sku, warehouse: 'main', unit: 'item', before: { onHand: '99' }, after: { onHand: '100' } },
      metadata: { commandId: 'stray', actor: 'nobody' },
    },
  ],
});

/** Changes the live rows behind the projector's back. */
function tamper(sql: string): void {
  const generations = new Generations(folder.readModelsFile);
  const live = generations.live();
  generations.close();
  const { connection, close } = openSqlite(live?.file ?? '');
  connection.exec(sql);
  close();
}

async function appendAndShow(...appends: readonly Appended[]): Promise<void> {
  const position = await log.append(...appends);
  await expect(projector.waitFor(position, PATIENCE_MS)).resolves.toBe(true);
}

describe('a stream with an event that cannot be folded', () => {
  test('waits from there on, and the others go on', async () => {
    await appendAndShow(shop.register('A1'), shop.register('B2'), shop.adjust('A1', 'main', 5));
    await appendAndShow(stray('A1'), shop.adjust('A1', 'main', 1), shop.adjust('B2', 'main', 3));

    expect(projector.status().parkedStreams).toBe(1);
    expect(await readModels.parkedStreams()).toEqual([
      {
        stream: 'product-A1',
        revision: 2,
        lastRevision: 3,
        eventType: 'LevelAdjusted',
        error: 'RangeError: on hand is 5; the event started from 99',
      },
    ]);
    expect(allRows(folder.readModelsFile).levels).toMatchObject([
      { sku: 'A1', on_hand: '5' },
      { sku: 'B2', on_hand: '3' },
    ]);
  });

  test('is found in the log all the same', async () => {
    await appendAndShow(shop.register('A1'), stray('A1'));

    const { items } = await readModels.events({ sku: 'A1' });
    expect(items.map(({ type }) => type)).toEqual(['ProductRegistered', 'LevelAdjusted']);
  });

  test('keeps waiting over a restart, and while it fails again', async () => {
    await appendAndShow(shop.register('A1'), stray('A1'), shop.adjust('A1', 'main', 1));
    const results = await projector.retryParked('product-A1');
    expect(results).toEqual([
      { stream: 'product-A1', released: false, error: 'RangeError: on hand is 0; the event started from 99' },
    ]);

    await projector.stop();
    projector = await startProjector(folder.files);
    await appendAndShow(shop.adjust('A1', 'main', 1));
    expect(await readModels.parkedStreams()).toMatchObject([{ revision: 1, lastRevision: 3 }]);
  });

  test('is folded in order once it can be, with the rows that it would have had at once', async () => {
    await appendAndShow(shop.register('A1'), shop.adjust('A1', 'main', 5));
    tamper(`UPDATE levels SET on_hand = '99'`);
    await appendAndShow(shop.adjust('A1', 'main', 1), ...shop.order('o1', 'A1', 'main', 2));
    expect(await readModels.parkedStreams()).toMatchObject([{ revision: 2, lastRevision: 3 }]);

    tamper(`UPDATE levels SET on_hand = '5'`);
    expect(await projector.retryParked()).toEqual([{ stream: 'product-A1', released: true }]);

    expect(await readModels.parkedStreams()).toEqual([]);
    expect(projector.status().parkedStreams).toBe(0);
    const released = rowsHash(allRows(folder.readModelsFile));
    await rebuildReadModels(folder.files);
    expect(rowsHash(allRows(folder.readModelsFile))).toBe(released);
  });

  test('may be tried again by another process; the projector goes on from there', async () => {
    await appendAndShow(shop.register('A1'), stray('A1'));

    expect(await retryParkedStreams({ ...folder.files })).toMatchObject([{ released: false }]);
    await appendAndShow(shop.register('B2'));
    expect(allRows(folder.readModelsFile).products).toHaveLength(2);
  });
});
