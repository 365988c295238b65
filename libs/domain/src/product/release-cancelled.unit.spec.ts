import { describe, expect, it } from '@jest/globals';
import { quantityOf } from '../shared/quantity.ts';
import { cancel, order } from '../testing/order-process.ts';
import { dataOf, managedShop, type Shop, systemOption, warehouses } from '../testing/shop.ts';
import type { ProductEvent } from './events.ts';
import { releaseCancelled } from './release-cancelled.ts';

const releasesIn = (events: readonly ProductEvent[]): string[] =>
  dataOf(events, 'AllocationReleased').flatMap(({ releases }) =>
    releases.map(({ warehouse, quantity, backordered = '0' }) => `${warehouse} ${quantity} (${backordered})`),
  );

const cancelled = (shop: Shop, orderId: string, quantity: string): readonly ProductEvent[] => {
  const decision = cancel(shop, orderId, [{ sku: 'A1', quantity }]);
  if (decision.kind === 'refused') throw new Error(JSON.stringify(decision.reasons));
  return decision.events;
};

/** 2 at a, 3 at b, and an order of 8: 3 of it backordered at a. */
function shopWithOrder(): Shop {
  const shop = managedShop(systemOption('backOrder', true), ...warehouses('a', 'b'));
  shop.register('A1');
  shop.adjust('A1', '2', { warehouse: 'a' });
  shop.adjust('A1', '3', { warehouse: 'b' });
  order(shop, 'o1', [{ sku: 'A1', quantity: '8' }]);
  return shop;
}

describe('giving back what was cancelled', () => {
  it('begins with what is backordered, then goes from the last warehouse to the first', () => {
    const shop = shopWithOrder();
    expect(releasesIn(cancelled(shop, 'o1', '2'))).toEqual(['a 2 (2)']);
    expect(releasesIn(cancelled(shop, 'o1', '3'))).toEqual(['a 1 (1)', 'b 2 (0)']);
    expect(releasesIn(cancelled(shop, 'o1', '3'))).toEqual(['b 1 (0)', 'a 2 (0)']);
    expect(shop.levels('A1')).toEqual({ a: '2/0', b: '3/0' });
    expect(shop.known('A1').promises.latest.size).toBe(0);
  });

  it('VE18: gives back from where something is still promised', () => {
    const shop = managedShop(...warehouses('a', 'b'));
    shop.register('A1');
    shop.adjust('A1', '2', { warehouse: 'a' });
    shop.adjust('A1', '3', { warehouse: 'b' });
    order(shop, 'o1', [{ sku: 'A1', quantity: '5' }]);
    expect(releasesIn(cancelled(shop, 'o1', '2'))).toEqual(['b 2 (0)']);
    expect(releasesIn(cancelled(shop, 'o1', '2'))).toEqual(['b 1 (0)', 'a 1 (0)']);
    expect(shop.levels('A1')).toEqual({ a: '2/1', b: '3/0' });
  });

  it('SA08, MG21: is refused beyond what is promised', () => {
    const shop = managedShop();
    shop.register('A1');
    shop.adjust('A1', '100');
    order(shop, 'o1', [{ sku: 'A1', quantity: '80' }]);
    const lines = [{ quantity: quantityOf('200'), path: 'lines[0]' }];
    const answer = releaseCancelled(shop.known('A1'), { orderId: 'o1', operation: 1, lines }, shop.context);
    expect(answer).toMatchObject({
      kind: 'refused',
      reasons: [{ code: 'EXCEEDS_OPEN', sku: 'A1', unit: 'item', requested: '200', open: '80' }],
    });
    cancelled(shop, 'o1', '50');
    expect(shop.levels('A1')).toEqual({ main: '100/30' });
  });

  it('VE03: part of one line', () => {
    const shop = managedShop();
    shop.register('A1');
    shop.adjust('A1', '5');
    order(shop, 'o1', [{ sku: 'A1', quantity: '3' }]);
    cancelled(shop, 'o1', '1');
    expect(shop.levels('A1')).toEqual({ main: '5/2' });
  });

  it('VE14: a line that was not allocated gives nothing back', () => {
    const shop = managedShop();
    shop.register('A1');
    shop.adjust('A1', '3');
    shop.option('A1', 'manageInventory', false);
    order(shop, 'o1', [{ sku: 'A1', quantity: '2' }]);
    shop.option('A1', 'manageInventory', true);
    expect(cancelled(shop, 'o1', '2')).toEqual([]);
    expect(shop.levels('A1')).toEqual({ main: '3/0' });
  });

  it('gives back what was promised although stock is no longer tracked', () => {
    const shop = managedShop();
    shop.register('A1');
    shop.adjust('A1', '3');
    order(shop, 'o1', [{ sku: 'A1', quantity: '2' }]);
    shop.option('A1', 'manageInventory', false);
    cancelled(shop, 'o1', '2');
    expect(shop.levels('A1')).toEqual({ main: '3/0' });
  });

  it('fills backorders of others at that warehouse, the oldest first', () => {
    const shop = shopWithOrder();
    order(shop, 'o2', [{ sku: 'A1', quantity: '1' }]);
    order(shop, 'o3', [{ sku: 'A1', quantity: '4' }]);
    expect(dataOf(cancelled(shop, 'o1', '8'), 'BackorderFilled')).toEqual([
      { orderId: 'o2', sku: 'A1', warehouse: 'a', unit: 'item', quantity: '1' },
      { orderId: 'o3', sku: 'A1', warehouse: 'a', unit: 'item', quantity: '1' },
    ]);
    expect(shop.promised('A1', 'o3')).toMatchObject([{ quantity: '4', backordered: '3' }]);
  });

  it('has no second effect for the same operation', () => {
    const shop = shopWithOrder();
    cancelled(shop, 'o1', '2');
    const lines = [{ quantity: quantityOf('2'), path: 'lines[0]' }];
    const again = releaseCancelled(shop.known('A1'), { orderId: 'o1', operation: 1, lines }, shop.context);
    expect(again).toEqual({ kind: 'already-applied' });
  });
});
