import { describe, expect, it } from '@jest/globals';
import { cancel, order } from '../testing/order-process.ts';
import { dataOf, managedShop, type Shop, systemOption } from '../testing/shop.ts';
import { settleBackorders } from './backorders.ts';
import type { ProductEvent } from './events.ts';

const changesIn = (events: readonly ProductEvent[]): string[] =>
  events.flatMap((event) =>
    event.type === 'BackorderFilled' || event.type === 'AllocationBackordered'
      ? [`${event.type === 'BackorderFilled' ? '+' : '−'}${event.data.quantity} ${event.data.orderId}`]
      : [],
  );

/** Orders of those quantities, `o1` first, on so much stock; backorder on. */
function shopWith(onHand: string, ...quantities: readonly string[]): Shop {
  const shop = managedShop(systemOption('backOrder', true));
  shop.register('A1');
  shop.adjust('A1', onHand);
  quantities.forEach((quantity, index) => {
    order(shop, `o${index + 1}`, [{ sku: 'A1', quantity }]);
  });
  return shop;
}

const backordered = (shop: Shop, ...orderIds: readonly string[]): readonly (string | undefined)[] =>
  orderIds.map((orderId) => shop.promised('A1', orderId)[0]?.backordered);

describe('backorders', () => {
  it('SP08: are filled the oldest first, as far as it goes', () => {
    const shop = shopWith('0', '1', '1');
    expect(changesIn(shop.adjust('A1', '1'))).toEqual(['+1 o1']);
    expect(changesIn(shop.adjust('A1', '-1'))).toEqual(['−1 o1']);
    expect(changesIn(shop.adjust('A1', '3'))).toEqual(['+1 o1', '+1 o2']);
  });

  it('are filled in part', () => {
    const shop = shopWith('2', '5', '5');
    expect(backordered(shop, 'o1', 'o2')).toEqual(['3', '5']);
    expect(changesIn(shop.adjust('A1', '4'))).toEqual(['+3 o1', '+1 o2']);
    expect(changesIn(shop.adjust('A1', '10'))).toEqual(['+4 o2']);
    expect(changesIn(shop.adjust('A1', '10'))).toEqual([]);
  });

  it('are filled by a count as well', () => {
    expect(changesIn(shopWith('0', '2').count('A1', '1'))).toEqual(['+1 o1']);
  });

  it('are filled at the warehouse where they were promised only', () => {
    const shop = shopWith('0', '2');
    shop.onScope({ type: 'OpenWarehouse', code: 'far', name: 'Far' });
    expect(changesIn(shop.adjust('A1', '2', { warehouse: 'far' }))).toEqual([]);
  });
});

describe('a loss', () => {
  it('OD08: is missing from the newest promises first, and filled again from the oldest on', () => {
    const shop = shopWith('10', '4', '4', '2');
    expect(changesIn(shop.count('A1', '5'))).toEqual(['−2 o3', '−3 o2']);
    expect(backordered(shop, 'o1', 'o2', 'o3')).toEqual(['0', '3', '2']);
    expect(changesIn(shop.count('A1', '10'))).toEqual(['+3 o2', '+2 o3']);
  });

  it('takes what is not promised before what is', () => {
    const shop = shopWith('10', '4');
    expect(changesIn(shop.adjust('A1', '-6'))).toEqual([]);
    expect(changesIn(shop.adjust('A1', '-1'))).toEqual(['−1 o1']);
  });

  it('is no obstacle: SA12, on hand may go to nothing while all is promised', () => {
    const shop = shopWith('4', '2', '2');
    expect(changesIn(shop.count('A1', '0'))).toEqual(['−2 o2', '−2 o1']);
    expect(shop.levels('A1')).toEqual({ main: '0/4' });
    expect(changesIn(shop.adjust('A1', '4'))).toEqual(['+2 o1', '+2 o2']);
  });

  it('of what several promises of one order were given names the order once', () => {
    const shop = shopWith('10', '4', '6');
    const state = shop.known('A1');
    expect(changesIn(shop.count('A1', '0'))).toEqual(['−6 o2', '−4 o1']);
    expect(state.unsettled?.size ?? 0).toBe(0);
  });
});

describe('a change of very many promises', () => {
  it('goes on in appends of its own, in order, availability being right from the first', () => {
    const many = 2_000;
    const shop = shopWith('0', ...Array.from({ length: many }, () => '1'));
    const first = dataOf(shop.adjust('A1', `${many}`), 'BackorderFilled');
    expect(first.length).toBeGreaterThan(100);
    expect(first.length).toBeLessThan(many);
    // In the meantime a new promise stands in line behind those that wait to be told.
    shop.adjust('A1', '1');
    order(shop, 'late', [{ sku: 'A1', quantity: '1' }]);
    expect(backordered(shop, 'late')).toEqual(['1']);
    expect(shop.settle('A1')).toBeGreaterThan(1);
    const filled = dataOf(shop.eventsOf('A1'), 'BackorderFilled').map(({ orderId }) => orderId);
    expect(filled).toEqual([...Array.from({ length: many }, (_, index) => `o${index + 1}`), 'late']);
    expect(settleBackorders(shop.known('A1'))).toEqual([]);
  });

  it('goes on for a loss too', () => {
    const many = 2_000;
    const shop = shopWith(`${many}`, ...Array.from({ length: many }, () => '1'));
    shop.count('A1', '0');
    expect(cancel(shop, 'o1').kind).toBe('accepted');
    shop.settle('A1');
    const lost = dataOf(shop.eventsOf('A1'), 'AllocationBackordered').map(({ orderId }) => orderId);
    expect(lost).toEqual(Array.from({ length: many - 1 }, (_, index) => `o${many - index}`));
    expect(shop.known('A1').unsettled?.size).toBe(0);
  });
});
