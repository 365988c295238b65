import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { fact, ProjectedLog } from '../testing/projected-log.ts';
import { tamper } from '../testing/tamper.ts';
import { checkDrift } from './check-drift.ts';

let shown: ProjectedLog;
let shop: MadeUpShop;

beforeEach(async () => {
  shown = await ProjectedLog.open();
  shop = new MadeUpShop();
  await shown.given(
    shop.defineOrganization('default'),
    shop.openWarehouse('main'),
    ...['A1', 'B2', 'C3'].map((sku) => shop.register(sku)),
    shop.adjust('A1', 'main', 10.5),
    ...shop.order('o1', 'A1', 'main', 4),
    shop.setOption('product-B2', 'inventoryThreshold', '3'),
    shop.setStatus('C3', 'discontinued'),
    shop.low('B2', true),
  );
});

afterEach(() => shown.folder.remove());

const check = () => checkDrift({ store: shown.log.store, readModels: shown.folder.readModels });

test('rows that are what the log says have no drift', async () => {
  await expect(check()).resolves.toEqual({ products: 3, drifts: [], isCut: false, parked: [] });
});

test.each([
  [
    `UPDATE levels SET on_hand = '11', available = '7'`,
    'A1',
    'level main item',
    '10.5 on hand, 4 allocated, 0 held, 6.5 available',
    '11 on hand, 4 allocated, 0 held, 7 available',
  ],
  [
    `UPDATE level_history SET allocated = '3' WHERE allocated = '4'`,
    'A1',
    'level main item at 7',
    '10.5 on hand, 4 allocated, 0 held',
    '10.5 on hand, 3 allocated, 0 held',
  ],
  [
    `INSERT INTO level_history VALUES ('A1', 'main', 'item', 4, '1', '0', '0')`,
    'A1',
    'history of level main item',
    '2 rows',
    '3 rows',
  ],
  [
    'DELETE FROM levels',
    'A1',
    'level main item',
    '10.5 on hand, 4 allocated, 0 held, 6.5 available',
    'nothing',
  ],
  [
    `UPDATE products SET status = 'in_stock' WHERE sku = 'C3'`,
    'C3',
    'status',
    'discontinued, set by hand',
    'in_stock, set by hand',
  ],
  [
    `UPDATE products SET options = '{}' WHERE sku = 'B2'`,
    'B2',
    'options',
    '[["inventoryThreshold","3"]]',
    '[]',
  ],
  [`UPDATE product_units SET low = 0 WHERE sku = 'B2'`, 'B2', 'low', 'item', ''],
  [
    `INSERT INTO products SELECT 'X9', name, organization, category, units, stock_unit, kit, options, status,
       taken_by_threshold, set_by_hand, options_version, revision, position FROM products WHERE sku = 'A1'`,
    'X9',
    'product',
    'nothing',
    'X9',
  ],
])('finds what %s did', async (sql, sku, what, expected, found) => {
  await tamper(shown.folder.readModels, sql);

  expect((await check()).drifts).toEqual([{ sku, what, expected, found }]);
});

test('finds a product that is missing', async () => {
  await tamper(shown.folder.readModels, `DELETE FROM products WHERE sku = 'B2'`);

  const { drifts } = await check();
  expect(drifts.map(({ sku, what, found }) => `${sku} ${what} ${found}`)).toContain('B2 name nothing');
});

test('names streams that are parked, whose products are behind', async () => {
  await shown.given(fact('product-A1', 'ProductRenamed', { sku: 'A1' }), shop.adjust('A1', 'main', 1));

  await expect(check()).resolves.toMatchObject({ products: 2, drifts: [], parked: ['product-A1'] });
});
