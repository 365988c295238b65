import { describe, expect, test } from '@jest/globals';
import { RowChecker } from './check-row.ts';
import { columnPlaces } from './columns.ts';
import { statusNamed, unitNamed } from './names.ts';
import type { StockRow } from './read-rows.ts';

const units = [
  { code: 'item', precision: 0 },
  { code: 'liter', precision: 2 },
  { code: 'kg', precision: 3 },
];
const known = {
  product: (sku: string) =>
    sku === 'A'
      ? { units, kitStatus: null }
      : sku === 'KIT'
        ? { units, kitStatus: 'out_of_stock' as const }
        : undefined,
  warehouse: (code: string) => ({ main: 'open', old: 'closed' })[code],
};
const row = (cells: Partial<StockRow>): StockRow => ({
  number: 1,
  sku: 'A',
  product: '',
  status: '',
  warehouse: '',
  quantity: '',
  unit: '',
  hasTooManyCells: false,
  ...cells,
});
const check = (cells: Partial<StockRow>) => new RowChecker(known, 'main').check(row(cells));

describe('a row of a stock file', () => {
  test.each([
    [
      'the primary unit and the default warehouse',
      { quantity: '5' },
      { warehouse: 'main', unit: 'item', counted: '5' },
    ],
    ['zero, which is a count', { quantity: '0' }, { unit: 'item', counted: '0' }],
    ['a plural', { quantity: '1.50', unit: 'Liters' }, { unit: 'liter', counted: '1.5' }],
    ['a name', { quantity: '0.125', unit: 'kilograms' }, { unit: 'kg', counted: '0.125' }],
  ])('counts in %s', (_, cells, data) => {
    expect(check(cells)).toMatchObject({ kind: 'good', commands: { count: { type: 'CountLevel', data } } });
  });

  test.each(['In Stock', 'in stock', 'in_stock'])('sets the status %j', (status) => {
    const set = { type: 'SetStatus', data: { sku: 'A', status: 'in_stock' } };
    expect(check({ status })).toEqual({ kind: 'good', commands: { status: set } });
  });

  test('leaves alone the status that a kit shows, and sets another', () => {
    expect(check({ sku: 'KIT', status: 'Out of Stock' })).toEqual({ kind: 'good', commands: {} });
    expect(check({ sku: 'KIT', status: 'In Stock' })).toMatchObject({
      commands: { status: { data: { sku: 'KIT', status: 'in_stock' } } },
    });
  });

  test('leaves alone what its empty cells stand for', () => {
    expect(check({})).toEqual({ kind: 'good', commands: {} });
  });

  test.each([
    ['UNKNOWN_PRODUCT', 'SKU', { sku: 'B' }],
    ['VALIDATION_FAILED', 'SKU', { sku: '' }],
    ['VALIDATION_FAILED', 'Inventory Status', { status: 'Sold' }],
    ['UNKNOWN_WAREHOUSE', 'Warehouse', { warehouse: 'north' }],
    ['WAREHOUSE_CLOSED', 'Warehouse', { warehouse: 'old', quantity: '1' }],
    ['UNKNOWN_UNIT', 'Unit', { unit: 'barrel' }],
    ['VALIDATION_FAILED', 'Quantity', { quantity: 'many' }],
    ['VALIDATION_FAILED', 'Quantity', { quantity: '-1' }],
    ['VALIDATION_FAILED', 'Quantity', { quantity: '1e3' }],
    ['PRECISION_EXCEEDED', 'Quantity', { quantity: '1.5' }],
    ['PRECISION_EXCEEDED', 'Quantity', { quantity: '1.00000000001' }],
    ['OUT_OF_RANGE', 'Quantity', { quantity: '10000000001' }],
    ['VALIDATION_FAILED', 'Quantity', { sku: 'KIT', quantity: '1' }],
    ['VALIDATION_FAILED', '', { hasTooManyCells: true }],
  ])('is in error: %s at %s', (code, column, cells) => {
    expect(check(cells)).toMatchObject({ kind: 'bad', errors: [{ row: 1, code, column }] });
  });

  test('tells all that is wrong with it', () => {
    const checked = check({ sku: 'B', status: 'Sold', quantity: 'x', warehouse: 'north' });
    const columns = checked.kind === 'bad' ? checked.errors.map(({ column }) => column) : [];
    expect(columns).toEqual(['Inventory Status', 'SKU', 'Warehouse', 'Quantity']);
  });

  test('may repeat the status of a product, not change it', () => {
    const checker = new RowChecker(known, 'main');
    expect(checker.check(row({ status: 'In Stock' })).kind).toBe('good');
    expect(checker.check(row({ status: 'In Stock', quantity: '1' })).kind).toBe('good');
    expect(checker.check(row({ number: 3, status: 'Discontinued' }))).toMatchObject({
      errors: [{ row: 3, column: 'Inventory Status' }],
    });
  });
});

test('units are named in any case, singular or plural, by code first', () => {
  const named = (text: string) =>
    unitNamed([{ code: 'piece' }, { code: 'box' }, { code: 'battery' }, { code: 'pieces' }], text)?.code;
  expect(['', 'Piece', 'PIECES', 'pieces', 'boxes', 'Batteries', 'crate'].map(named)).toEqual([
    'piece',
    'piece',
    'pieces',
    'pieces',
    'box',
    'battery',
    undefined,
  ]);
  expect(statusNamed('constructor')).toBeUndefined();
});

test('columns come in any order, and some may be missing', () => {
  expect(columnPlaces(['Unit', ' sku ', 'INVENTORY STATUS'])).toEqual({ unit: 0, sku: 1, status: 2 });
  expect(() => columnPlaces(['Product'])).toThrow('The column SKU is missing.');
  expect(() => columnPlaces(['SKU', 'Sku'])).toThrow('The column SKU stands there twice.');
  expect(() => columnPlaces(['SKU', 'Price'])).toThrow('Column 2, "Price", is none of');
});
