import fc from 'fast-check';
import { type Appended, MadeUpShop } from './made-up-shop.ts';

const SKUS = ['A1', 'B2', 'C3', 'Ü-4'];
const WAREHOUSES = ['main', 'second'];

type Step = (shop: MadeUpShop, orders: Orders) => readonly Appended[];

interface Orders {
  readonly open: string[];
  readonly accepted: string[];
  count: number;
}

const sku = fc.constantFrom(...SKUS);
const warehouse = fc.constantFrom(...WAREHOUSES);
const quantity = fc.integer({ min: 1, max: 2_000 }).map((hundredths) => hundredths / 100);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(sku, warehouse, quantity).map(([product, code, amount]): Step => {
    return (shop) => [shop.adjust(product, code, amount)];
  }),
  fc
    .tuple(sku, warehouse, quantity, fc.integer({ min: 0, max: 9_999_999 }))
    .map(([product, code, amount, seconds]): Step => {
      const effectiveAt = new Date(Date.UTC(2025, 0, 1) + seconds * 1000).toISOString();
      return (shop) => [shop.adjust(product, code, amount, { effectiveAt })];
    }),
  fc.tuple(sku, warehouse, quantity).map(([product, code, amount]): Step => {
    return (shop, orders) => {
      const orderId = `order ${orders.count++}`;
      orders.open.push(orderId);
      return shop.submit(orderId, product, code, amount);
    };
  }),
  fc.constant<Step>((shop, orders) => {
    const orderId = orders.open.shift();
    if (orderId === undefined) return [];
    orders.accepted.push(orderId);
    return [shop.accept(orderId)];
  }),
  fc.constant<Step>((shop, orders) => {
    const orderId = orders.open.shift();
    return orderId === undefined ? [] : shop.reject(orderId);
  }),
  fc.constant<Step>((shop, orders) => {
    const orderId = orders.accepted.shift();
    return orderId === undefined ? [] : shop.cancel(orderId);
  }),
  fc.tuple(sku, quantity, fc.boolean()).map(([product, amount, isInstant]): Step => {
    return (shop, orders) => {
      const transferId = `transfer ${orders.count++}`;
      const [from, to] = WAREHOUSES as unknown as [string, string];
      if (isInstant) return shop.transfer(transferId, product, from, to, amount);
      const half = Math.floor(amount * 50) / 100;
      const rest = Math.round((amount - half) * 100) / 100;
      return [
        ...shop.dispatch(transferId, product, from, to, amount),
        ...shop.receive(transferId, product, to, {
          operation: 1,
          quantity: half,
          discrepancy: 0,
          open: rest,
        }),
      ];
    };
  }),
  fc.tuple(sku, fc.constantFrom('in_stock', 'out_of_stock', 'discontinued')).map(([product, to]): Step => {
    return (shop) => [shop.setStatus(product, to)];
  }),
  fc.tuple(sku, fc.boolean()).map(
    ([product, isLow]): Step =>
      (shop) => [shop.low(product, isLow)],
  ),
  fc.constantFrom('system', 'category-toys', 'product-A1').map((stream): Step => {
    return (shop) => [shop.setOption(stream, 'inventoryThreshold', '3')];
  }),
);

/** What a shop recorded: its founding, then steps of all kinds. Each element is one append. */
export const randomHistory: fc.Arbitrary<readonly Appended[]> = fc
  .array(step, { minLength: 1, maxLength: 60 })
  .map((steps) => {
    const shop = new MadeUpShop();
    const orders: Orders = { open: [], accepted: [], count: 0 };
    const founding = [
      shop.defineOrganization('default'),
      ...WAREHOUSES.map((code) => shop.openWarehouse(code)),
      shop.defineWebsite('default', 'default', WAREHOUSES),
      shop.defineCategory('toys'),
      ...SKUS.map((product) => shop.register(product, 'toys')),
    ];
    return [...founding, ...steps.flatMap((next) => next(shop, orders))];
  });
