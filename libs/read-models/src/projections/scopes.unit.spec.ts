import { beforeEach, expect, test } from '@jest/globals';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { MemoryRows } from '../testing/memory-rows.ts';

let shop: MadeUpShop;
let rows: MemoryRows;

beforeEach(() => {
  shop = new MadeUpShop();
  rows = new MemoryRows();
});

const event = (stream: string, type: string, data: object) => ({
  stream,
  events: [{ type, data: data as never, metadata: { commandId: 'c', actor: 'a' } }],
});

test('organizations, websites, categories and warehouses are kept as defined', () => {
  rows.fold(
    shop.defineOrganization('acme'),
    shop.defineWebsite('uk', 'acme', ['main']),
    shop.defineCategory('toys'),
    shop.defineCategory('balls', 'toys'),
    shop.openWarehouse('main'),
  );

  expect(rows.all('organizations')).toEqual([{ code: 'acme', name: 'acme', position: 0 }]);
  expect(rows.all('websites')).toEqual([
    { code: 'uk', name: 'uk', organization: 'acme', time_zone: 'UTC', position: 1 },
  ]);
  expect(rows.all('categories').map(({ code, parent }) => [code, parent])).toEqual([
    ['toys', null],
    ['balls', 'toys'],
  ]);
  expect(rows.all('warehouses')).toEqual([
    { code: 'main', name: 'Warehouse main', organization: null, state: 'open', position: 5 },
  ]);
});

test('a category moves', () => {
  rows.fold(
    shop.defineCategory('balls', 'toys'),
    event('categories', 'CategoryMoved', { code: 'balls', from: 'toys', to: null }),
  );

  expect(rows.get('categories', 'balls')?.parent).toBeNull();
});

test.each([
  [['WarehouseClosing'], 'closing'],
  [['WarehouseClosing', 'WarehouseClosed'], 'closed'],
  [['WarehouseClosing', 'WarehouseReopened'], 'open'],
])('a warehouse after %j is %s', (types, state) => {
  rows.fold(
    shop.openWarehouse('main'),
    ...types.map((type) => event('warehouse-main', type, { code: 'main' })),
  );

  expect(rows.get('warehouses', 'main')?.state).toBe(state);
});

test('a scope keeps its own options and warehouses, whatever else is known of it', () => {
  rows.fold(
    shop.setOption('category-toys', 'backOrder', true),
    shop.setOption('system', 'inventoryThreshold', '2'),
    event('system', 'WarehousesAssigned', { warehouses: ['b', 'a'] }),
    event('category-toys', 'OptionCleared', { option: 'backOrder', previous: true }),
  );

  expect(rows.all('scope_settings')).toEqual([
    { level: 'category', code: 'toys', options: '{}', warehouses: null },
    { level: 'system', code: '', options: '{"inventoryThreshold":"2"}', warehouses: '["b","a"]' },
  ]);
});
