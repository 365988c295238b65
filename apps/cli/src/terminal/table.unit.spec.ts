import { describe, expect, test } from '@jest/globals';
import { type Column, tableLines } from './table.ts';

const columns: readonly Column[] = [
  { title: 'sku' },
  { title: 'name', shrinkTo: 6 },
  { title: 'on hand', align: 'right' },
];
const rows = [
  ['85123A', 'WHITE HANGING HEART T-LIGHT HOLDER', '1,200'],
  ['22138', 'BAKING SET', '7'],
];

describe('a table', () => {
  test('is as wide as its cells where nothing needs to fit', () => {
    expect(tableLines(columns, rows, Number.POSITIVE_INFINITY)).toEqual([
      'sku     name                                on hand',
      '85123A  WHITE HANGING HEART T-LIGHT HOLDER    1,200',
      '22138   BAKING SET                                7',
    ]);
  });

  test('cuts what may be cut where the terminal is narrower', () => {
    const lines = tableLines(columns, rows, 30);
    expect(lines).toEqual([
      'sku     name           on hand',
      '85123A  WHITE HANGIN…    1,200',
      '22138   BAKING SET           7',
    ]);
    expect(Math.max(...lines.map((line) => line.length))).toBe(30);
  });

  test('never cuts a sku or a figure, however narrow the terminal is', () => {
    const lines = tableLines(columns, rows, 10);
    expect(lines[1]).toBe('85123A  WHITE…    1,200');
  });

  test('reckons with characters that take two columns', () => {
    const lines = tableLines(
      [{ title: 'name' }, { title: 'unit' }],
      [
        ['灯', 'item'],
        ['lamp', 'item'],
      ],
      80,
    );
    expect(lines).toEqual(['name  unit', '灯    item', 'lamp  item']);
  });
});
