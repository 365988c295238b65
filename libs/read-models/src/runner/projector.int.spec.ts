import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openDatabase } from '../database/open-database.ts';
import { RebuildRunningError } from '../database/read-models-database.ts';
import { openReadModels } from '../queries/open-read-models.ts';
import { allRows, rowsHash } from '../testing/all-rows.ts';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { TestFolder, type TestLog } from '../testing/test-folder.ts';
import { type Projector, startProjector } from './projector.ts';
import { rebuildReadModels } from './rebuild.ts';

const PATIENCE_MS = 20_000;

let folder: TestFolder;
let log: TestLog;
let shop: MadeUpShop;

beforeEach(async () => {
  folder = await TestFolder.make();
  log = await folder.writer();
  shop = new MadeUpShop();
});

afterEach(() => folder.remove());

async function start(): Promise<Projector> {
  const projector = await startProjector(folder.places);
  folder.onEnd(() => projector.stop());
  return projector;
}

const hash = async () => rowsHash(await allRows(folder.readModels));

/** The hash of rows that were made of the whole log at once. */
async function rebuiltHash(): Promise<string> {
  await rebuildReadModels(folder.places);
  return hash();
}

describe('the projector', () => {
  test('shows what was appended before and after its start', async () => {
    await log.append(shop.register('A1'), shop.adjust('A1', 'main', 5));
    const projector = await start();
    const position = await log.append(shop.adjust('A1', 'main', 2));

    await expect(projector.waitFor(position, PATIENCE_MS)).resolves.toBe(true);
    expect((await allRows(folder.readModels)).levels).toMatchObject([{ sku: 'A1', on_hand: '7' }]);
    expect(projector.status()).toMatchObject({ position, last: position, lagSeconds: 0, parkedStreams: 0 });
  });

  test('says in time that a position does not show', async () => {
    const projector = await start();

    await expect(projector.waitFor(1_000_000n, 20)).resolves.toBe(false);
  });

  test('goes on where it stopped', async () => {
    const first = await startProjector(folder.places);
    const before = await log.append(shop.register('A1'), shop.adjust('A1', 'main', 5));
    await first.waitFor(before, PATIENCE_MS);
    await first.stop();
    const after = await log.append(shop.adjust('A1', 'main', 2), ...shop.order('o1', 'A1', 'main', 1));
    const second = await start();

    await expect(second.waitFor(after, PATIENCE_MS)).resolves.toBe(true);
    const followed = await hash();
    expect(followed).toBe(await rebuiltHash());
  });

  test('tells of its progress, and stops telling', async () => {
    const projector = await start();
    const seen: bigint[] = [];
    const stopListening = projector.onProgress(({ position }) => seen.push(position));
    const first = await log.append(shop.register('A1'));
    await projector.waitFor(first, PATIENCE_MS);
    expect(seen.at(-1)).toBe(first);

    stopListening();
    const second = await log.append(shop.adjust('A1', 'main', 1));
    await projector.waitFor(second, PATIENCE_MS);
    expect(seen.at(-1)).toBe(first);
  });

  test('leaves rows as a rebuild makes them, with four writers at once', async () => {
    await log.append(shop.defineOrganization('default'), shop.openWarehouse('main'));
    const projector = await start();
    const last = await Promise.all(
      ['A', 'B', 'C', 'D'].map(async (name) => {
        let position = await log.append(shop.register(name), shop.adjust(name, 'main', 500));
        for (let i = 0; i < 100; i++) {
          const order = `${name}-${i}`;
          position = await log.append(...shop.order(order, name, 'main', 1));
          if (i % 7 === 0) position = await log.append(...shop.cancel(order));
        }
        return position;
      }),
    );
    const end = last.sort((a, b) => Number(b - a))[0] ?? -1n;

    await expect(projector.waitFor(end, PATIENCE_MS)).resolves.toBe(true);
    const followed = await hash();
    expect(followed).toBe(await rebuiltHash());
    expect((await allRows(folder.readModels)).orders).toHaveLength(400);
  });

  test('is refused where there is no log', async () => {
    await expect(
      startProjector({ ...folder.places, log: { kind: 'sqlite', file: `${folder.logFile}-missing` } }),
    ).rejects.toThrow('no event store');
  });

  test('begins anew where the log is another one', async () => {
    const first = await startProjector(folder.places);
    await first.waitFor(await log.append(shop.register('A1'), shop.adjust('A1', 'main', 5)), PATIENCE_MS);
    await first.stop();
    const other = await TestFolder.make();
    folder.onEnd(() => other.remove());
    const otherLog = await other.writer();
    const position = await otherLog.append(new MadeUpShop().register('B2'));

    const second = await startProjector({ ...folder.places, log: other.log });
    folder.onEnd(() => second.stop());

    await expect(second.waitFor(position, PATIENCE_MS)).resolves.toBe(true);
    expect((await allRows(folder.readModels)).products).toMatchObject([{ sku: 'B2' }]);
  });
});

