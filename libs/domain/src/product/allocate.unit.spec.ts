import { describe, expect, it } from '@jest/globals';
import { formatQuantity } from '../shared/quantity.ts';
import { demandFor, order } from '../testing/order-process.ts';
import {
  codesOf,
  dataOf,
  managedShop,
  type Shop,
  systemOption,
  typesOf,
  warehouses,
} from '../testing/shop.ts';
import { allocate } from './allocate.ts';
import { evaluateDemand } from './evaluate.ts';

const shopWith = (onHand: string, ...more: Parameters<typeof managedShop>): Shop => {
  const shop = managedShop(...more);
  shop.register('A1');
  shop.adjust('A1', onHand);
  return shop;
};

const one = (quantity: string) => [{ sku: 'A1', quantity }];

describe('allocating', () => {
  it('records what was asked, where it is promised, the figures and what decided', () => {
    const shop = shopWith('10');
    expect(order(shop, 'o1', one('4')).events).toEqual([
      {
        type: 'StockAllocated',
        data: {
          orderId: 'o1',
          operation: 0,
          sku: 'A1',
          website: 'default',
          demand: [{ unit: 'item', quantity: '4' }],
          allocations: [
            {
              warehouse: 'main',
              unit: 'item',
              quantity: '4',
              before: { allocated: '0' },
              after: { allocated: '4' },
            },
          ],
          decidedBy: { manageInventory: { value: true, source: { level: 'system' } } },
        },
      },
    ]);
    expect(shop.levels('A1')).toEqual({ main: '10/4' });
  });

  it('ORO1: moves nothing where orders do not decrement', () => {
    const shop = shopWith('99', systemOption('decrementQuantity', false));
    const { kind, events } = order(shop, 'o1', one('99'));
    expect(kind).toBe('accepted');
    expect(dataOf(events, 'StockAllocated')).toMatchObject([
      { demand: [{ unit: 'item', quantity: '99' }], allocations: [] },
    ]);
    expect(shop.levels('A1')).toEqual({ main: '99/0' });
    expect(shop.orders.get('o1')?.lines).toMatchObject([{ allocated: 0n }]);
  });

  it('VE02: of three products only the managed one is allocated', () => {
    const shop = managedShop();
    for (const sku of ['1', '2', '3']) {
      shop.register(sku);
      shop.adjust(sku, '5');
      if (sku !== '2') shop.option(sku, 'manageInventory', false);
    }
    order(shop, 'o1', [
      { sku: '1', quantity: '2' },
      { sku: '2', quantity: '3' },
      { sku: '3', quantity: '4' },
    ]);
    expect(['1', '2', '3'].map((sku) => shop.levels(sku))).toEqual([
      { main: '5/0' },
      { main: '5/3' },
      { main: '5/0' },
    ]);
    const lines = shop.orders.get('o1')?.lines ?? [];
    expect(lines.map((line) => formatQuantity(line.allocated))).toEqual(['0', '3', '0']);
  });

  it('ORO3: may take available below zero under backorder', () => {
    const shop = shopWith('99', systemOption('backOrder', true));
    const [allocated] = dataOf(order(shop, 'o1', one('100')).events, 'StockAllocated');
    expect(allocated?.allocations).toMatchObject([{ quantity: '100', backordered: '1' }]);
    expect(shop.levels('A1')).toEqual({ main: '99/100' });
  });

  it('MG19: of 10 where 5.5 are on hand, 4.5 are backordered', () => {
    const shop = managedShop(systemOption('backOrder', true));
    shop.register('A1', { units: [{ code: 'kg', precision: 1 }] });
    shop.adjust('A1', '5.5');
    order(shop, 'o1', one('10'));
    expect(shop.promised('A1', 'o1')).toEqual([
      { unit: 'kg', warehouse: 'main', quantity: '10', backordered: '4.5' },
    ]);
  });

  it('VE07: a threshold below zero lets as much be backordered', () => {
    const shop = shopWith('3', systemOption('inventoryThreshold', '-5'));
    expect(order(shop, 'o1', one('8')).kind).toBe('accepted');
    expect(shop.promised('A1', 'o1')).toMatchObject([{ quantity: '8', backordered: '5' }]);
    expect(order(shop, 'o2', one('1')).kind).toBe('rejected');
  });

  it('SA03, VE17: is split over warehouses in the website’s order', () => {
    const shop = shopWith('0', ...warehouses('second', 'first'));
    shop.adjust('A1', '4', { warehouse: 'first' });
    shop.adjust('A1', '3', { warehouse: 'second' });
    order(shop, 'o1', one('5'));
    expect(shop.levels('A1')).toEqual({ first: '4/2', second: '3/3' });
  });

  it('SA04: takes from the first what others have left there', () => {
    const shop = shopWith('0', ...warehouses('first', 'second'));
    shop.adjust('A1', '4', { warehouse: 'first' });
    shop.adjust('A1', '3', { warehouse: 'second' });
    order(shop, 'others', one('2'));
    order(shop, 'o1', one('3'));
    expect(shop.promised('A1', 'o1')).toMatchObject([
      { warehouse: 'first', quantity: '2' },
      { warehouse: 'second', quantity: '1' },
    ]);
  });

  it('passes over a warehouse that closes', () => {
    const shop = shopWith('0', ...warehouses('first', 'second'));
    shop.adjust('A1', '4', { warehouse: 'first' });
    shop.adjust('A1', '3', { warehouse: 'second' });
    shop.onScope({ type: 'CloseWarehouse', code: 'first' });
    order(shop, 'o1', one('3'));
    expect(shop.levels('A1')).toEqual({ first: '4/0', second: '3/3' });
  });

  it('units without a stock unit are promised each from their own level, in one event', () => {
    const shop = managedShop();
    shop.register('A1', {
      units: [
        { code: 'item', precision: 0 },
        { code: 'set', precision: 0 },
      ],
    });
    shop.adjust('A1', '5');
    shop.adjust('A1', '5', { unit: 'set' });
    const { events } = order(shop, 'o1', [
      { sku: 'A1', quantity: '2' },
      { sku: 'A1', unit: 'set', quantity: '3' },
    ]);
    expect(typesOf(events)).toEqual(['StockAllocated']);
    expect([shop.levels('A1', 'item'), shop.levels('A1', 'set')]).toEqual([{ main: '5/2' }, { main: '5/3' }]);
  });

  it('is refused, with all reasons, when it was possible but is no more', () => {
    const shop = shopWith('10');
    const demand = demandFor('o1', 'A1', '10');
    const evaluation = evaluateDemand(shop.known('A1'), demand, shop.context);
    expect(evaluation.reasons).toEqual([]);
    order(shop, 'faster', one('1'));
    const answer = allocate(shop.known('A1'), demand, shop.context, evaluation);
    expect(answer.kind === 'refused' && codesOf(answer.reasons)).toEqual(['INSUFFICIENT_STOCK']);
    expect(answer.kind === 'refused' && answer.evaluation.sums).toMatchObject([
      { quantity: 10n ** 11n, sellable: 9n * 10n ** 10n },
    ]);
  });

  it('is evaluated anew when an option changed since', () => {
    const shop = shopWith('10');
    const demand = demandFor('o1', 'A1', '10');
    const evaluation = evaluateDemand(shop.known('A1'), demand, shop.context);
    shop.onScope(systemOption('inventoryThreshold', '1'));
    expect(allocate(shop.known('A1'), demand, shop.context, evaluation).kind).toBe('refused');
  });

  it('evaluates anew on another state of the same revision: one was given up for the other', () => {
    const demand = demandFor('o1', 'A1', '4');
    const [givenUp, shop] = [shopWith('10'), shopWith('3')];
    const evaluation = evaluateDemand(givenUp.known('A1'), demand, givenUp.context);
    expect(givenUp.known('A1').revision).toBe(shop.known('A1').revision);

    expect(allocate(shop.known('A1'), demand, shop.context, evaluation).kind).toBe('refused');
  });

  it('is refused for a product that does not exist', () => {
    const answer = allocate(null, demandFor('o1', 'A1', '10'), managedShop().context);
    expect(answer.kind === 'refused' && codesOf(answer.reasons)).toEqual(['UNKNOWN_PRODUCT']);
  });

  it('has no second effect for the same operation', () => {
    const shop = shopWith('10', systemOption('automaticRestock', false));
    order(shop, 'o1', one('4'));
    expect(allocate(shop.known('A1'), demandFor('o1', 'A1', '4'), shop.context)).toEqual({
      kind: 'already-applied',
    });
    shop.option('A1', 'manageInventory', false);
    order(shop, 'o2', one('4'));
    expect(allocate(shop.known('A1'), demandFor('o2', 'A1', '4'), shop.context)).toEqual({
      kind: 'already-applied',
    });
  });
});
