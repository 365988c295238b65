import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Generations } from '../database/generations.ts';
import { openSqlite } from '../database/sqlite.ts';
import { allRows, rowsHash } from '../testing/all-rows.ts';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { TestFolder, type TestLog } from '../testing/test-folder.ts';
import { buildGeneration } from './build.ts';
import { follow } from './follow.ts';
import { lockBuilding, RebuildRunningError } from './lock-building.ts';
import { ReadModelWriter } from './read-model-writer.ts';
import { rebuildReadModels } from './rebuild.ts';

let folder: TestFolder;
let log: TestLog;
let shop: MadeUpShop;
let generations: Generations;

beforeEach(async () => {
  folder = new TestFolder();
  log = await folder.writer();
  shop = new MadeUpShop();
  await log.append(shop.register('A1'), shop.adjust('A1', 'main', 5));
  generations = new Generations(folder.readModelsFile);
  folder.onEnd(() => generations.close());
});

afterEach(() => folder.remove());

test('a database that refuses rows is no fault of the events: they are tried again, and nothing is parked', async () => {
  const { signal } = new AbortController();
  const live = await buildGeneration({ store: log.store, generations, signal });
  const database = openSqlite(live?.file ?? '');
  folder.onEnd(() => database.close());
  const pages = Number(database.connection.prepare('PRAGMA page_count').get()?.page_count);
  // As a full disk: the file may not grow any more.
  database.connection.exec(`PRAGMA max_page_count = ${pages}`);
  for (let i = 0; i < 200; i++) await log.append(shop.register(`a product with a long name, number ${i}`));

  const writer = new ReadModelWriter(database);
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
  const followed = rowsHash(allRows(folder.readModelsFile));
  await rebuildReadModels(folder.files);
  expect(rowsHash(allRows(folder.readModelsFile))).toBe(followed);
});

test('two rebuilds do not run at once', async () => {
  const release = lockBuilding(folder.readModelsFile);
  await expect(rebuildReadModels(folder.files)).rejects.toThrow(RebuildRunningError);

  release();
  await expect(rebuildReadModels(folder.files)).resolves.toBe(true);
});

test('what a rebuild left that was broken off does not stand in the way', async () => {
  const left = generations.reserve();
  openSqlite(left.file).connection.exec('CREATE TABLE products (half TEXT)');

  await expect(rebuildReadModels(folder.files)).resolves.toBe(true);
  expect(allRows(folder.readModelsFile).products).toHaveLength(1);
  expect(generations.live()?.number).toBe(left.number + 1);
});