describe('a rebuild', () => {
  test('runs beside the live read models while appends go on, and loses nothing', async () => {
    const projector = await start();
    const opening = await log.append(shop.register('A1'), shop.adjust('A1', 'main', 5_000));
    await projector.waitFor(opening, PATIENCE_MS);
    const readModels = openReadModels({ address: folder.readModels, store: log.store });
    folder.onEnd(() => readModels.close());
    let isDone = false;
    let position = -1n;
    const appending = (async () => {
      for (let i = 0; !isDone; i++) position = await log.append(...shop.order(`o${i}`, 'A1', 'main', 1));
    })();
    const before = projector.status().generation;

    const seen: bigint[] = [];
    const watching = (async () => {
      while (!isDone) {
        seen.push((await readModels.product('A1')).position);
        await nextTurn();
      }
    })();
    await projector.rebuild();
    isDone = true;
    await appending;
    await watching;

    await expect(projector.waitFor(position, PATIENCE_MS)).resolves.toBe(true);
    expect(projector.status().generation).toBeGreaterThan(before);
    expect(seen).toEqual([...seen].sort((a, b) => Number(a - b)));
    const { item } = await readModels.product('A1');
    const { orders } = await allRows(folder.readModels);
    expect(item?.totals).toMatchObject([{ onHand: '5000', allocated: String(orders.length) }]);
    const followed = await hash();
    expect(followed).toBe(await rebuiltHash());
  });

  test('by another process than the projector is taken up by it', async () => {
    const projector = await start();
    await projector.waitFor(await log.append(shop.register('A1')), PATIENCE_MS);
    const before = projector.status().generation;

    await expect(rebuildReadModels(folder.places)).resolves.toBe(true);
    const position = await log.append(shop.adjust('A1', 'main', 1));

    await expect(projector.waitFor(position, PATIENCE_MS)).resolves.toBe(true);
    expect(projector.status().generation).toBe(before + 1);
    expect((await allRows(folder.readModels)).levels).toMatchObject([{ on_hand: '1' }]);
  });

  test('tells how far it has come', async () => {
    const last = await log.append(shop.register('A1'), shop.adjust('A1', 'main', 1));
    const seen: unknown[] = [];
    await rebuildReadModels({ ...folder.places, onProgress: (progress) => seen.push(progress) });

    expect(seen).toContainEqual({ position: last, last });
  });

  test('does not run twice at once', async () => {
    await log.append(shop.register('A1'));
    const database = await openDatabase(folder.readModels);
    folder.onEnd(() => database.close());
    const other = await database.startBuild();
    await expect(rebuildReadModels(folder.places)).rejects.toThrow(RebuildRunningError);

    await other.end();
    await expect(rebuildReadModels(folder.places)).resolves.toBe(true);
  });

  test('that is given up leaves everything as it was', async () => {
    const projector = await start();
    await projector.waitFor(await log.append(shop.register('A1')), PATIENCE_MS);
    const before = await hash();

    await expect(rebuildReadModels({ ...folder.places, signal: AbortSignal.abort() })).resolves.toBe(false);
    expect(await hash()).toBe(before);
  });
});
