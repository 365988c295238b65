import { describe, expect, it } from '@jest/globals';
import { demandFor, order } from '../testing/order-process.ts';
import { dataOf, managedShop, type Shop, systemOption, typesOf } from '../testing/shop.ts';
import { allocate } from './allocate.ts';
import { closeRejected } from './close-rejected.ts';

const shopWith = (onHand: string, ...more: Parameters<typeof managedShop>): Shop => {
  const shop = managedShop(...more);
  shop.register('A1');
  shop.adjust('A1', onHand);
  return shop;
};

/** Allocates for an order that is not accepted yet. */
function take(shop: Shop, orderId: string, quantity: string, operation = 0): void {
  const demand = demandFor(orderId, 'A1', quantity, operation);
  const answer = allocate(shop.known('A1'), demand, shop.context);
  if (answer.kind !== 'accepted') throw new Error(answer.kind);
  shop.record('A1', answer.events);
}

function close(shop: Shop, orderId: string, quantity: string, operation = 0) {
  const demand = demandFor(orderId, 'A1', quantity, operation);
  const answer = closeRejected(shop.known('A1'), demand, null, shop.context);
  return answer.kind === 'accepted' ? shop.record('A1', answer.events) : [];
}

describe('closing a rejected order at a product', () => {
  it('that promised nothing records the demand as lost, with what could have been sold and why', () => {
    const shop = shopWith('4');
    expect(order(shop, 'o1', [{ sku: 'A1', quantity: '5' }])).toMatchObject({
      kind: 'rejected',
      events: [
        {
          type: 'DemandRefused',
          data: {
            orderId: 'o1',
            operation: 0,
            sku: 'A1',
            website: 'default',
            demand: [{ unit: 'item', quantity: '5', sellable: '4' }],
            reasons: [{ code: 'INSUFFICIENT_STOCK', requested: '5', sellable: '4' }],
            decidedBy: { manageInventory: { value: true, source: { level: 'system' } } },
          },
        },
      ],
    });
    expect(shop.levels('A1')).toEqual({ main: '4/0' });
  });

  it('SA06: of several products names no reason where another was to blame, and writes nothing else', () => {
    const shop = shopWith('4');
    shop.register('B1');
    shop.adjust('B1', '4');
    const { events } = order(shop, 'o1', [
      { sku: 'B1', quantity: '5' },
      { sku: 'A1', quantity: '1' },
    ]);
    expect(dataOf(events, 'DemandRefused')).toMatchObject([
      { sku: 'A1', demand: [{ quantity: '1', sellable: '4' }], reasons: [] },
      { sku: 'B1', demand: [{ quantity: '5', sellable: '4' }], reasons: [{ code: 'INSUFFICIENT_STOCK' }] },
    ]);
    expect(shop.orders.get('o1')).toMatchObject({ status: 'rejected', open: null });
    expect([shop.levels('A1'), shop.levels('B1')]).toEqual([{ main: '4/0' }, { main: '4/0' }]);
  });

  it('that had promised gives back, and tells what could have been sold before', () => {
    const shop = shopWith('10');
    take(shop, 'o1', '4');
    const [released] = dataOf(close(shop, 'o1', '4'), 'AllocationReleased');
    expect(released).toMatchObject({
      orderId: 'o1',
      operation: 0,
      cause: 'rejected',
      website: 'default',
      releases: [
        {
          warehouse: 'main',
          unit: 'item',
          quantity: '4',
          before: { allocated: '4' },
          after: { allocated: '0' },
        },
      ],
      demand: [{ unit: 'item', quantity: '4', sellable: '10' }],
      reasons: [],
    });
    expect(shop.levels('A1')).toEqual({ main: '10/0' });
    expect(shop.promised('A1', 'o1')).toEqual([]);
  });

  it('that had accepted without promising records that it is off', () => {
    const shop = shopWith('10', systemOption('decrementQuantity', false));
    take(shop, 'o1', '4');
    expect(dataOf(close(shop, 'o1', '4'), 'AllocationReleased')).toMatchObject([
      { cause: 'rejected', releases: [], demand: [{ quantity: '4', sellable: null }] },
    ]);
  });

  it('brings back the status that the allocation had changed, restocking being automatic or not', () => {
    for (const automaticRestock of [true, false]) {
      const shop = shopWith('10');
      shop.option('A1', 'automaticRestock', automaticRestock);
      take(shop, 'o1', '10');
      expect(shop.known('A1').status).toBe('out_of_stock');
      const events = close(shop, 'o1', '10');
      expect(dataOf(events, 'StatusChanged')).toMatchObject([
        { from: 'out_of_stock', to: 'in_stock', cause: 'released', orderId: 'o1', operation: 0 },
      ]);
    }
  });

  it('leaves a status that something else had changed', () => {
    const shop = shopWith('10', systemOption('automaticRestock', false));
    shop.told({ type: 'SetStatus', sku: 'A1', status: 'in_stock' });
    take(shop, 'o1', '4');
    take(shop, 'o2', '6');
    expect(typesOf(close(shop, 'o1', '4'))).toEqual(['AllocationReleased']);
    expect(typesOf(close(shop, 'o2', '6'))).toEqual(['AllocationReleased', 'StatusChanged']);
  });

  it('gives back what its own operation took, and no more', () => {
    const shop = shopWith('10', systemOption('automaticRestock', false));
    shop.told({ type: 'SetStatus', sku: 'A1', status: 'in_stock' });
    take(shop, 'o1', '6', 0);
    take(shop, 'o1', '4', 1);
    expect(dataOf(close(shop, 'o1', '4', 1), 'StatusChanged')).toMatchObject([{ cause: 'released' }]);
    expect(shop.levels('A1')).toEqual({ main: '10/6' });
  });

  it('leaves a status that an earlier operation of the order had changed', () => {
    const shop = shopWith('10', systemOption('automaticRestock', false));
    shop.told({ type: 'SetStatus', sku: 'A1', status: 'in_stock' });
    shop.option('A1', 'inventoryThreshold', '7');
    take(shop, 'o1', '3', 2);
    shop.option('A1', 'inventoryThreshold', '-9');
    take(shop, 'o1', '2', 3);
    expect(typesOf(close(shop, 'o1', '2', 3))).toEqual(['AllocationReleased']);
  });

  it('leaves a product out of stock that would be so without the order too', () => {
    const shop = shopWith('10');
    take(shop, 'o1', '10');
    shop.count('A1', '0');
    expect(typesOf(close(shop, 'o1', '10'))).toEqual(['AllocationReleased']);
    expect(shop.known('A1').status).toBe('out_of_stock');
    expect(typesOf(shop.adjust('A1', '1'))).toEqual(['LevelAdjusted', 'StatusChanged']);
  });

  it('fills backorders of others with what was given back', () => {
    const shop = shopWith('10', systemOption('backOrder', true));
    take(shop, 'o1', '8');
    take(shop, 'o2', '5');
    expect(dataOf(close(shop, 'o1', '8'), 'BackorderFilled')).toEqual([
      { orderId: 'o2', sku: 'A1', warehouse: 'main', unit: 'item', quantity: '3' },
    ]);
  });

  it('MG22: has no second effect', () => {
    const shop = shopWith('10');
    take(shop, 'o1', '4');
    close(shop, 'o1', '4');
    expect(close(shop, 'o1', '4')).toEqual([]);
    order(shop, 'o2', [{ sku: 'A1', quantity: '11' }]);
    expect(close(shop, 'o2', '11')).toEqual([]);
    expect(shop.levels('A1')).toEqual({ main: '10/0' });
  });

  it('names at most a hundred reasons, and how many there were', () => {
    const shop = shopWith('10');
    const lines = Array.from({ length: 150 }, () => ({ sku: 'A1', quantity: '0.5' }));
    const [refused] = dataOf(order(shop, 'o1', lines).events, 'DemandRefused');
    expect(refused?.reasons).toHaveLength(100);
    expect(refused?.reasonCount).toBe(151);
  });
});
