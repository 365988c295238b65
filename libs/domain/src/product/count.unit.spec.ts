import { describe, expect, it } from '@jest/globals';
import type { CountLevel } from '../shared/commands.ts';
import { quantityOf } from '../shared/quantity.ts';
import { Shop, typesOf } from '../testing/shop.ts';

const shopWith = (onHand: string): Shop => {
  const shop = new Shop();
  shop.register('A1');
  if (onHand !== '0') shop.adjust('A1', onHand);
  return shop;
};

const refusalOf = (shop: Shop, counted: string, more: Partial<CountLevel> = {}) => {
  const decision = shop.tell({
    type: 'CountLevel',
    sku: 'A1',
    warehouse: 'main',
    counted: quantityOf(counted),
    ...more,
  });
  return decision.kind === 'refused' ? decision.reasons : [];
};

describe('counting a level', () => {
  it('states what is there, with the difference', () => {
    const shop = shopWith('30');
    expect(shop.count('A1', '20', { reason: 'audit', reference: 'S-1' })).toEqual([
      {
        type: 'LevelCounted',
        data: {
          sku: 'A1',
          warehouse: 'main',
          unit: 'item',
          counted: '20',
          difference: '-10',
          before: { onHand: '30' },
          after: { onHand: '20' },
          reason: 'audit',
          reference: 'S-1',
        },
      },
    ]);
    expect(shop.levels('A1')).toEqual({ main: '20/0' });
  });

  it('ORO62: makes the level of a unit that had none', () => {
    const shop = shopWith('0');
    shop.count('A1', '31');
    expect(shop.levels('A1')).toEqual({ main: '31/0' });
  });

  it('VE01: to 0, 5 and 3, but not to −1', () => {
    const shop = shopWith('0');
    const differences = ['0', '5', '3'].map((counted) => {
      const [event] = shop.count('A1', counted);
      return event?.type === 'LevelCounted' && event.data.difference;
    });
    expect(differences).toEqual(['0', '5', '-2']);
    expect(refusalOf(shop, '-1')).toMatchObject([{ code: 'VALIDATION_FAILED', path: 'counted' }]);
    expect(shop.levels('A1')).toEqual({ main: '3/0' });
  });

  it('OD09: of what is there is recorded as counted and changes nothing', () => {
    const shop = shopWith('7');
    expect(typesOf(shop.count('A1', '7'))).toEqual(['LevelCounted']);
    expect(shop.levels('A1')).toEqual({ main: '7/0' });
  });

  it('OD06: is refused when stock moved since the counter looked, unless the count is to be kept', () => {
    const shop = shopWith('7');
    const { revision } = shop.known('A1');
    shop.adjust('A1', '-3');
    expect(refusalOf(shop, '5', { seen: { revision } })).toMatchObject([
      { code: 'MOVED_SINCE_COUNT', onHand: '4', seenRevision: 1, movedAtRevision: 2 },
    ]);
    expect(refusalOf(shop, '5', { seen: { quantity: quantityOf('7') } })).toMatchObject([
      { code: 'MOVED_SINCE_COUNT', onHand: '4', seenQuantity: '7', moved: '-3' },
    ]);
    const [counted] = shop.count('A1', '5', { seen: { revision }, keepCount: true });
    expect(counted).toMatchObject({
      data: { counted: '5', difference: '1', seen: { revision: 1 }, keptCount: true },
    });
  });

  it('is taken when something else happened to the product since, or to another level', () => {
    const shop = new Shop({ type: 'OpenWarehouse', code: 'other', name: 'Other' });
    shop.register('A1');
    shop.adjust('A1', '7');
    const { revision } = shop.known('A1');
    shop.told({ type: 'RenameProduct', sku: 'A1', name: 'Another' });
    shop.adjust('A1', '1', { warehouse: 'other' });
    shop.count('A1', '7');
    expect(refusalOf(shop, '5', { seen: { revision, quantity: quantityOf('7') } })).toEqual([]);
  });

  it('refuses a revision that is still to come', () => {
    expect(refusalOf(shopWith('7'), '7', { seen: { revision: 2 } })).toMatchObject([
      { code: 'VALIDATION_FAILED', path: 'seen.revision' },
    ]);
  });

  it('lets nothing new into a warehouse that is closing', () => {
    const shop = new Shop({ type: 'OpenWarehouse', code: 'old', name: 'Old' });
    shop.register('A1');
    shop.adjust('A1', '5', { warehouse: 'old' });
    shop.onScope({ type: 'CloseWarehouse', code: 'old' });
    expect(refusalOf(shop, '6', { warehouse: 'old' })).toMatchObject([{ code: 'WAREHOUSE_CLOSED' }]);
    expect(refusalOf(shop, '5', { warehouse: 'old' })).toEqual([]);
    expect(refusalOf(shop, '0', { warehouse: 'old' })).toEqual([]);
  });
});
