import { formatQuantity, quantityOf, type Scopes, type Status, ZERO } from '#domain';
import type { Row } from '../database/tables.ts';
import type { ProductAnswer, UnitAnswer } from './answers.ts';
import { labelOfProduct } from './label.ts';
import type { Snapshot } from './live-database.ts';
import type { Bounds } from './paging.ts';

/** Products after a sku, one more than the page takes. */
export function productsAfter({ db }: Snapshot, { limit, after }: Bounds): Promise<Row<'products'>[]> {
  let query = db.selectFrom('products').selectAll().orderBy('sku');
  if (after !== undefined) query = query.where('sku', '>', String(after[0]));
  return query.limit(limit + 1).execute();
}

/** The answers of products that follow each other in the order of skus. */
export async function productAnswers(
  { db }: Snapshot,
  products: readonly Row<'products'>[],
  scopes: Scopes,
  now: string,
): Promise<ProductAnswer[]> {
  const [first, last] = [products[0], products.at(-1)];
  if (first === undefined || last === undefined) return [];
  const levels = await db
    .selectFrom('levels')
    .selectAll()
    .where('sku', '>=', first.sku)
    .where('sku', '<=', last.sku)
    .orderBy('sku')
    .orderBy('warehouse')
    .orderBy('unit')
    .execute();
  const low = await db
    .selectFrom('product_units')
    .select('sku')
    .where('low', '=', 1)
    .where('sku', '>=', first.sku)
    .where('sku', '<=', last.sku)
    .execute();
  const levelsBySku = Map.groupBy(levels, ({ sku }) => sku);
  const lowSkus = new Set(low.map(({ sku }) => sku));
  return products.map((product) =>
    answerOf(
      product,
      levelsBySku.get(product.sku) ?? [],
      labelOfProduct(product, lowSkus.has(product.sku), scopes, now),
    ),
  );
}

function answerOf(
  product: Row<'products'>,
  levels: readonly Row<'levels'>[],
  label: ProductAnswer['label'],
): ProductAnswer {
  const units: UnitAnswer[] = JSON.parse(product.units);
  const levelUnits = product.stock_unit === null ? units.map(({ code }) => code) : [product.stock_unit];
  return {
    sku: product.sku,
    name: product.name,
    organization: product.organization,
    category: product.category,
    units,
    stockUnit: product.stock_unit,
    kit: product.kit === null ? null : JSON.parse(product.kit),
    status: product.status as Status,
    label,
    levels: levels.map(({ warehouse, unit, on_hand: onHand, allocated, held, available }) => ({
      warehouse,
      unit,
      onHand,
      allocated,
      held,
      available,
    })),
    // A kit has no levels of its own.
    totals: product.kit === null ? levelUnits.map((unit) => totalOf(unit, levels)) : [],
  };
}

function totalOf(unit: string, levels: readonly Row<'levels'>[]): ProductAnswer['totals'][number] {
  let [onHand, allocated, held] = [ZERO, ZERO, ZERO];
  for (const level of levels) {
    if (level.unit !== unit) continue;
    onHand += quantityOf(level.on_hand);
    allocated += quantityOf(level.allocated);
    held += quantityOf(level.held);
  }
  return {
    unit,
    onHand: formatQuantity(onHand),
    allocated: formatQuantity(allocated),
    held: formatQuantity(held),
    available: formatQuantity(onHand - allocated - held),
  };
}
