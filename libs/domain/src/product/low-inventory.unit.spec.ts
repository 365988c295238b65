import { describe, expect, it } from '@jest/globals';
import { cancel, order } from '../testing/order-process.ts';
import { managedShop, type Shop, systemOption, typesOf } from '../testing/shop.ts';
import { availabilityOf } from './availability.ts';
import type { ProductEvent } from './events.ts';

const HIGHLIGHTED = [
  systemOption('highlightLowInventory', true),
  systemOption('lowInventoryThreshold', '10'),
] as const;

const shopWith = (onHand: string, ...more: Parameters<typeof managedShop>): Shop => {
  const shop = managedShop(...more);
  shop.register('A1', {
    units: [
      { code: 'item', precision: 0 },
      { code: 'set', precision: 0 },
    ],
  });
  shop.adjust('A1', onHand);
  return shop;
};

const isLow = (shop: Shop, unit?: string): boolean =>
  availabilityOf(shop.known('A1'), unit, { sku: 'A1', website: 'default', lines: [] }, shop.context).low;

const crossings = (events: readonly ProductEvent[]): string[] =>
  events.flatMap((event) =>
    event.type === 'LowInventoryReached' || event.type === 'LowInventoryCleared'
      ? [`${event.type} ${event.data.unit} ${event.data.available}`]
      : [],
  );

describe('low inventory', () => {
  it.each([
    ['ORO43, OC08', '5', true],
    ['OC08', '10', true],
    ['ORO44, OC08', '15', false],
  ])('%s: %s with a low threshold of 10 is low: %s', (_, onHand, low) => {
    expect(isLow(shopWith(onHand, ...HIGHLIGHTED))).toBe(low);
  });

  it('ORO45: without a unit the primary one is asked', () => {
    const shop = shopWith('5', ...HIGHLIGHTED);
    shop.adjust('A1', '50', { unit: 'set' });
    expect([isLow(shop), isLow(shop, 'item'), isLow(shop, 'set')]).toEqual([true, true, false]);
  });

  it('ORO47, OC08: is never low where it is not highlighted', () => {
    expect(isLow(shopWith('5', systemOption('lowInventoryThreshold', '10')))).toBe(false);
  });

  it('ORO48, OC09: is low in a unit by that unit’s level', () => {
    const shop = shopWith('20', ...HIGHLIGHTED);
    shop.adjust('A1', '5', { unit: 'set' });
    expect([isLow(shop, 'item'), isLow(shop, 'set')]).toEqual([false, true]);
  });

  it('is recorded once for each crossing and unit, whatever crossed', () => {
    const shop = shopWith('15', ...HIGHLIGHTED);
    expect(crossings(shop.eventsOf('A1'))).toEqual([
      'LowInventoryReached item 0',
      'LowInventoryReached set 0',
      'LowInventoryCleared item 15',
    ]);
    expect(crossings(order(shop, 'o1', [{ sku: 'A1', quantity: '4' }]).events)).toEqual([]);
    expect(crossings(order(shop, 'o2', [{ sku: 'A1', quantity: '1' }]).events)).toEqual([
      'LowInventoryReached item 10',
    ]);
    expect(crossings(order(shop, 'o3', [{ sku: 'A1', quantity: '1' }]).events)).toEqual([]);
    const cancelled = cancel(shop, 'o1');
    expect(cancelled.kind === 'accepted' && crossings(cancelled.events)).toEqual([
      'LowInventoryCleared item 13',
    ]);
    expect(crossings(shop.count('A1', '3'))).toEqual(['LowInventoryReached item 1']);
  });

  it('is recorded when an option makes it so, with the options that decided', () => {
    const shop = shopWith('15', systemOption('lowInventoryThreshold', '10'));
    shop.adjust('A1', '50', { unit: 'set' });
    expect(typesOf(shop.option('A1', 'highlightLowInventory', true))).toEqual(['OptionSet']);
    expect(shop.option('A1', 'lowInventoryThreshold', '15')).toMatchObject([
      { type: 'OptionSet' },
      {
        type: 'LowInventoryReached',
        data: {
          sku: 'A1',
          unit: 'item',
          available: '15',
          decidedBy: {
            highlightLowInventory: { value: true, source: { level: 'product', code: 'A1' } },
            lowInventoryThreshold: { value: '15', source: { level: 'product', code: 'A1' } },
          },
        },
      },
    ]);
    expect(crossings(shop.option('A1', 'highlightLowInventory', false))).toEqual([
      'LowInventoryCleared item 15',
    ]);
  });

  it('never stands in the way of an order', () => {
    const shop = shopWith('5', ...HIGHLIGHTED);
    expect(order(shop, 'o1', [{ sku: 'A1', quantity: '5' }]).kind).toBe('accepted');
  });
});
