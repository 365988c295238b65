import { describe, expect, it } from '@jest/globals';
import type { CancelOrder } from '../shared/commands.ts';
import { quantityOf } from '../shared/quantity.ts';
import { cancel, order } from '../testing/order-process.ts';
import { managedShop, NOON, type Shop } from '../testing/shop.ts';
import { cancelOrder } from './cancel.ts';
import type { OrderState } from './state.ts';

const ITEM = { code: 'item', precision: 0 };

/** An accepted order of 5 of A1 and 2 of B1. */
function shopWithOrder(): Shop {
  const shop = managedShop();
  for (const sku of ['A1', 'B1']) {
    shop.register(sku);
    shop.adjust(sku, '10');
  }
  order(shop, 'o1', [
    { sku: 'A1', quantity: '2' },
    { sku: 'B1', quantity: '2' },
    { sku: 'A1', quantity: '3' },
  ]);
  return shop;
}

const stateOf = (shop: Shop): OrderState => shop.orders.get('o1') as OrderState;

const refusalOf = (shop: Shop, ...lines: { sku: string; unit?: string; quantity: string }[]) => {
  const decision = cancel(shop, 'o1', lines);
  return decision.kind === 'refused' ? decision.reasons : [];
};

describe('cancelling an order', () => {
  it('records request and outcome in one append, with what is taken off each line', () => {
    const shop = shopWithOrder();
    const command: CancelOrder = {
      type: 'CancelOrder',
      orderId: 'o1',
      lines: [
        { sku: 'A1', quantity: quantityOf('1') },
        { sku: 'A1', unit: 'item', quantity: quantityOf('3') },
      ],
      reason: 'changed their mind',
    };
    expect(cancelOrder(stateOf(shop), command, [ITEM, ITEM], shop.context)).toEqual({
      kind: 'accepted',
      events: [
        {
          type: 'CancellationRequested',
          data: {
            orderId: 'o1',
            operation: 1,
            lines: [
              { sku: 'A1', unit: 'item', quantity: '1' },
              { sku: 'A1', unit: 'item', quantity: '3' },
            ],
            reason: 'changed their mind',
            decidedAt: NOON,
          },
        },
        {
          type: 'OrderCancelled',
          data: {
            orderId: 'o1',
            operation: 1,
            lines: [{ sku: 'A1', unit: 'item', quantity: '4' }],
            whole: false,
            reason: 'changed their mind',
          },
        },
      ],
    });
  });

  it('in part leaves the rest open', () => {
    const shop = shopWithOrder();
    expect(refusalOf(shop, { sku: 'A1', quantity: '4' })).toEqual([]);
    expect(stateOf(shop)).toMatchObject({
      status: 'accepted',
      operation: 1,
      open: null,
      lines: [
        { sku: 'A1', quantity: quantityOf('5'), cancelled: quantityOf('4') },
        { sku: 'B1', cancelled: 0n },
      ],
    });
    expect([shop.levels('A1'), shop.levels('B1')]).toEqual([{ main: '10/1' }, { main: '10/2' }]);
  });

  it('without lines takes off all that is open', () => {
    const shop = shopWithOrder();
    cancel(shop, 'o1', [{ sku: 'A1', quantity: '4' }]);
    cancel(shop, 'o1');
    expect(stateOf(shop)).toMatchObject({ status: 'cancelled', operation: 2, open: null });
    expect([shop.levels('A1'), shop.levels('B1')]).toEqual([{ main: '10/0' }, { main: '10/0' }]);
  });

  it('of the last that was open is of the whole', () => {
    const shop = shopWithOrder();
    cancel(shop, 'o1', [{ sku: 'A1', quantity: '5' }]);
    const command: CancelOrder = {
      type: 'CancelOrder',
      orderId: 'o1',
      lines: [{ sku: 'B1', quantity: quantityOf('2') }],
    };
    const decision = cancelOrder(stateOf(shop), command, [ITEM], shop.context);
    expect(decision.kind === 'accepted' && decision.events[1]?.data).toMatchObject({ whole: true });
  });

  it('is refused beyond what is open, for every line', () => {
    const shop = shopWithOrder();
    cancel(shop, 'o1', [{ sku: 'A1', quantity: '1' }]);
    const reasons = refusalOf(
      shop,
      { sku: 'A1', quantity: '3' },
      { sku: 'A1', quantity: '2' },
      { sku: 'B1', unit: 'crate', quantity: '1' },
      { sku: 'C1', quantity: '1' },
    );
    expect(reasons).toMatchObject([
      { code: 'UNKNOWN_PRODUCT', path: 'lines[3].sku', sku: 'C1' },
      {
        code: 'EXCEEDS_OPEN',
        path: 'lines[0].quantity',
        sku: 'A1',
        unit: 'item',
        requested: '5',
        open: '4',
      },
      { code: 'EXCEEDS_OPEN', path: 'lines[2].quantity', sku: 'B1', unit: 'crate', open: '0' },
    ]);
    expect(stateOf(shop).operation).toBe(1);
  });

  it('keeps to the unit’s decimals', () => {
    expect(refusalOf(shopWithOrder(), { sku: 'A1', quantity: '0.5' })).toMatchObject([
      { code: 'PRECISION_EXCEEDED', path: 'lines[0].quantity' },
    ]);
  });

  it('is refused for an order that does not exist, or whose life is over', () => {
    const shop = shopWithOrder();
    const command: CancelOrder = { type: 'CancelOrder', orderId: 'o2' };
    expect(cancelOrder(null, command, [], shop.context)).toMatchObject({
      reasons: [{ code: 'UNKNOWN_ORDER', path: 'orderId' }],
    });
    cancel(shop, 'o1');
    expect(cancel(shop, 'o1')).toMatchObject({ reasons: [{ code: 'ORDER_NOT_OPEN', status: 'cancelled' }] });
    order(shop, 'o3', [{ sku: 'A1', quantity: '11' }]);
    expect(cancel(shop, 'o3')).toMatchObject({ reasons: [{ code: 'ORDER_NOT_OPEN', status: 'rejected' }] });
  });

  it('waits for the open operation', () => {
    const shop = shopWithOrder();
    const open = { ...stateOf(shop), open: { kind: 'submit', operation: 0, phase: 'deciding' } } as const;
    expect(() => cancelOrder(open, { type: 'CancelOrder', orderId: 'o1' }, [], shop.context)).toThrow(
      RangeError,
    );
  });

  it('finds its lines among very many', () => {
    const shop = managedShop();
    const skus = Array.from({ length: 40 }, (_, index) => `S${index}`);
    for (const sku of skus) {
      shop.register(sku);
      shop.adjust(sku, '2');
    }
    order(
      shop,
      'o1',
      skus.map((sku) => ({ sku, quantity: '2' })),
    );
    expect(refusalOf(shop, ...skus.map((sku) => ({ sku, quantity: '1' })))).toEqual([]);
    cancel(shop, 'o1');
    expect(stateOf(shop).status).toBe('cancelled');
    expect(skus.map((sku) => shop.levels(sku))).toEqual(skus.map(() => ({ main: '2/0' })));
  });
});
