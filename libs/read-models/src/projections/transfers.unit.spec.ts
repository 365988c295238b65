import { beforeEach, describe, expect, test } from '@jest/globals';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { MemoryRows } from '../testing/memory-rows.ts';

let shop: MadeUpShop;
let rows: MemoryRows;

beforeEach(() => {
  shop = new MadeUpShop();
  rows = new MemoryRows().fold(shop.register('A1'), shop.adjust('A1', 'main', 10));
});

const transfer = () => rows.get('transfers', 'T');
const level = (warehouse: string) => rows.get('levels', 'A1', warehouse, 'item')?.on_hand;

describe('a transfer', () => {
  test('at once moves both levels, and has nothing on its way', () => {
    rows.fold(...shop.transfer('T', 'A1', 'main', 'north', 4));
    expect([level('main'), level('north')]).toEqual(['6', '4']);
    expect(transfer()).toMatchObject({
      sku: 'A1',
      unit: 'item',
      from_warehouse: 'main',
      to_warehouse: 'north',
      dispatched: '4',
      received: '4',
      discrepancy: '0',
      status: 'received',
      open: 0,
    });
    expect(rows.all('transits')).toEqual([]);
  });

  test('is open until it has an outcome', () => {
    const [requested, ...rest] = shop.dispatch('T', 'A1', 'main', 'north', 4);
    if (requested !== undefined) rows.fold(requested);
    expect(transfer()).toMatchObject({ status: 'requested', open: 1 });
    rows.fold(...rest);
    expect(transfer()).toMatchObject({ status: 'in_transit', dispatched: '4', received: '0', open: 0 });
  });

  test('has its goods on their way until they come or are given up', () => {
    rows.fold(...shop.dispatch('T', 'A1', 'main', 'north', 4));
    expect(rows.all('transits')).toEqual([
      {
        sku: 'A1',
        transfer_id: 'T',
        unit: 'item',
        from_warehouse: 'main',
        to_warehouse: 'north',
        quantity: '4',
      },
    ]);

    rows.fold(...shop.receive('T', 'A1', 'north', { operation: 1, quantity: 1, discrepancy: 0, open: 3 }));
    expect(transfer()).toMatchObject({ status: 'in_transit', received: '1' });
    expect(rows.get('transits', 'A1', 'T')?.quantity).toBe('3');

    rows.fold(...shop.receive('T', 'A1', 'north', { operation: 2, quantity: 2, discrepancy: 1, open: 0 }));
    expect(transfer()).toMatchObject({
      status: 'closed',
      received: '3',
      discrepancy: '1',
      discrepancy_reason: 'lost',
    });
    expect(rows.all('transits')).toEqual([]);
    expect([level('main'), level('north')]).toEqual(['6', '3']);
  });

  test('that brings in more than was sent contradicts its rows', () => {
    rows.fold(...shop.dispatch('T', 'A1', 'main', 'north', 4));
    const tooMuch = shop.receive('T', 'A1', 'north', { operation: 1, quantity: 5, discrepancy: 0, open: 0 });
    expect(() => rows.fold(...tooMuch)).toThrow('would have -1 on its way');
  });
});
