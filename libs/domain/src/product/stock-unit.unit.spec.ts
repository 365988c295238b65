import { describe, expect, it } from '@jest/globals';
import { ONE, quantityOf } from '../shared/quantity.ts';
import { cancel, order } from '../testing/order-process.ts';
import { dataOf, managedShop, type Shop, systemOption, warehouses } from '../testing/shop.ts';
import { availabilityOf } from './availability.ts';
import { allocationsByUnit } from './line-allocations.ts';

/** Sold by the piece and by the box of 12, kept in pieces. */
function shopWith(pieces: string, ...more: Parameters<typeof managedShop>): Shop {
  const shop = managedShop(...more);
  shop.register('A1', {
    units: [
      { code: 'piece', precision: 0 },
      { code: 'box', precision: 0, conversionRate: 12n * ONE },
    ],
    stockUnit: 'piece',
  });
  shop.adjust('A1', pieces);
  return shop;
}

const sellable = (shop: Shop, unit: string) =>
  availabilityOf(shop.known('A1'), unit, { sku: 'A1', website: 'default', lines: [] }, shop.context).sellable;

describe('a product with a stock unit', () => {
  it('sells every unit from the one level', () => {
    const shop = shopWith('30');
    expect([sellable(shop, 'piece'), sellable(shop, 'box')]).toEqual(['30', '2']);
    const { events } = order(shop, 'o1', [{ sku: 'A1', unit: 'box', quantity: '1' }]);
    expect(dataOf(events, 'StockAllocated')).toMatchObject([
      { demand: [{ unit: 'box', quantity: '1' }], allocations: [{ unit: 'piece', quantity: '12' }] },
    ]);
    expect([sellable(shop, 'piece'), sellable(shop, 'box')]).toEqual(['18', '1']);
  });

  it('is adjusted and counted in any unit', () => {
    const shop = shopWith('5');
    shop.adjust('A1', '2', { unit: 'box' });
    expect(shop.levels('A1', 'piece')).toEqual({ main: '29/0' });
    const [counted] = dataOf(
      shop.count('A1', '2', { unit: 'box', seen: { quantity: quantityOf('2') }, keepCount: true }),
      'LevelCounted',
    );
    expect(counted).toMatchObject({
      unit: 'piece',
      counted: '24',
      seen: { quantity: '24' },
      keptCount: true,
    });
  });

  it('sums its units for stock and limits, which are in the stock unit', () => {
    const shop = shopWith('30', systemOption('maximumQuantityToOrder', '28'));
    const lines = [
      { sku: 'A1', unit: 'box', quantity: '2' },
      { sku: 'A1', unit: 'piece', quantity: '7' },
    ];
    const { reasons, events } = order(shop, 'o1', lines);
    expect(reasons).toMatchObject([
      { code: 'ABOVE_MAXIMUM', unit: 'piece', requested: '31', limit: '28' },
      { code: 'INSUFFICIENT_STOCK', unit: 'piece', requested: '31', sellable: '30' },
    ]);
    expect(dataOf(events, 'DemandRefused')).toMatchObject([
      {
        demand: [
          { unit: 'box', quantity: '2', sellable: '2' },
          { unit: 'piece', quantity: '7', sellable: '30' },
        ],
      },
    ]);
  });

  it('tells what it is short of in the unit asked for', () => {
    const { reasons } = order(shopWith('30'), 'o1', [{ sku: 'A1', unit: 'box', quantity: '3' }]);
    expect(reasons).toMatchObject([
      { code: 'INSUFFICIENT_STOCK', unit: 'box', requested: '3', sellable: '2' },
    ]);
  });

  it('does not take in more than the level can hold', () => {
    const decision = shopWith('1').tell({
      type: 'AdjustLevel',
      sku: 'A1',
      warehouse: 'main',
      unit: 'box',
      quantity: quantityOf('9000000000'),
      reason: 'test',
    });
    expect(decision).toMatchObject({ kind: 'refused', reasons: [{ code: 'OUT_OF_RANGE' }] });
  });

  it('gives back what is cancelled in any unit', () => {
    const shop = shopWith('30');
    order(shop, 'o1', [
      { sku: 'A1', unit: 'box', quantity: '2' },
      { sku: 'A1', quantity: '5' },
    ]);
    cancel(shop, 'o1', [{ sku: 'A1', unit: 'box', quantity: '1' }]);
    expect(shop.levels('A1', 'piece')).toEqual({ main: '30/17' });
  });

  it('tells each line where its part comes from, in the unit of the level', () => {
    const shop = shopWith('0', systemOption('backOrder', true), ...warehouses('a', 'b'));
    shop.adjust('A1', '10', { warehouse: 'a' });
    shop.adjust('A1', '16', { warehouse: 'b' });
    const { events } = order(shop, 'o1', [
      { sku: 'A1', unit: 'box', quantity: '2' },
      { sku: 'A1', quantity: '7' },
    ]);
    const [allocated] = dataOf(events, 'StockAllocated');
    expect(allocated?.allocations).toMatchObject([
      { warehouse: 'a', quantity: '15', backordered: '5' },
      { warehouse: 'b', quantity: '16' },
    ]);
    const byUnit = allocationsByUnit(shop.known('A1'), allocated?.demand ?? [], allocated?.allocations ?? []);
    expect(Object.fromEntries(byUnit)).toEqual({
      box: [
        { warehouse: 'a', unit: 'piece', quantity: '15', backordered: '5' },
        { warehouse: 'b', unit: 'piece', quantity: '9', backordered: '0' },
      ],
      piece: [{ warehouse: 'b', quantity: '7', backordered: '0' }],
    });
  });

  it('shares what is backordered at one place among the units, the first taking what is there', () => {
    const shares = [
      { warehouse: 'a', unit: 'piece', quantity: '15', backordered: '5', before: {}, after: {} },
    ];
    const demand = [
      { unit: 'box', quantity: '1' },
      { unit: 'piece', quantity: '3' },
    ];
    expect(Object.fromEntries(allocationsByUnit(shopWith('1').known('A1'), demand, shares))).toEqual({
      box: [{ warehouse: 'a', unit: 'piece', quantity: '12', backordered: '2' }],
      piece: [{ warehouse: 'a', quantity: '3', backordered: '3' }],
    });
  });

  it('is low, and out of stock, by the one level', () => {
    const shop = shopWith('30', systemOption('highlightLowInventory', true));
    expect(shop.known('A1').low).toEqual([]);
    order(shop, 'o1', [{ sku: 'A1', quantity: '30' }]);
    expect(shop.known('A1')).toMatchObject({ low: ['piece'], status: 'out_of_stock' });
  });

  it('converts exactly at the finest step', () => {
    const shop = managedShop();
    shop.register('A1', {
      units: [
        { code: 'kg', precision: 10 },
        { code: 'bag', precision: 1, conversionRate: quantityOf('2.500000005') },
      ],
      stockUnit: 'kg',
    });
    shop.adjust('A1', '0.1', { unit: 'bag' });
    expect(shop.levels('A1', 'kg')).toEqual({ main: '0.2500000005/0' });
    expect(sellable(shop, 'bag')).toBe('0.1');
    shop.adjust('A1', '-0.0000000001');
    expect(sellable(shop, 'bag')).toBe('0');
  });
});
