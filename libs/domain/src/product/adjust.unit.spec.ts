import { describe, expect, it } from '@jest/globals';
import type { AdjustLevel } from '../shared/commands.ts';
import { MAGNITUDE_MAX, quantityOf } from '../shared/quantity.ts';
import { NOON, Shop, typesOf } from '../testing/shop.ts';

const shopWith = (onHand: string): Shop => {
  const shop = new Shop();
  shop.register('A1');
  if (onHand !== '0') shop.adjust('A1', onHand);
  return shop;
};

const refusalOf = (shop: Shop, quantity: string, more: Partial<AdjustLevel> = {}) => {
  const decision = shop.tell({
    type: 'AdjustLevel',
    sku: 'A1',
    warehouse: 'main',
    quantity: quantityOf(quantity),
    reason: 'test',
    ...more,
  });
  return decision.kind === 'refused' ? decision.reasons : [];
};

const codesAndPaths = (shop: Shop, quantity: string, more: Partial<AdjustLevel> = {}) =>
  refusalOf(shop, quantity, more).map(({ code, path }) => `${code} ${path}`);

describe('adjusting a level', () => {
  it('adds to on hand, with the figures before and after', () => {
    const shop = shopWith('10');
    expect(shop.adjust('A1', '-4', { reason: 'broken', reference: 'B-7' })).toEqual([
      {
        type: 'LevelAdjusted',
        data: {
          sku: 'A1',
          warehouse: 'main',
          unit: 'item',
          quantity: '-4',
          before: { onHand: '10' },
          after: { onHand: '6' },
          reason: 'broken',
          reference: 'B-7',
        },
      },
    ]);
    expect(shop.levels('A1')).toEqual({ main: '6/0' });
  });

  it('HE03: of three products, one up by 20 and one down by 5', () => {
    const shop = new Shop();
    for (const [sku, onHand] of [
      ['1', '30'],
      ['2', '10'],
      ['3', '40'],
    ] as const) {
      shop.register(sku);
      shop.adjust(sku, onHand);
    }
    shop.adjust('1', '20');
    shop.adjust('2', '-5');
    expect(['1', '2', '3'].map((sku) => shop.levels(sku))).toEqual([
      { main: '50/0' },
      { main: '5/0' },
      { main: '40/0' },
    ]);
  });

  it('SP10: two adjustments of +5 on 10 make 20', () => {
    const shop = shopWith('10');
    shop.adjust('A1', '5');
    shop.adjust('A1', '5');
    expect(shop.levels('A1')).toEqual({ main: '20/0' });
  });

  it('may be to nothing, but not below', () => {
    const shop = shopWith('3');
    expect(refusalOf(shop, '-4')).toMatchObject([
      { code: 'NEGATIVE_ON_HAND', sku: 'A1', unit: 'item', warehouse: 'main', requested: '-4', onHand: '3' },
    ]);
    expect(refusalOf(shop, '-3')).toEqual([]);
    expect(shop.levels('A1')).toEqual({ main: '0/0' });
  });

  it('by zero changes nothing', () => {
    expect(typesOf(shopWith('3').adjust('A1', '0'))).toEqual(['NothingChanged']);
  });

  it('tells all that is wrong with it', () => {
    expect(
      codesAndPaths(shopWith('3'), '1', {
        warehouse: 'moon',
        unit: 'crate',
        effectiveAt: '2026-03-01T12:00:00.001Z',
      }),
    ).toEqual(['UNKNOWN_UNIT unit', 'UNKNOWN_WAREHOUSE warehouse', 'VALIDATION_FAILED effectiveAt']);
  });

  it('may be effective now or earlier', () => {
    const shop = shopWith('0');
    expect(refusalOf(shop, '1', { effectiveAt: '2020-01-01T00:00:00.000Z' })).toEqual([]);
    expect(refusalOf(shop, '1', { effectiveAt: NOON })).toEqual([]);
  });

  it('takes no more decimals than the unit has, and no more than a level can hold', () => {
    const shop = shopWith('3');
    expect(codesAndPaths(shop, '0.5')).toEqual(['PRECISION_EXCEEDED quantity']);
    expect(codesAndPaths(shop, '9999999998')).toEqual(['OUT_OF_RANGE quantity']);
    expect(codesAndPaths(shop, '9999999997')).toEqual([]);
    expect(shop.known('A1').stock[0]?.onHand).toBe(MAGNITUDE_MAX);
  });

  it('is exact at ten decimals', () => {
    const shop = new Shop();
    shop.register('A1', { units: [{ code: 'kg', precision: 10 }] });
    shop.adjust('A1', '559.8327');
    shop.adjust('A1', '-470.84');
    shop.adjust('A1', '11.007');
    expect(shop.levels('A1')).toEqual({ main: '99.9997/0' });
    expect(codesAndPaths(shop, '-100')).toEqual(['NEGATIVE_ON_HAND quantity']);
    shop.adjust('A1', '0.0000000001');
    expect(shop.levels('A1')).toEqual({ main: '99.9997000001/0' });
  });

  it('lets nothing new into a warehouse that is closing, and nothing move in one that is closed', () => {
    const shop = new Shop({ type: 'OpenWarehouse', code: 'old', name: 'Old' });
    shop.register('A1');
    shop.adjust('A1', '5', { warehouse: 'old' });
    shop.onScope({ type: 'CloseWarehouse', code: 'old' });
    expect(codesAndPaths(shop, '1', { warehouse: 'old' })).toEqual(['WAREHOUSE_CLOSED warehouse']);
    expect(codesAndPaths(shop, '-5', { warehouse: 'old' })).toEqual([]);
    const old = shop.scopes.warehouses.get('old');
    if (old !== undefined) old.state = 'closed';
    expect(codesAndPaths(shop, '-1', { warehouse: 'old' })).toEqual([
      'WAREHOUSE_CLOSED warehouse',
      'NEGATIVE_ON_HAND quantity',
    ]);
  });
});
