import { describe, expect, test } from '@jest/globals';
import type { Asking } from '../kit/choose.ts';
import { kitOf, linesOf, stock } from '../testing/kits.ts';
import { codesOf, managedShop, type Shop, systemOption } from '../testing/shop.ts';
import { type CartAvailability, checkCart } from './check-cart.ts';

function check(shop: Shop, lines: readonly string[], asking: Partial<Asking> = {}): CartAvailability {
  const answer = checkCart(linesOf(...lines), { website: 'default', ...asking }, shop.context);
  if (Array.isArray(answer)) throw new Error(JSON.stringify(answer));
  return answer as CartAvailability;
}

const codes = ({ lines }: CartAvailability) => lines.map(({ sku, reasons }) => [sku, ...codesOf(reasons)]);

/** Cups, mugs and trays, and a kit of two cups or mugs on an optional tray. */
function shopWith(quantities: Record<string, string>): Shop {
  const shop = managedShop();
  stock(shop, { CUP: '0', MUG: '0', TRAY: '0', ...quantities });
  shop.register('SET', { kit: kitOf('2 CUP|MUG', '?1 TRAY') });
  return shop;
}

describe('the lines of a cart', () => {
  test('of one product are summed, over units that sell from one level too', () => {
    const shop = managedShop();
    const units = ['item', 'box', 'pallet'].map((code, index) => ({
      code,
      precision: 0,
      ...(index > 0 && { conversionRate: BigInt(index * 12) * 10n ** 10n }),
    }));
    shop.register('CUP', { units, stockUnit: 'item' });
    shop.adjust('CUP', '30');

    const cart = check(shop, ['1 CUP box', '1 CUP pallet']);

    expect(cart.orderable).toBe(false);
    expect(codes(cart)).toEqual([
      ['CUP', 'INSUFFICIENT_STOCK'],
      ['CUP', 'INSUFFICIENT_STOCK'],
    ]);
    expect(check(shop, ['2 CUP box']).orderable).toBe(true);
  });

  test('of a product that does not exist, or in a unit that it does not have, are refused with the others', () => {
    const cart = check(shopWith({ CUP: '1' }), ['1 NONE', '1 CUP barrel', '2 CUP']);

    expect(codes(cart)).toEqual([
      ['NONE', 'UNKNOWN_PRODUCT'],
      ['CUP', 'UNKNOWN_UNIT'],
      ['CUP', 'INSUFFICIENT_STOCK'],
    ]);
    expect(cart.lines.map(({ unit }) => unit)).toEqual([null, 'barrel', 'item']);
  });
});

