import { beforeEach, describe, expect, test } from '@jest/globals';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { MemoryRows } from '../testing/memory-rows.ts';

let shop: MadeUpShop;
let rows: MemoryRows;

beforeEach(() => {
  shop = new MadeUpShop();
  rows = new MemoryRows().fold(shop.register('A1'), shop.adjust('A1', 'main', 10));
});

const onProduct = (type: string, data: object) => ({
  stream: 'product-A1',
  events: [{ type, data: data as never, metadata: { commandId: 'c', actor: 'a' } }],
});

describe('an order', () => {
  test('is open from its submission to its acceptance', () => {
    rows.fold(...shop.submit('o1', 'A1', 'main', 4));
    expect(rows.get('orders', 'o1')).toMatchObject({
      status: 'submitted',
      open: 1,
      website: 'default',
      placed_at: '2026-01-01T12:00:00.000Z',
      lines: '[{"sku":"A1","unit":"item","quantity":"4"}]',
    });

    rows.fold(shop.accept('o1'));
    expect(rows.get('orders', 'o1')).toMatchObject({ status: 'accepted', open: 0, revision: 1 });
  });

  test('is dated by when it was placed, where it says so', () => {
    const data = {
      orderId: 'o1',
      website: 'w',
      lines: [],
      placedAt: '2025-12-24T00:00:00.000Z',
      decidedAt: '',
    };
    rows.fold({
      stream: 'order-o1',
      events: [{ type: 'OrderSubmitted', data, metadata: { commandId: 'c', actor: 'a' } }],
    });

    expect(rows.get('orders', 'o1')?.placed_at).toBe('2025-12-24T00:00:00.000Z');
  });

  test('that is rejected stays open until it is settled', () => {
    rows.fold(...shop.submit('o1', 'A1', 'main', 4));
    const rejection = shop.reject('o1');
    const settling = rejection.slice(-1);

    rows.fold(...rejection.slice(0, -1));
    expect(rows.get('orders', 'o1')).toMatchObject({ status: 'rejected', open: 1 });

    rows.fold(...settling);
    expect(rows.get('orders', 'o1')).toMatchObject({ status: 'rejected', open: 0 });
  });

  test('that is cancelled sums what was taken off', () => {
    rows.fold(...shop.order('o1', 'A1', 'main', 4), ...shop.cancel('o1'));

    expect(rows.get('orders', 'o1')).toMatchObject({
      status: 'cancelled',
      open: 0,
      operation: 1,
      progress: '[{"sku":"A1","unit":"item","quantity":"4","cancelled":"4"}]',
    });
  });
});

describe('what an order is promised', () => {
  const promised = () => rows.get('allocations', 'o1', 'A1', 'item', 'main');

  test('stands until it is released', () => {
    rows.fold(...shop.order('o1', 'A1', 'main', 4));
    expect(promised()).toMatchObject({ quantity: '4', backordered: '0', position: 3, share: 0 });

    rows.fold(...shop.cancel('o1'));
    expect(promised()).toBeUndefined();
    expect(rows.get('levels', 'A1', 'main', 'item')).toMatchObject({ allocated: '0', available: '10' });
  });

  test('may be lost, and filled again', () => {
    rows.fold(...shop.order('o1', 'A1', 'main', 4));
    const share = { orderId: 'o1', sku: 'A1', warehouse: 'main', unit: 'item' };

    rows.fold(onProduct('AllocationBackordered', { ...share, quantity: '3' }));
    expect(promised()?.backordered).toBe('3');

    rows.fold(onProduct('BackorderFilled', { ...share, quantity: '2' }));
    expect(promised()?.backordered).toBe('1');
  });

  test('is never backordered beyond what it is', () => {
    rows.fold(...shop.order('o1', 'A1', 'main', 4));
    const share = { orderId: 'o1', sku: 'A1', warehouse: 'main', unit: 'item', quantity: '5' };

    expect(() => rows.fold(onProduct('AllocationBackordered', share))).toThrow(
      'would have 4 of A1, 5 backordered',
    );
  });

  test('adds up over operations, as old as the first', () => {
    rows.fold(...shop.order('o1', 'A1', 'main', 4));
    const allocations = [
      {
        warehouse: 'main',
        unit: 'item',
        quantity: '2',
        backordered: '1',
        before: { allocated: '4' },
        after: { allocated: '6' },
      },
    ];
    rows.fold(onProduct('StockAllocated', { orderId: 'o1', operation: 1, sku: 'A1', allocations }));

    expect(promised()).toMatchObject({ quantity: '6', backordered: '1', position: 3 });
  });
});

describe('what an order was refused', () => {
  test('is kept with its reasons, by product', () => {
    const reasons = [{ code: 'INSUFFICIENT_STOCK', message: 'gone', sku: 'A1' }];
    const demand = [{ unit: 'item', quantity: '40', sellable: '10' }];
    rows.fold(
      onProduct('DemandRefused', { orderId: 'o1', operation: 0, sku: 'A1', website: 'w', demand, reasons }),
    );

    expect(rows.all('refusals')).toEqual([
      {
        order_id: 'o1',
        sku: 'A1',
        operation: 0,
        website: 'w',
        demand: JSON.stringify(demand),
        reasons: JSON.stringify(reasons),
        position: 2,
      },
    ]);
  });
});
