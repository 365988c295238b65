import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { allPages } from '../testing/pages.ts';
import { fact, ProjectedLog } from '../testing/projected-log.ts';

let shown: ProjectedLog;
let shop: MadeUpShop;

beforeEach(async () => {
  shown = await ProjectedLog.open();
  shop = new MadeUpShop();
});

afterEach(() => shown.folder.remove());

describe('scopes', () => {
  test('are listed with own options and assignments', async () => {
    await shown.given(
      shop.defineOrganization('acme'),
      shop.openWarehouse('main'),
      shop.openWarehouse('second'),
      shop.defineWebsite('uk', 'acme', ['second', 'main']),
      shop.defineCategory('toys'),
      shop.setOption('category-toys', 'inventoryThreshold', '2.5'),
      fact('system', 'WarehousesAssigned', { warehouses: ['main'] }),
    );

    expect((await shown.readModels.organizations()).items).toEqual([
      { code: 'acme', name: 'acme', options: {}, warehouses: null },
    ]);
    expect((await shown.readModels.websites()).items).toEqual([
      {
        code: 'uk',
        name: 'uk',
        organization: 'acme',
        timeZone: 'UTC',
        options: {},
        warehouses: ['second', 'main'],
      },
    ]);
    expect((await shown.readModels.categories()).items).toEqual([
      { code: 'toys', name: 'toys', parent: null, options: { inventoryThreshold: '2.5' } },
    ]);
    expect((await shown.readModels.warehouses()).items).toMatchObject([
      {
        code: 'main',
        status: 'open',
        assignments: [
          { level: 'website', code: 'uk', priority: 2 },
          { level: 'system', priority: 1 },
        ],
      },
      { code: 'second', assignments: [{ level: 'website', code: 'uk', priority: 1 }] },
    ]);
  });

  test('are listed page by page', async () => {
    await shown.given(...['c', 'a', 'b'].map((code) => shop.defineCategory(code)));

    const found = await allPages((page) => shown.readModels.categories(page), 1);
    expect(found.map(({ code }) => code)).toEqual(['a', 'b', 'c']);
  });
});
