import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { allPages } from '../testing/pages.ts';
import { ProjectedLog } from '../testing/projected-log.ts';
import { InvalidCursorError } from './errors.ts';

let shown: ProjectedLog;

beforeAll(async () => {
  shown = await ProjectedLog.open();
  const shop = new MadeUpShop();
  await shown.given(
    shop.openWarehouse('main'),
    shop.openWarehouse('second'),
    shop.openWarehouse('third'),
    shop.defineOrganization('default'),
    shop.defineWebsite('uk', 'default', ['third', 'main']),
    shop.defineCategory('toys'),
    shop.defineCategory('balls', 'toys'),
    shop.register('A1', 'balls'),
    shop.register('B2', 'toys'),
    shop.register('C3'),
    ...['main', 'second', 'third'].flatMap((code) =>
      ['C3', 'A1', 'B2'].map((sku) => shop.adjust(sku, code, 1)),
    ),
    shop.low('B2', true),
    shop.setStatus('C3', 'discontinued'),
  );
});

afterAll(() => shown.folder.remove());

describe('levels', () => {
  const namesOf = (items: readonly { sku: string; warehouse: string }[]) =>
    items.map(({ sku, warehouse }) => `${sku} ${warehouse}`);

  test.each([
    [{}, 'A1 main, A1 second, A1 third, B2 main, B2 second, B2 third, C3 main, C3 second, C3 third'],
    [{ warehouse: 'second' }, 'A1 second, B2 second, C3 second'],
    [{ sku: 'B2' }, 'B2 main, B2 second, B2 third'],
    [{ category: 'balls', warehouse: 'main' }, 'A1 main'],
    [{ category: 'toys', warehouse: 'main' }, 'A1 main, B2 main'],
    [{ category: 'unheard-of' }, ''],
    [{ status: 'discontinued' as const, warehouse: 'main' }, 'C3 main'],
    [{ low: true, warehouse: 'main' }, 'B2 main'],
    [{ low: false, warehouse: 'main' }, 'A1 main, C3 main'],
    [{ website: 'uk', sku: 'A1' }, 'A1 main, A1 third'],
    [{ website: 'unheard-of' }, ''],
  ])('match %j', async (filter, expected) => {
    for (const limit of [1, 2, 1000]) {
      const found = await allPages((page) => shown.readModels.levels({ ...filter, ...page }), limit);
      expect(namesOf(found).join(', ')).toBe(expected);
    }
  });

  test('say what of the product they are', async () => {
    const { items } = await shown.readModels.levels({ sku: 'B2', warehouse: 'main' });

    expect(items).toEqual([
      {
        sku: 'B2',
        name: 'Product B2',
        category: 'toys',
        status: 'in_stock',
        low: true,
        warehouse: 'main',
        unit: 'item',
        onHand: '1',
        allocated: '0',
        held: '0',
        available: '1',
      },
    ]);
  });

  test('refuse a cursor of other filters, and a limit out of range', async () => {
    const { next } = await shown.readModels.levels({ limit: 1 });
    const cursor = next ?? '';

    await expect(shown.readModels.levels({ sku: 'A1', cursor })).rejects.toThrow(InvalidCursorError);
    await expect(shown.readModels.products({ cursor })).rejects.toThrow(InvalidCursorError);
    await expect(shown.readModels.levels({ limit: 0 })).rejects.toThrow(RangeError);
    await expect(shown.readModels.levels({ limit: 1001 })).rejects.toThrow(RangeError);
  });
});
