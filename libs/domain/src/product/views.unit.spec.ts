import { describe, expect, it } from '@jest/globals';
import { order } from '../testing/order-process.ts';
import { codesOf, dataOf, managedShop, systemOption, warehouses } from '../testing/shop.ts';
import { availabilityOf } from './availability.ts';
import { bytesOf } from './bytes.ts';
import { allocationsByUnit } from './line-allocations.ts';
import { levelsOf, totalsOf } from './views.ts';

const UNITS = [
  { code: 'item', precision: 0 },
  { code: 'set', precision: 0 },
];

describe('the views of a product', () => {
  it('show each level, and the totals of every unit that has levels', () => {
    const shop = managedShop(systemOption('backOrder', true), ...warehouses('a', 'b'));
    shop.register('A1', { units: UNITS });
    shop.adjust('A1', '4', { warehouse: 'a' });
    shop.adjust('A1', '2', { warehouse: 'b' });
    order(shop, 'o1', [{ sku: 'A1', quantity: '9' }]);
    expect(levelsOf(shop.known('A1'))).toEqual([
      { warehouse: 'a', unit: 'item', onHand: '4', allocated: '7', held: '0', available: '-3' },
      { warehouse: 'b', unit: 'item', onHand: '2', allocated: '2', held: '0', available: '0' },
    ]);
    expect(totalsOf(shop.known('A1'))).toEqual([
      { unit: 'item', onHand: '6', allocated: '9', held: '0', available: '-3' },
      { unit: 'set', onHand: '0', allocated: '0', held: '0', available: '0' },
    ]);
  });

  it('show what an order’s lines were promised, and what is promised now', () => {
    const shop = managedShop(systemOption('backOrder', true));
    shop.register('A1', { units: UNITS });
    shop.adjust('A1', '4');
    const { events } = order(shop, 'o1', [
      { sku: 'A1', quantity: '5' },
      { sku: 'A1', unit: 'set', quantity: '1' },
    ]);
    const [allocated] = dataOf(events, 'StockAllocated');
    const byUnit = allocationsByUnit(shop.known('A1'), allocated?.demand ?? [], allocated?.allocations ?? []);
    expect(Object.fromEntries(byUnit)).toEqual({
      item: [{ warehouse: 'main', quantity: '5', backordered: '1' }],
      set: [{ warehouse: 'main', quantity: '1', backordered: '1' }],
    });
    shop.adjust('A1', '1');
    expect(shop.promised('A1', 'o1')).toEqual([
      { unit: 'item', warehouse: 'main', quantity: '5', backordered: '0' },
      { unit: 'set', warehouse: 'main', quantity: '1', backordered: '1' },
    ]);
  });

  it('guess the memory of a state without walking it', () => {
    const shop = managedShop();
    shop.register('A1');
    const empty = bytesOf(shop.known('A1'));
    shop.adjust('A1', '4');
    order(shop, 'o1', [{ sku: 'A1', quantity: '1' }]);
    expect(bytesOf(shop.known('A1'))).toBeGreaterThan(empty);
  });
});

describe('availability', () => {
  it('tells status, label and what is sellable on the website', () => {
    const shop = managedShop(systemOption('highlightLowInventory', true), {
      type: 'DefineWebsite',
      code: 'other',
      name: 'Other',
      organization: 'default',
    });
    shop.register('A1');
    shop.adjust('A1', '4');
    shop.option('A1', 'lowInventoryThreshold', '4');
    const on = (website: string) =>
      availabilityOf(shop.known('A1'), undefined, { sku: 'A1', website, lines: [] }, shop.context);
    expect(on('default')).toEqual({
      orderable: true,
      reasons: [],
      sellable: '4',
      status: 'in_stock',
      label: 'low_inventory',
      low: true,
      upcoming: false,
      availabilityDate: null,
    });
    expect(on('other')).toMatchObject({ sellable: '0', status: 'out_of_stock', label: 'out_of_stock' });
    shop.option('A1', 'isUpcoming', true);
    expect(on('default')).toMatchObject({ label: 'upcoming', low: true });
  });

  it('without a quantity asks no quantity rule', () => {
    const shop = managedShop(systemOption('minimumQuantityToOrder', '3'));
    shop.register('A1');
    const of = (...lines: { quantity: bigint; path: string }[]) =>
      availabilityOf(shop.known('A1'), undefined, { sku: 'A1', website: 'default', lines }, shop.context);
    expect(of().orderable).toBe(true);
    expect(codesOf(of({ quantity: 10n ** 10n, path: 'lines[0]' }).reasons)).toEqual([
      'BELOW_MINIMUM',
      'INSUFFICIENT_STOCK',
    ]);
    shop.told({ type: 'SetStatus', sku: 'A1', status: 'discontinued' });
    expect(of().reasons).toMatchObject([{ code: 'STATUS_NOT_ALLOWED', sku: 'A1' }]);
  });

  it('of a unit that the product has not is none', () => {
    const shop = managedShop();
    shop.register('A1');
    const demand = { sku: 'A1', website: 'default', lines: [] };
    expect(availabilityOf(shop.known('A1'), 'crate', demand, shop.context)).toMatchObject({
      orderable: false,
      reasons: [{ code: 'UNKNOWN_UNIT', unit: 'crate' }],
      sellable: '0',
      low: false,
    });
  });
});
