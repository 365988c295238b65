import { describe, expect, it } from '@jest/globals';
import type { MoveBackorder } from '../shared/commands.ts';
import { quantityOf } from '../shared/quantity.ts';
import { cancel, order } from '../testing/order-process.ts';
import { codesOf, managedShop, type Shop, systemOption, typesOf, warehouses } from '../testing/shop.ts';
import { decideBackorderMove } from './move-backorder.ts';

/** Order o1 is promised 5 at a, of which 2 are not there; o2 another 4 that are not. */
function shopWithBackorders(): Shop {
  const shop = managedShop(systemOption('backOrder', true), ...warehouses('a', 'b'), {
    type: 'OpenWarehouse',
    code: 'elsewhere',
    name: 'Elsewhere',
  });
  shop.register('A1');
  shop.adjust('A1', '3', { warehouse: 'a' });
  order(shop, 'o1', [{ sku: 'A1', quantity: '5' }]);
  order(shop, 'o2', [{ sku: 'A1', quantity: '4' }]);
  return shop;
}

const move = (shop: Shop, orderId: string, more: Partial<MoveBackorder> = {}) => {
  const command: MoveBackorder = { type: 'MoveBackorder', orderId, sku: 'A1', from: 'a', to: 'b', ...more };
  const decision = decideBackorderMove(shop.known('A1'), command, 'default', shop.context);
  if (decision.kind === 'accepted') shop.record('A1', decision.events);
  return decision;
};

describe('moving a backorder', () => {
  it('promises it at the other warehouse, where what is available fills it', () => {
    const shop = shopWithBackorders();
    shop.adjust('A1', '1', { warehouse: 'b' });
    const decision = move(shop, 'o1');
    expect(decision.kind === 'accepted' && typesOf(decision.events)).toEqual([
      'BackorderMoved',
      'BackorderFilled',
    ]);
    expect(shop.levels('A1')).toEqual({ a: '3/7', b: '1/2' });
    expect(shop.promised('A1', 'o1')).toEqual([
      { unit: 'item', warehouse: 'a', quantity: '3', backordered: '0' },
      { unit: 'item', warehouse: 'b', quantity: '2', backordered: '1' },
    ]);
  });

  it('stands behind what is promised there', () => {
    const shop = shopWithBackorders();
    move(shop, 'o2', { quantity: quantityOf('1') });
    move(shop, 'o1');
    shop.adjust('A1', '2', { warehouse: 'b' });
    expect(shop.promised('A1', 'o2')[1]).toMatchObject({ warehouse: 'b', quantity: '1', backordered: '0' });
    expect(shop.promised('A1', 'o1')[1]).toMatchObject({ warehouse: 'b', quantity: '2', backordered: '1' });
  });

  it('is still given up first when the order is cancelled in part', () => {
    const shop = shopWithBackorders();
    move(shop, 'o1');
    cancel(shop, 'o1', [{ sku: 'A1', quantity: '3' }]);
    expect(shop.promised('A1', 'o1')).toEqual([
      { unit: 'item', warehouse: 'a', quantity: '2', backordered: '0' },
    ]);
    // What was there, and given up, is there for the other.
    expect(shop.promised('A1', 'o2')).toMatchObject([{ quantity: '4', backordered: '3' }]);
  });

  it.each<[string, Partial<MoveBackorder>, string]>([
    ['more than is backordered', { quantity: quantityOf('3') }, 'EXCEEDS_OPEN'],
    ['from where nothing is', { from: 'b', to: 'a' }, 'EXCEEDS_OPEN'],
    ['to an unknown warehouse', { to: 'x' }, 'UNKNOWN_WAREHOUSE'],
    ['to where it is', { to: 'a' }, 'VALIDATION_FAILED'],
    ['to where the website does not sell from', { to: 'elsewhere' }, 'VALIDATION_FAILED'],
    ['in an unknown unit', { unit: 'crate' }, 'UNKNOWN_UNIT'],
    ['half a unit', { quantity: quantityOf('0.5') }, 'PRECISION_EXCEEDED'],
  ])('is refused: %s', (_, more, code) => {
    const decision = move(shopWithBackorders(), 'o1', more);
    expect(decision.kind === 'refused' && codesOf(decision.reasons)).toEqual([code]);
  });
});
