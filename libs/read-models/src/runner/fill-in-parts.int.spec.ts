import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openDatabase } from '../database/open-database.ts';
import type { Generation, ReadModelsDatabase } from '../database/read-models-database.ts';
import { allRows, rowsHash } from '../testing/all-rows.ts';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { fact } from '../testing/projected-log.ts';
import { randomHistory } from '../testing/random-history.ts';
import { TestFolder, type TestLog } from '../testing/test-folder.ts';
import { type BuildOptions, buildGeneration } from './build.ts';
import { openEventSource } from './event-source.ts';
import { startProjector } from './projector.ts';
import { rebuildReadModels } from './rebuild.ts';

const PATIENCE_MS = 20_000;

let folder: TestFolder;
let log: TestLog;
let database: ReadModelsDatabase;

beforeEach(async () => {
  folder = await TestFolder.make();
  log = await folder.writer();
  database = await openDatabase(folder.readModels);
  folder.onEnd(() => database.close());
});

afterEach(() => folder.remove());

/** Builds in two threads, though the log is short. */
async function buildInParts(options: Partial<BuildOptions> = {}): Promise<Generation | undefined> {
  const store = await openEventSource(folder.log);
  const { signal } = new AbortController();
  try {
    return await buildGeneration({ log: folder.log, store, database, signal, inPartsFrom: 0n, ...options });
  } finally {
    await store.close();
  }
}

const hash = async () => rowsHash(await allRows(folder.readModels));

/** Files of generations and of what stands beside them while they are built. */
const files = () => readdirSync(folder.folder).filter((name) => /\.g\d+(-part)?$/.test(name));

/** A history in which every kind of stream happens, and two streams cannot be folded to their end. */
async function someHistory(): Promise<void> {
  const shop = new MadeUpShop();
  for (const history of fc.sample(randomHistory, { numRuns: 1, seed: 3 })) await log.append(...history);
  await log.append(
    shop.register('a parked product'),
    fact('product-a parked product', 'ProductRenamed', { sku: 'a parked product' }),
    fact('order-never submitted', 'OrderAccepted', { orderId: 'never submitted', operation: 0 }),
    fact('product-a parked product', 'StatusChanged', { sku: 'a parked product', from: 'in_stock' }),
  );
}

test('rows that two threads made are those that one makes, parked streams and the index of the log among them', async () => {
  await someHistory();
  await rebuildReadModels(folder.places);
  const inOne = await allRows(folder.readModels);
  expect(inOne.parked_streams).toHaveLength(2);
  expect(inOne.level_history.length).toBeGreaterThan(0);

  expect(await buildInParts()).toMatchObject({ number: 2 });

  expect(await allRows(folder.readModels)).toEqual(inOne);
});

test('what is appended while they are at work shows as well', async () => {
  await someHistory();
  const shop = new MadeUpShop();
  let appended: Promise<bigint> | undefined;
  await buildInParts({
    onProgress() {
      appended ??= log.append(shop.register('late'), shop.adjust('late', 'main', 5));
    },
  });
  const projector = await startProjector(folder.places);
  folder.onEnd(() => projector.stop());
  expect(await projector.waitFor((await appended) ?? -1n, PATIENCE_MS)).toBe(true);

  const followed = await hash();
  await rebuildReadModels(folder.places);
  expect(await hash()).toBe(followed);
});

test('a build that is stopped leaves nothing', async () => {
  await someHistory();
  await rebuildReadModels(folder.places);
  const [before, left] = [await hash(), files()];
  const stopping = new AbortController();

  const onProgress = () => stopping.abort();
  expect(await buildInParts({ signal: stopping.signal, onProgress })).toBeUndefined();

  expect(await hash()).toBe(before);
  expect(files()).toEqual(left);
});

test('a build that is stopped before it has begun ends as well', async () => {
  await someHistory();
  const left = files();

  expect(await buildInParts({ signal: AbortSignal.abort() })).toBeUndefined();

  expect(files()).toEqual(left);
});

test('where a thread fails so does the build', async () => {
  await someHistory();
  await rebuildReadModels(folder.places);
  if (folder.readModels.kind === 'postgres') return;
  const [before, left] = [await hash(), files()];

  const elsewhere = { kind: 'sqlite', file: `${folder.logFile}-elsewhere` } as const;
  await expect(buildInParts({ log: elsewhere })).rejects.toThrow('-elsewhere');

  expect(await hash()).toBe(before);
  expect(files()).toEqual(left);
});