describe('a kit in a cart', () => {
  test('is had while its components are', () => {
    const shop = shopWith({ CUP: '5' });

    const cart = check(shop, ['2 SET']);

    expect(cart).toMatchObject({
      orderable: true,
      lines: [
        {
          sku: 'SET',
          unit: 'item',
          quantity: '2',
          sellable: '2',
          status: 'in_stock',
          label: 'in_stock',
          reasons: [],
          components: [{ sku: 'CUP', unit: 'item', quantity: '2' }],
        },
      ],
    });
  });

  test('is refused with the reasons of its components, at the path of its line', () => {
    const cart = check(shopWith({ CUP: '5' }), ['1 MUG', '3 SET']);

    expect(cart.lines[1]?.reasons).toMatchObject([
      {
        code: 'INSUFFICIENT_STOCK',
        path: 'lines[1].quantity',
        sku: 'CUP',
        unit: 'item',
        requested: '6',
        sellable: '5',
      },
    ]);
  });

  test('is summed with lines of the components themselves', () => {
    const shop = shopWith({ CUP: '5' });

    expect(check(shop, ['1 CUP', '2 SET']).orderable).toBe(true);
    expect(codes(check(shop, ['2 CUP', '2 SET']))).toEqual([
      ['CUP', 'INSUFFICIENT_STOCK'],
      ['SET', 'INSUFFICIENT_STOCK'],
    ]);
  });

  test('takes of interchangeable products one that can be had with all that is asked of it', () => {
    const shop = shopWith({ CUP: '5', MUG: '4' });

    expect(check(shop, ['2 SET', '2 SET']).lines.map(({ components }) => components?.[0]?.sku)).toEqual([
      'CUP',
      'MUG',
    ]);
    expect(check(shop, ['4 CUP', '1 SET']).lines[1]?.components?.[0]?.sku).toBe('MUG');
    expect(check(shop, ['5 SET']).lines[0]?.components?.[0]?.sku).toBe('CUP');
  });

  test('takes what the line names, optional ones too', () => {
    const shop = shopWith({ CUP: '5', MUG: '4', TRAY: '0' });

    const cart = check(shop, ['2 SET +MUG +TRAY']);

    expect(cart.lines[0]?.components?.map(({ sku }) => sku)).toEqual(['MUG', 'TRAY']);
    expect(cart.lines[0]?.reasons).toMatchObject([{ code: 'INSUFFICIENT_STOCK', sku: 'TRAY' }]);
  });

  test.each([
    ['1 SET +PLATE', 'lines[0].components[0]', 'PLATE'],
    ['1 SET +CUP +MUG', 'lines[0].components[1]', 'MUG'],
    ['1 CUP +CUP', 'lines[0].components', 'CUP'],
  ])('%s names what it cannot', (line, path, sku) => {
    const answer = checkCart(linesOf(line), { website: 'default' }, shopWith({}).context);

    expect(answer).toMatchObject([{ code: 'VALIDATION_FAILED', path, sku }]);
  });

  test('ORO34: has limits of its own; those of its components count for them alone', () => {
    const shop = shopWith({ CUP: '50' });
    shop.option('SET', 'minimumQuantityToOrder', '2');
    shop.option('SET', 'maximumQuantityToOrder', '3');
    shop.option('CUP', 'maximumQuantityToOrder', '4');

    expect(codes(check(shop, ['1 SET']))).toEqual([['SET', 'BELOW_MINIMUM']]);
    expect(codes(check(shop, ['4 SET']))).toEqual([['SET', 'ABOVE_MAXIMUM']]);
    expect(check(shop, ['3 SET', '4 CUP']).orderable).toBe(true);
    expect(check(shop, ['5 CUP', '2 SET']).lines[0]?.reasons).toMatchObject([
      { code: 'ABOVE_MAXIMUM', path: 'lines[0].quantity', requested: '5' },
    ]);
  });

  test('may be had where its own status and those of its components may', () => {
    const shop = shopWith({ CUP: '5' });
    shop.told({ type: 'SetStatus', sku: 'CUP', status: 'discontinued' });
    expect(check(shop, ['1 SET +CUP']).lines[0]?.reasons).toMatchObject([
      { code: 'STATUS_NOT_ALLOWED', sku: 'CUP', path: 'lines[0].sku' },
    ]);

    shop.told({ type: 'SetStatus', sku: 'SET', status: 'discontinued' });
    expect(codes(check(shop, ['1 SET +CUP']))).toEqual([['SET', 'STATUS_NOT_ALLOWED', 'STATUS_NOT_ALLOWED']]);
  });

  test.each(['rfq', 'quote', 'shopping_list'] as const)(
    'for a %s: its limits count, its components do not',
    (purpose) => {
      const shop = shopWith({});
      shop.option('SET', 'minimumQuantityToOrder', '2');

      expect(check(shop, ['2 SET'], { purpose }).orderable).toBe(true);
      expect(codes(check(shop, ['1 SET'], { purpose }))).toEqual([['SET', 'BELOW_MINIMUM']]);
      expect(check(shop, ['2 SET'], { purpose: 'cart' }).orderable).toBe(false);
    },
  );

  test('ships when the last of its components is there', () => {
    const shop = shopWith({ CUP: '5', TRAY: '5' });
    shop.option('TRAY', 'isUpcoming', true);
    shop.option('TRAY', 'availabilityDate', '2026-06-01T09:00:00.000Z');

    expect(check(shop, ['1 SET']).earliestShipDate).toBeNull();
    const cart = check(shop, ['1 SET +TRAY'], { shipUntil: '2026-05-31' });
    expect(cart.earliestShipDate).toBe('2026-06-01T09:00:00.000Z');
    expect(cart.lines[0]?.reasons).toMatchObject([{ code: 'SHIPS_TOO_LATE', sku: 'TRAY' }]);
  });
});

test('ORO76: each purpose has statuses of its own, and limits count for all of them', () => {
  const shop = managedShop(systemOption('rfqStatuses', ['out_of_stock']));
  stock(shop, { CUP: '5' });
  shop.option('CUP', 'maximumQuantityToOrder', '9');

  const of = (purpose: Asking['purpose'], quantity: string) =>
    codes(check(shop, [`${quantity} CUP`], { ...(purpose && { purpose }) }))[0]?.slice(1);

  expect(of('rfq', '6')).toEqual(['STATUS_NOT_ALLOWED']);
  expect([of('order', '6'), of('cart', '6')]).toEqual([['INSUFFICIENT_STOCK'], ['INSUFFICIENT_STOCK']]);
  expect([of('quote', '6'), of('shopping_list', '6')]).toEqual([[], []]);
  expect([of('quote', '10'), of('shopping_list', '10')]).toEqual([['ABOVE_MAXIMUM'], ['ABOVE_MAXIMUM']]);
});
