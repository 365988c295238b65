import { beforeEach, describe, expect, it } from '@jest/globals';
import { OpenOrders } from './open-orders.ts';

describe('OpenOrders', () => {
  let orders: OpenOrders;
  beforeEach(() => {
    // Given three orders of one customer for one product, from the earliest to the latest.
    orders = new OpenOrders();
    orders.add('17850', '22138', 'first', 10);
    orders.add('17850', '22138', 'second', 6);
    orders.add('17850', '22138', 'third', 2);
  });

  it('takes from the latest order that has enough', () => {
    expect(orders.take('17850', '22138', 2)).toEqual([{ orderId: 'third', quantity: 2 }]);
    expect(orders.take('17850', '22138', 2)).toEqual([{ orderId: 'second', quantity: 2 }]);
    expect(orders.take('17850', '22138', 5)).toEqual([{ orderId: 'first', quantity: 5 }]);
  });

  it('takes from several, the latest first, where none has enough', () => {
    expect(orders.take('17850', '22138', 11)).toEqual([
      { orderId: 'third', quantity: 2 },
      { orderId: 'second', quantity: 6 },
      { orderId: 'first', quantity: 3 },
    ]);
    expect(orders.take('17850', '22138', 7)).toEqual([{ orderId: 'first', quantity: 7 }]);
  });

  it('gives what there is where all together have too few', () => {
    expect(orders.take('17850', '22138', 20)).toHaveLength(3);
    expect(orders.take('17850', '22138', 1)).toEqual([]);
  });

  it('sums the lines that one order has for a product', () => {
    orders.add('17850', '22138', 'third', 3);
    expect(orders.take('17850', '22138', 5)).toEqual([{ orderId: 'third', quantity: 5 }]);
  });

  it('looks at no other customer and no other product', () => {
    expect(orders.take('17851', '22138', 1)).toEqual([]);
    expect(orders.take('17850', '22139', 1)).toEqual([]);
  });
});
