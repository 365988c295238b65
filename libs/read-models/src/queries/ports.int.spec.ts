import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { UnknownPositionError } from '#event-store';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { ProjectedLog } from '../testing/projected-log.ts';
import { TestFolder } from '../testing/test-folder.ts';
import { PositionNotReachedError, ReadModelsNotReadyError, ReadModelsOfAnotherLogError } from './errors.ts';
import { openReadModels } from './open-read-models.ts';

let shown: ProjectedLog;
let shop: MadeUpShop;

beforeEach(async () => {
  shown = await ProjectedLog.open();
  shop = new MadeUpShop();
});

afterEach(() => shown.folder.remove());

describe('what the command side asks', () => {
  test('streams whose process is not at its end', async () => {
    await shown.given(
      shop.register('A1'),
      ...shop.order('done', 'A1', 'main', 1),
      ...shop.submit('half', 'A1', 'main', 1),
      ...shop.submit('rejected', 'A1', 'main', 1),
    );
    await shown.given(...shop.reject('rejected').slice(0, 2));
    await shown.given(...shop.dispatch('half', 'A1', 'main', 'second', 1).slice(0, 2));
    await shown.given(...shop.dispatch('sent', 'A1', 'main', 'second', 1));
    const position = await shown.given(...shop.order('last', 'A1', 'main', 1));

    await expect(shown.readModels.openOperations()).resolves.toEqual({
      streams: ['order-half', 'order-rejected', 'transfer-half'],
      position,
    });
  });

  test('what a warehouse holds that is not zero, once the position shows', async () => {
    const position = await shown.given(
      shop.register('B2'),
      shop.register('A1'),
      shop.adjust('B2', 'main', 1),
      shop.adjust('A1', 'main', 2),
      shop.adjust('A1', 'main', -2),
      shop.adjust('A1', 'second', 2),
      ...shop.dispatch('T', 'B2', 'second', 'main', 3),
      ...shop.dispatch('U', 'A1', 'second', 'main', 1),
    );

    await expect(shown.readModels.warehouseContents('main', position)).resolves.toEqual([
      { sku: 'A1', unit: 'item', onHand: '0', allocated: '0', held: '0', inTransit: '1' },
      { sku: 'B2', unit: 'item', onHand: '1', allocated: '0', held: '0', inTransit: '3' },
    ]);
    await expect(shown.readModels.warehouseContents('main', position + 1n)).rejects.toThrow(
      PositionNotReachedError,
    );
  });

  test('counts of products', async () => {
    await shown.given(
      ...['A1', 'B2', 'C3'].map((sku) => shop.register(sku)),
      shop.register('SET', undefined, ['A1']),
      shop.setStatus('A1', 'out_of_stock'),
      shop.setStatus('SET', 'discontinued'),
      shop.low('C3', true),
    );

    await expect(shown.readModels.stockSummary()).resolves.toMatchObject({
      products: 3,
      kits: 1,
      inStock: 2,
      outOfStock: 1,
      discontinued: 0,
      low: 1,
    });
  });

  test('products that inherit an option and may change by it, in the order of skus', async () => {
    await shown.given(
      shop.defineOrganization('default'),
      shop.defineCategory('toys'),
      shop.defineCategory('balls', 'toys'),
      shop.defineCategory('cards', 'toys'),
      shop.register('D4', 'toys'),
      shop.register('C3', 'balls'),
      shop.register('B2', 'cards'),
      shop.register('A1'),
      shop.setOption('product-D4', 'manageInventory', true),
      shop.setOption('category-cards', 'lowInventoryThreshold', '1'),
      shop.setStatus('A1', 'discontinued'),
    );
    const reached = (level: string, code: string | undefined, option: string) =>
      collected(shown.readModels.productsReached({ level, ...(code && { code }) } as never, option as never));

    expect(await reached('category', 'toys', 'inventoryThreshold')).toEqual(['B2', 'C3', 'D4']);
    expect(await reached('category', 'toys', 'manageInventory')).toEqual(['B2', 'C3']);
    expect(await reached('category', 'toys', 'lowInventoryThreshold')).toEqual(['C3', 'D4']);
    expect(await reached('category', 'balls', 'parent')).toEqual(['C3']);
    expect(await reached('system', undefined, 'inventoryThreshold')).toEqual(['B2', 'C3', 'D4']);
    expect(await reached('system', undefined, 'highlightLowInventory')).toEqual(['A1', 'B2', 'C3', 'D4']);
    expect(await reached('organization', 'default', 'lowInventoryThreshold')).toEqual(['A1', 'C3', 'D4']);
    expect(await reached('organization', 'acme', 'inventoryThreshold')).toEqual([]);
    expect(await reached('product', 'D4', 'inventoryThreshold')).toEqual(['D4']);
    expect(await reached('website', 'uk', 'inventoryThreshold')).toEqual([]);
    expect(await reached('system', undefined, 'backOrder')).toEqual([]);
  });
});

test('before the first build there is no answer', async () => {
  const empty = await TestFolder.make();
  shown.folder.onEnd(() => empty.remove());
  const missing = openReadModels({ address: empty.readModels, store: shown.log.store });

  await expect(missing.products()).rejects.toThrow(ReadModelsNotReadyError);
  await missing.close();
});

async function collected(skus: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const sku of skus) found.push(sku);
  return found;
}

test('read models answer about the log that they were folded from, and about none that has other events', async () => {
  const position = await shown.given(shop.register('A1'));
  const { store } = shown.log;
  const address = shown.folder.readModels;
  const readModels = (log: typeof store) => openReadModels({ address, store: log });
  const mine = readModels(store);
  const others = readModels({
    ...store,
    async *readLog() {
      yield [{ position, hash: 'another' }];
    },
  } as unknown as typeof store);
  const shorter = readModels({
    ...store,
    // biome-ignore lint/correctness/useYield: a store that has no event there
    async *readLog() {
      throw new UnknownPositionError(position);
    },
  } as unknown as typeof store);

  expect(await mine.belongToLog()).toBe(true);
  expect(await others.belongToLog()).toBe(false);
  expect(await shorter.belongToLog()).toBe(false);
  await expect(mine.product('A1')).resolves.toMatchObject({ item: { sku: 'A1' }, position });
  for (const one of [others, shorter]) {
    await expect(one.product('A1')).rejects.toThrow(ReadModelsOfAnotherLogError);
    await expect(one.products()).rejects.toThrow(ReadModelsOfAnotherLogError);
    await expect(one.commandPlaces([])).rejects.toThrow(ReadModelsOfAnotherLogError);
    await expect(one.position()).rejects.toThrow(ReadModelsOfAnotherLogError);
  }
  for (const one of [mine, others, shorter]) await one.close();
});

test('a log is asked once for each generation, and again where somebody asks whose the rows are', async () => {
  await shown.given(shop.register('A1'));
  const { store } = shown.log;
  const looked: unknown[] = [];
  let isReplaced = false;
  const counted = {
    readLog: (request: unknown) => {
      looked.push(request);
      return isReplaced ? (async function* () {})() : store.readLog(request as never);
    },
  };
  const readModels = openReadModels({
    address: shown.folder.readModels,
    store: { ...store, ...counted } as never,
  });

  for (let times = 0; times < 3; times++) await readModels.product('A1');
  expect(looked).toHaveLength(1);

  isReplaced = true;
  expect(await readModels.belongToLog()).toBe(false);
  await expect(readModels.product('A1')).rejects.toThrow(ReadModelsOfAnotherLogError);

  isReplaced = false;
  await expect(readModels.product('A1')).resolves.toMatchObject({ item: { sku: 'A1' } });
  await readModels.close();
});
