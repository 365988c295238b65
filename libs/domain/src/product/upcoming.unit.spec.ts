import { describe, expect, it } from '@jest/globals';
import { quantityOf } from '../shared/quantity.ts';
import { codesOf, Shop, systemOption } from '../testing/shop.ts';
import { availabilityOf } from './availability.ts';
import { evaluateDemand } from './evaluate.ts';
import { dayOf } from './upcoming.ts';

const SOFT_CATEGORY = { type: 'DefineCategory', code: 'soon', name: 'Soon' } as const;

const shopWith = (own: Record<string, unknown>, ...more: ConstructorParameters<typeof Shop>): Shop => {
  const shop = new Shop(...more);
  shop.register('A1');
  for (const [option, value] of Object.entries(own)) shop.option('A1', option, value);
  return shop;
};

const upcomingIn = (shop: Shop) => {
  const demand = { sku: 'A1', website: 'default', lines: [] };
  const { upcoming, availabilityDate, label } = availabilityOf(
    shop.known('A1'),
    undefined,
    demand,
    shop.context,
  );
  return [upcoming, availabilityDate, label];
};

const shippingBy = (shop: Shop, shipUntil: string): readonly string[] => {
  const lines = [{ quantity: quantityOf('1'), path: 'lines[0]' }];
  const demand = { sku: 'A1', website: 'default', lines, shipUntil };
  return codesOf(evaluateDemand(shop.known('A1'), demand, shop.context).reasons);
};

const HIDING = systemOption('hideLabelsPastAvailabilityDate', true);
const NOT_HIDING = systemOption('hideLabelsPastAvailabilityDate', false);
const IN_2070 = { isUpcoming: true, availabilityDate: '2070-10-10T00:00:00Z' };

describe('an upcoming product', () => {
  it('ORO49: is so until its date', () => {
    const expected = [true, '2070-10-10T00:00:00.000Z', 'upcoming'];
    expect(upcomingIn(shopWith(IN_2070, HIDING))).toEqual(expected);
    expect(upcomingIn(shopWith(IN_2070, NOT_HIDING))).toEqual(expected);
  });

  it('ORO50: is none without the flag', () => {
    const shop = shopWith({ isUpcoming: false, availabilityDate: '2080-01-01T00:00:00Z' });
    expect(upcomingIn(shop)).toEqual([false, null, 'in_stock']);
  });

  it('ORO51: past its date is none where such labels are hidden, else has no date', () => {
    const own = { isUpcoming: true, availabilityDate: '1900-01-01T00:00:00Z' };
    expect(upcomingIn(shopWith(own, HIDING))).toEqual([false, null, 'in_stock']);
    expect(upcomingIn(shopWith(own, NOT_HIDING))).toEqual([true, null, 'upcoming']);
  });

  it.each([
    ['ORO52', '2000-01-01T00:00:00Z', NOT_HIDING, [true, null, 'upcoming']],
    ['ORO52', '2000-01-01T00:00:00Z', HIDING, [false, null, 'in_stock']],
    ['ORO53', '2050-01-01T00:00:00Z', HIDING, [true, '2050-01-01T00:00:00.000Z', 'upcoming']],
  ])('%s: by its category, with the date %s', (_, date, hide, expected) => {
    const scope = { level: 'category', code: 'soon' } as const;
    const shop = new Shop(
      SOFT_CATEGORY,
      { type: 'SetOption', scope, option: 'isUpcoming', value: true },
      { type: 'SetOption', scope, option: 'availabilityDate', value: date },
      hide,
    );
    shop.register('A1', { category: 'soon' });
    expect(upcomingIn(shop)).toEqual(expected);
  });

  it('ORO55: cannot ship before its day', () => {
    const shop = shopWith({ isUpcoming: true, availabilityDate: '2040-12-01T00:00:00Z' });
    expect(shippingBy(shop, '2018-07-01')).toEqual(['SHIPS_TOO_LATE']);
    expect(shippingBy(shop, '2040-12-01')).toEqual([]);
  });

  it('ORO56: can ship on its day, whatever the hour', () => {
    const shop = shopWith({ isUpcoming: true, availabilityDate: '2040-01-01T12:00:00Z' });
    expect(shippingBy(shop, '2040-01-01T00:00:00.000Z')).toEqual([]);
    expect(shippingBy(shop, '2039-12-31T23:59:59.999Z')).toEqual(['SHIPS_TOO_LATE']);
  });

  it('ORO57: without a date restricts nothing, nor does one past its date', () => {
    expect(shippingBy(shopWith({ isUpcoming: true }), '2018-07-01')).toEqual([]);
    const past = { isUpcoming: true, availabilityDate: '2020-01-01T00:00:00Z' };
    expect(shippingBy(shopWith(past, NOT_HIDING), '2018-07-01')).toEqual([]);
  });

  it('has its day by the calendar of the website’s time zone', () => {
    const shop = new Shop({
      type: 'DefineWebsite',
      code: 'tokyo',
      name: 'Tokyo',
      organization: 'default',
      timeZone: 'Asia/Tokyo',
    });
    shop.register('A1');
    shop.option('A1', 'isUpcoming', true);
    shop.option('A1', 'availabilityDate', '2040-01-01T16:00:00Z');
    const reasonsOn = (website: string) =>
      evaluateDemand(
        shop.known('A1'),
        {
          sku: 'A1',
          website,
          shipUntil: '2040-01-01',
          lines: [{ quantity: quantityOf('1'), path: 'lines[0]' }],
        },
        shop.context,
      ).reasons;
    expect(reasonsOn('default')).toEqual([]);
    expect(reasonsOn('tokyo')).toEqual([
      {
        code: 'SHIPS_TOO_LATE',
        message: '"A1" is expected on 2040-01-02 and cannot ship by 2040-01-01',
        path: 'shipUntil',
        sku: 'A1',
        unit: 'item',
        shipUntil: '2040-01-01',
        availabilityDate: '2040-01-01T16:00:00.000Z',
        source: { level: 'product', code: 'A1' },
      },
    ]);
  });
});

describe('the day of an instant', () => {
  it.each([
    ['2026-03-01T23:30:00.000Z', 'UTC', '2026-03-01'],
    ['2026-03-01T23:30:00.000Z', 'Europe/Berlin', '2026-03-02'],
    ['2026-03-01T02:30:00.000Z', 'America/New_York', '2026-02-28'],
    ['2026-03-01', 'America/New_York', '2026-03-01'],
    ['0900-03-01T12:00:00.000Z', 'UTC', '0900-03-01'],
  ])('%s in %s is %s', (instant, timeZone, day) => {
    expect(dayOf(instant, timeZone)).toBe(day);
  });
});
