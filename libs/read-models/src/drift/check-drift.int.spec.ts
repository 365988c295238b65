import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Column, describeTable, TABLE_NAMES } from '../database/tables.ts';
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
  await expect(check()).resolves.toEqual({ products: 3, drifts: [], rows: [], isCut: false, parked: [] });
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

  await expect(check()).resolves.toMatchObject({
    products: 2,
    drifts: [],
    rows: [],
    parked: ['product-A1'],
  });
});

const LINE = { sku: 'A1', unit: 'item', counted: '9', was: '10.5', revision: 1 };
const HOLD = {
  holdId: 'cart',
  operation: 0,
  website: 'default',
  lines: [{ sku: 'A1', unit: 'item', quantity: '1' }],
  expiresAt: '2026-01-02T00:00:00.000Z',
  decidedAt: '2026-01-01T00:00:00.000Z',
};

/** All but those that say how far the rows are, and one that a log with an index of its own does without. */
const COMPARED = TABLE_NAMES.filter(
  (table) => !['checkpoint', 'parked_streams', 'command_events'].includes(table),
);

/** What is done to each table, and how the one row that was changed is told. */
const TAMPERED = COMPARED.map((table) => {
  const { columns, key } = describeTable(table);
  const kinds: Readonly<Record<string, Column>> = columns;
  const last = key.at(-1) ?? '';
  const value = kinds[last] === 'key' ? `'~'` : '999999';
  const values = Object.keys(columns).map((name) => (name === last ? value : name));
  const changed = Object.keys(columns).findLast((name) => !key.includes(name) && kinds[name] !== 'bytes');
  const isText = /^(text|json)/.test(kinds[changed ?? ''] ?? '');
  const other = isText ? '["x"]' : '77';
  return {
    table,
    add: `INSERT INTO ${table} SELECT ${values} FROM ${table} LIMIT 1`,
    takeAway: `DELETE FROM ${table} WHERE ${last} = ${value}`,
    ...(changed !== undefined && {
      change: [`UPDATE ${table} SET ${changed} = '${other}'`],
      told: `${changed} ${other}`,
    }),
  };
});

describe('a fresh fold', () => {
  beforeEach(async () => {
    await shown.given(
      shop.defineWebsite('web', 'default', ['main']),
      shop.defineCategory('toys'),
      shop.register('D4', 'toys'),
      shop.adjust('D4', 'main', 5, { effectiveAt: '2026-01-01T00:00:00Z' }),
      ...shop.dispatch('t1', 'D4', 'main', 'second', 2),
      ...shop.submit('o2', 'A1', 'main', 1),
      ...shop.reject('o2'),
      fact('hold-cart', 'HoldSubmitted', HOLD),
      fact('warehouse-main', 'CountSheetOpened', { sheetId: 's', warehouse: 'main' }),
      fact('warehouse-main', 'LinesCounted', { sheetId: 's', warehouse: 'main', lines: [LINE] }),
      fact('warehouse-main', 'LinesRefused', {
        sheetId: 's',
        warehouse: 'main',
        lines: [{ ...LINE, code: 'MOVED_SINCE_COUNT' }],
      }),
    );
  });

  test('finds rows of every table that were added, changed or removed', async () => {
    const drifts = async (statements: readonly string[]) => {
      for (const statement of statements) await tamper(shown.folder.readModels, statement);
      return (await check()).rows;
    };
    expect(await drifts([])).toEqual([]);

    const added = await drifts(TAMPERED.map(({ add }) => add));
    expect(added.map(({ table, expected }) => [table, expected])).toEqual(
      COMPARED.map((table) => [table, 'nothing']),
    );
    expect(await drifts(TAMPERED.map(({ takeAway }) => takeAway))).toEqual([]);

    const changed = await drifts(TAMPERED.flatMap(({ change }) => change ?? []));
    for (const { table, told } of TAMPERED) {
      if (told !== undefined) expect(changed).toContainEqual(expect.objectContaining({ table, found: told }));
    }
    const gone = await drifts(COMPARED.map((table) => `DELETE FROM ${table}`));
    expect(new Set(gone.map(({ table, found }) => `${table} ${found}`))).toEqual(
      new Set(COMPARED.map((table) => `${table} nothing`)),
    );
  });

  test('leaves out what could not be folded', async () => {
    await shown.given(
      fact('hold-cart', 'HoldAccepted', { holdId: 'other' }),
      fact('hold-cart', 'HoldAccepted', {}),
    );
    await tamper(shown.folder.readModels, `UPDATE holds SET website = 'x'`);

    expect(await check()).toMatchObject({
      rows: [{ table: 'holds', key: ['cart'], expected: 'website default', found: 'website x' }],
      parked: ['hold-cart'],
    });
  });
});
