import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { follow } from '../../runner/follow.ts';
import { ReadModelWriter } from '../../runner/read-model-writer.ts';
import { rebuildReadModels } from '../../runner/rebuild.ts';
import { allRows, rowsHash } from '../../testing/all-rows.ts';
import { MadeUpShop } from '../../testing/made-up-shop.ts';
import { TestFolder, type TestLog } from '../../testing/test-folder.ts';
import { Generations } from './generations.ts';
import { openSqlite } from './sqlite.ts';
import { SqliteRowStore } from './sqlite-row-store.ts';

let folder: TestFolder;
let log: TestLog;
let shop: MadeUpShop;
let generations: Generations;

beforeEach(async () => {
  folder = await TestFolder.make();
  log = await folder.writer();
  shop = new MadeUpShop();
  await log.append(shop.register('A1'), shop.adjust('A1', 'main', 5));
  generations = new Generations((folder.readModels as { file: string }).file);
  folder.onEnd(() => generations.close());
});

afterEach(() => folder.remove());

test('a database that refuses rows is no fault of the events: they are tried again, and nothing is parked', async () => {
  const { signal } = new AbortController();
  await rebuildReadModels(folder.places);
  const database = openSqlite(generations.live()?.file ?? '');
  folder.onEnd(() => database.close());
  const pages = Number(database.connection.prepare('PRAGMA page_count').get()?.page_count);
  // As a full disk: the file may not grow any more.
  database.connection.exec(`PRAGMA max_page_count = ${pages}`);
  for (let i = 0; i < 200; i++) await log.append(shop.register(`a product with a long name, number ${i}`));

  const writer = await ReadModelWriter.open(new SqliteRowStore(database));
  const failures: unknown[] = [];
  const end = await follow({
    store: log.store,
    writer,
    signal,
    batchMax: 50,
    untilCaughtUp: true,
    onFailure(error) {
      failures.push(error);
      if (failures.length === 2) database.connection.exec('PRAGMA max_page_count = 1000000');
    },
  });

  expect(end).toBe('caught-up');
  expect(failures).toHaveLength(2);
  expect(String(failures[0])).toContain('full');
  expect(writer.parked.count).toBe(0);
  const followed = rowsHash(await allRows(folder.readModels));
  await rebuildReadModels(folder.places);
  expect(rowsHash(await allRows(folder.readModels))).toBe(followed);
});

test('what a rebuild left that was broken off does not stand in the way', async () => {
  const left = generations.reserve();
  openSqlite(left.file).connection.exec('CREATE TABLE products (half TEXT)');

  await expect(rebuildReadModels(folder.places)).resolves.toBe(true);
  expect((await allRows(folder.readModels)).products).toHaveLength(1);
  expect(generations.live()?.number).toBe(left.number + 1);
});
