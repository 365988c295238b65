import { manyAtOnce } from '../many-at-once.ts';
import type { Shop } from '../stockbook/shop.ts';

/** Something that a shop has more and more of; everything else stays as it is. */
export interface Axis {
  readonly title: string;
  /** Once, ten times and a hundred times as many. */
  readonly sizes: readonly [number, number, number];
  prepare(shop: Shop, size: number): Promise<void>;
  /** Which product the order or query of this index asks for. */
  skuOf(index: number, size: number): string;
}

/** More than a run can sell. */
const STOCK = '1000000000';
const DEFAULT_WEBSITE = { level: 'website', code: 'default' };

/** A prime, so that neighbouring orders are about products far apart. */
const STRIDE = 7919;

export const AXES: readonly Axis[] = [
  {
    title: 'products',
    sizes: [100, 1_000, 10_000],
    prepare: (shop, size) =>
      manyAtOnce(size, async (index) => {
        await register(shop, `SKU-${index}`);
        await stock(shop, `SKU-${index}`, 'main');
      }),
    skuOf: (index, size) => `SKU-${(index * STRIDE) % size}`,
  },
  {
    title: 'warehouses of one product',
    sizes: [1, 10, 100],
    async prepare(shop, size) {
      const codes = ['main', ...Array.from({ length: size - 1 }, (_, index) => `w${index}`)];
      for (const code of codes.slice(1)) await shop.send('OpenWarehouse', { code, name: code });
      await shop.send('AssignWarehouses', { scope: DEFAULT_WEBSITE, warehouses: codes });
      await register(shop, 'SKU');
      for (const code of codes) await stock(shop, 'SKU', code);
    },
    skuOf: () => 'SKU',
  },
  {
    title: 'events in the stream of one product',
    sizes: [500, 5_000, 50_000],
    async prepare(shop, size) {
      await register(shop, 'SKU');
      await stock(shop, 'SKU', 'main');
      await manyAtOnce(size, () => adjust(shop, 'SKU', 'main', '1'));
    },
    skuOf: () => 'SKU',
  },
];

const register = (shop: Shop, sku: string) => shop.send('RegisterProduct', { sku, name: sku });

const adjust = (shop: Shop, sku: string, warehouse: string, quantity: string) =>
  shop.send('AdjustLevel', { sku, warehouse, quantity, reason: 'stock of the bench' });

const stock = (shop: Shop, sku: string, warehouse: string) => adjust(shop, sku, warehouse, STOCK);
