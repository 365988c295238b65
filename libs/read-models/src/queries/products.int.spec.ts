import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { allPages } from '../testing/pages.ts';
import { ProjectedLog } from '../testing/projected-log.ts';

let shown: ProjectedLog;
let shop: MadeUpShop;

beforeEach(async () => {
  shown = await ProjectedLog.open();
  shop = new MadeUpShop();
});

afterEach(() => shown.folder.remove());

describe('products', () => {
  test('are told with levels, totals and label', async () => {
    const position = await shown.given(
      shop.defineCategory('toys'),
      shop.register('A1', 'toys'),
      shop.adjust('A1', 'second', 1.5),
      shop.adjust('A1', 'main', 10),
      ...shop.order('o1', 'A1', 'main', 4),
    );

    await expect(shown.readModels.product('A1')).resolves.toEqual({
      position,
      item: {
        sku: 'A1',
        name: 'Product A1',
        organization: 'default',
        category: 'toys',
        units: [{ code: 'item', precision: 2 }],
        stockUnit: null,
        kit: null,
        status: 'in_stock',
        label: 'in_stock',
        levels: [
          { warehouse: 'main', unit: 'item', onHand: '10', allocated: '4', held: '0', available: '6' },
          { warehouse: 'second', unit: 'item', onHand: '1.5', allocated: '0', held: '0', available: '1.5' },
        ],
        totals: [{ unit: 'item', onHand: '11.5', allocated: '4', held: '0', available: '7.5' }],
      },
    });
  });

  test('that were never stocked are zero in each unit, and unknown ones are not there', async () => {
    await shown.given(shop.register('A1'));

    expect((await shown.readModels.product('A1')).item?.totals).toEqual([
      { unit: 'item', onHand: '0', allocated: '0', held: '0', available: '0' },
    ]);
    expect((await shown.readModels.product('A2')).item).toBeUndefined();
  });

  test('are labelled upcoming before low, and low before in stock, by inherited options', async () => {
    await shown.given(
      shop.defineCategory('toys'),
      shop.defineCategory('balls', 'toys'),
      shop.register('A1', 'balls'),
      shop.low('A1', true),
    );
    const label = async () => (await shown.readModels.product('A1')).item?.label;

    expect(await label()).toBe('low_inventory');
    await shown.given(shop.setOption('category-toys', 'isUpcoming', true));
    expect(await label()).toBe('upcoming');
    await shown.given(shop.setOption('category-toys', 'availabilityDate', '2020-01-01T00:00:00.000Z'));
    expect(await label()).toBe('low_inventory');
    await shown.given(shop.setStatus('A1', 'out_of_stock'));
    expect(await label()).toBe('out_of_stock');
  });

  test('are listed by sku, page by page', async () => {
    const skus = Array.from({ length: 23 }, (_, i) => `S${i}`);
    await shown.given(...skus.map((sku) => shop.register(sku)));

    const found = await allPages((page) => shown.readModels.products(page), 5);
    expect(found.map(({ sku }) => sku)).toEqual([...skus].sort());
  });
});
