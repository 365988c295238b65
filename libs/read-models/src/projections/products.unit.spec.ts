import { beforeEach, describe, expect, test } from '@jest/globals';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { MemoryRows } from '../testing/memory-rows.ts';

let shop: MadeUpShop;
let rows: MemoryRows;

beforeEach(() => {
  shop = new MadeUpShop();
  rows = new MemoryRows();
});

const event = (type: string, data: object, metadata = {}) => ({
  stream: 'product-A1',
  events: [{ type, data: data as never, metadata: { commandId: 'c', actor: 'a', ...metadata } }],
});

describe('a product', () => {
  test('is registered in stock, with its units and nothing of its own', () => {
    rows.fold(shop.register('A1', 'toys'));

    expect(rows.all('products')).toEqual([
      {
        sku: 'A1',
        name: 'Product A1',
        organization: 'default',
        category: 'toys',
        units: '[{"code":"item","precision":2}]',
        stock_unit: null,
        kit: null,
        options: '{}',
        status: 'in_stock',
        taken_by_threshold: 0,
        set_by_hand: 0,
        options_version: 0,
        revision: 0,
        position: 0,
      },
    ]);
    expect(rows.all('product_units')).toEqual([{ sku: 'A1', unit: 'item', low: 0 }]);
  });

  test('is renamed and moved', () => {
    rows.fold(
      shop.register('A1', 'toys'),
      event('ProductRenamed', { sku: 'A1', from: 'Product A1', to: 'Ball' }),
      event('ProductMoved', { sku: 'A1', from: 'toys', to: null }),
    );

    expect(rows.get('products', 'A1')).toMatchObject({ name: 'Ball', category: null, revision: 2 });
  });

  test('keeps its own options in the order of their names, so that the way there does not show', () => {
    rows.fold(
      shop.register('A1'),
      shop.setOption('product-A1', 'manageInventory', true),
      shop.setOption('product-A1', 'backOrder', true),
      shop.setOption('product-A1', 'inventoryThreshold', '5'),
      event('OptionCleared', { option: 'backOrder', previous: true }),
    );

    expect(rows.get('products', 'A1')?.options).toBe('{"inventoryThreshold":"5","manageInventory":true}');
  });

  test.each([
    ['hand', { taken_by_threshold: 0, set_by_hand: 1 }],
    ['threshold', { taken_by_threshold: 1, set_by_hand: 0 }],
    ['restock', { taken_by_threshold: 0, set_by_hand: 0 }],
    ['released', { taken_by_threshold: 0, set_by_hand: 0 }],
  ])('remembers that its status was changed by %s', (cause, expected) => {
    rows.fold(
      shop.register('A1'),
      event('StatusChanged', { sku: 'A1', from: 'in_stock', to: 'out_of_stock', cause }),
    );

    expect(rows.get('products', 'A1')).toMatchObject({ status: 'out_of_stock', ...expected });
  });

  test('is low in a unit from one crossing to the next', () => {
    rows.fold(shop.register('A1'), shop.low('A1', true));
    expect(rows.get('product_units', 'A1', 'item')?.low).toBe(1);

    rows.fold(shop.low('A1', false));
    expect(rows.get('product_units', 'A1', 'item')?.low).toBe(0);
  });

  test('notes with which version of the options it was last decided', () => {
    rows.fold(shop.register('A1'), event('NothingChanged', { command: 'SetStatus' }, { optionsVersion: 7 }));

    expect(rows.get('products', 'A1')?.options_version).toBe(7);
  });

  test('is refused where it was never registered', () => {
    expect(() => rows.fold(event('ProductRenamed', { sku: 'A1', from: 'x', to: 'y' }))).toThrow(
      'no row A1 in products',
    );
  });

  test('passes over events that it does not know', () => {
    expect(() => rows.fold(shop.register('A1'), event('ProductPainted', { colour: 'red' }))).not.toThrow();
  });
});
