/** Rows of other systems' tests that take a whole order, named by their ids. */
import { describe, expect, it } from '@jest/globals';
import { order } from '../testing/order-process.ts';
import { codesOf, managedShop, type Shop, systemOption, warehouses } from '../testing/shop.ts';

const KG = [{ code: 'kg', precision: 1 }];

/** Fixture FM: the website `default` sells from eu-1, eu-2 and eu-3, the website `us` from us-1. */
function europeAndAmerica(): Shop {
  const shop = managedShop(
    ...warehouses('eu-1', 'eu-2', 'eu-3'),
    { type: 'OpenWarehouse', code: 'us-1', name: 'us-1' },
    { type: 'DefineWebsite', code: 'us', name: 'US', organization: 'default' },
    { type: 'AssignWarehouses', scope: { level: 'website', code: 'us' }, warehouses: ['us-1'] },
  );
  shop.register('SKU-1', { units: KG });
  shop.adjust('SKU-1', '5.5', { warehouse: 'eu-1' });
  shop.adjust('SKU-1', '3', { warehouse: 'eu-2' });
  shop.register('SKU-2');
  shop.adjust('SKU-2', '5', { warehouse: 'us-1' });
  shop.register('SKU-4');
  shop.adjust('SKU-4', '6', { warehouse: 'eu-2' });
  return shop;
}

const statusOf = (shop: Shop, orderId: string, sku: string, quantity: string, website = 'default') =>
  order(shop, orderId, [{ sku, quantity }], { website }).kind;

describe('orders of other systems', () => {
  it('MG03: 8.5 can be had, then nothing more', () => {
    const shop = europeAndAmerica();
    expect(statusOf(shop, 'o1', 'SKU-1', '8.5')).toBe('accepted');
    expect(statusOf(shop, 'o2', 'SKU-1', '1')).toBe('rejected');
    expect(shop.known('SKU-1').status).toBe('out_of_stock');
  });

  it('MG10: two products come from several warehouses', () => {
    const shop = europeAndAmerica();
    order(shop, 'o1', [
      { sku: 'SKU-1', quantity: '8' },
      { sku: 'SKU-4', quantity: '4' },
    ]);
    expect([shop.levels('SKU-1'), shop.levels('SKU-4')]).toEqual([
      { 'eu-1': '5.5/5.5', 'eu-2': '3/2.5' },
      { 'eu-2': '6/4' },
    ]);
  });

  it('MG12: 15 of 8.5 cannot be had', () => {
    expect(statusOf(europeAndAmerica(), 'o1', 'SKU-1', '15')).toBe('rejected');
  });

  it('MG13: what another website has cannot be had here, nor then the rest of the order', () => {
    const shop = europeAndAmerica();
    const lines = [
      { sku: 'SKU-1', quantity: '5' },
      { sku: 'SKU-2', quantity: '3' },
    ];
    const { reasons } = order(shop, 'o1', lines);
    expect(reasons).toMatchObject([{ code: 'INSUFFICIENT_STOCK', sku: 'SKU-2', sellable: '0' }]);
    expect(shop.levels('SKU-1')).toEqual({ 'eu-1': '5.5/0', 'eu-2': '3/0' });
    expect(statusOf(shop, 'o2', 'SKU-2', '3', 'us')).toBe('accepted');
  });

  it('MG30: ordering one lowers what the other order may have', () => {
    const shop = europeAndAmerica();
    expect(statusOf(shop, 'o1', 'SKU-1', '1')).toBe('accepted');
    expect(statusOf(shop, 'o2', 'SKU-1', '7.6')).toBe('rejected');
    expect(statusOf(shop, 'o3', 'SKU-1', '7.5')).toBe('accepted');
  });

  it('OD04: what is missing at one warehouse counts against the other', () => {
    const shop = managedShop(systemOption('backOrder', true), ...warehouses('a', 'b'));
    shop.register('A1');
    shop.adjust('A1', '12', { warehouse: 'b' });
    shop.adjust('A1', '7', { warehouse: 'a' });
    order(shop, 'o1', [{ sku: 'A1', quantity: '17' }]);
    shop.count('A1', '5', { warehouse: 'a' });
    shop.onScope(systemOption('backOrder', false));
    expect(shop.levels('A1')).toEqual({ a: '5/7', b: '12/10' });
    const { reasons } = order(shop, 'o2', [{ sku: 'A1', quantity: '10' }]);
    expect(reasons).toMatchObject([{ code: 'INSUFFICIENT_STOCK', sellable: '0' }]);
  });

  it('ORO18, ORO22: 5 of 1 is not enough; 10 of 100 is', () => {
    const shop = managedShop();
    shop.register('A1');
    shop.adjust('A1', '1');
    expect(codesOf(order(shop, 'o1', [{ sku: 'A1', quantity: '5' }]).reasons)).toEqual([
      'INSUFFICIENT_STOCK',
    ]);
    shop.adjust('A1', '99');
    expect(statusOf(shop, 'o2', 'A1', '10')).toBe('accepted');
  });

  it('SA06: two products of which neither has enough are both named', () => {
    const shop = managedShop();
    for (const sku of ['A1', 'B1']) {
      shop.register(sku);
      shop.adjust(sku, '7');
    }
    const { reasons } = order(shop, 'o1', [
      { sku: 'B1', quantity: '100' },
      { sku: 'A1', quantity: '100' },
      { sku: 'gone', quantity: '100' },
    ]);
    expect(reasons.map(({ code, sku, path }) => `${code} ${sku} ${path}`)).toEqual([
      'INSUFFICIENT_STOCK A1 lines[1].quantity',
      'INSUFFICIENT_STOCK B1 lines[0].quantity',
      'UNKNOWN_PRODUCT gone lines[2].sku',
    ]);
  });
});
