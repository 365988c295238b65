import {
  type DecisionContext,
  formatQuantity,
  optionsOfWebsite,
  type ProductState,
  type ProductsOf,
  quantityOf,
  type Scopes,
  STATUSES,
  type Status,
  statusFor,
  ZERO,
} from '#domain';
import type { Row } from '../database/tables.ts';
import { differenceOf } from '../projections/decimals.ts';
import type { ProductAnswer, ProductFilter, UnitAnswer } from './answers.ts';
import { labelOfProduct } from './label.ts';
import type { Snapshot } from './live-database.ts';
import type { Bounds, Loose } from './paging.ts';
import { productStates, type StoredLevel } from './product-states.ts';

/** Products that are read at once where each is looked at. */
const ROWS_AT_ONCE = 1_000;

/** Products after a sku, one more than the page takes, in the order of skus. */
export async function productsAfter(
  snapshot: Snapshot,
  { visibleOn }: Loose<ProductFilter>,
  { limit, after }: Bounds,
  scopes: Scopes,
  now: string,
): Promise<ProductAnswer[]> {
  let last = after === undefined ? undefined : String(after[0]);
  if (visibleOn === undefined) {
    const rows = await rowsAfter(snapshot, last, limit + 1);
    return (await toldProducts(snapshot, rows, scopes, now)).map(({ answer }) => answer);
  }
  const { visibleStatuses } = optionsOfWebsite(visibleOn, scopes).values;
  const visible: ProductAnswer[] = [];
  while (visible.length <= limit) {
    const rows = await rowsAfter(snapshot, last, Math.min(ROWS_AT_ONCE, limit + 1), visibleStatuses);
    for (const { answer, statusOn } of await toldProducts(snapshot, rows, scopes, now, true)) {
      if (visibleStatuses.includes(statusOn(visibleOn))) visible.push(answer);
    }
    last = rows.at(-1)?.sku;
    if (last === undefined) break;
  }
  return visible.slice(0, limit + 1);
}

/** Without those that are discontinued where no website shows such. */
export function rowsAfter(
  { db }: Snapshot,
  last: string | undefined,
  limit: number,
  visible: readonly Status[] = STATUSES,
): Promise<Row<'products'>[]> {
  let query = db.selectFrom('products').selectAll().orderBy('sku');
  if (last !== undefined) query = query.where('sku', '>', last);
  if (!visible.includes('discontinued')) query = query.where('status', '<>', 'discontinued');
  return query.limit(limit).execute();
}

/** The answers of products that follow each other in the order of skus. */
export async function productAnswers(
  snapshot: Snapshot,
  products: readonly Row<'products'>[],
  scopes: Scopes,
  now: string,
): Promise<ProductAnswer[]> {
  return (await toldProducts(snapshot, products, scopes, now)).map(({ answer }) => answer);
}

interface ToldProduct {
  readonly answer: ProductAnswer;
  /** On a website. */
  statusOn(website: string): Status;
}

async function toldProducts(
  snapshot: Snapshot,
  products: readonly Row<'products'>[],
  scopes: Scopes,
  now: string,
  perWebsite = false,
): Promise<ToldProduct[]> {
  const { db } = snapshot;
  const [first, last] = [products[0], products.at(-1)];
  if (first === undefined || last === undefined) return [];
  const levels = await levelsOfProducts(db, first.sku, last.sku);
  const low = await lowUnitsOfProducts(db, first.sku, last.sku);
  const levelsBySku = Map.groupBy(levels, ({ sku }) => sku);
  const lowSkus = new Set(low.map(({ sku }) => sku));
  // A plain product's own status stands in its row.
  const looked = perWebsite ? products : products.filter(({ kit }) => kit !== null);
  const states = await productStates(snapshot, looked, levelsBySku);
  const context = { scopes, now, products: (sku: string) => states.get(sku) ?? null };
  return products.map((product) => {
    const statusOn = (website: string | null): Status =>
      statusFor(states.get(product.sku) as ProductState, website, context);
    const told = { levels: levelsBySku.get(product.sku) ?? [], isLow: lowSkus.has(product.sku) };
    return { answer: productAnswer(product, told, context), statusOn };
  });
}

/** One product's answer. The context knows a kit and the products that it is made of. */
export function productAnswer(
  product: Row<'products'>,
  { levels, isLow }: { readonly levels: readonly StoredLevel[]; readonly isLow: boolean },
  context: DecisionContext & { readonly products: ProductsOf },
): ProductAnswer {
  const kit = product.kit === null ? null : context.products(product.sku);
  const status = kit === null ? (product.status as Status) : statusFor(kit, null, context);
  const label = labelOfProduct({ ...product, status }, isLow, context.scopes, context.now);
  return answerOf(product, levels, status, label);
}

/** Levels of the products from one sku to another, by sku, warehouse and unit. */
export const levelsOfProducts = (db: Snapshot['db'], first: string, last: string): Promise<Row<'levels'>[]> =>
  db
    .selectFrom('levels')
    .selectAll()
    .where('sku', '>=', first)
    .where('sku', '<=', last)
    .orderBy('sku')
    .orderBy('warehouse')
    .orderBy('unit')
    .execute();

/** Those of their units that have low inventory. */
export const lowUnitsOfProducts = (db: Snapshot['db'], first: string, last: string) =>
  db
    .selectFrom('product_units')
    .select(['sku', 'unit'])
    .where('low', '=', 1)
    .where('sku', '>=', first)
    .where('sku', '<=', last)
    .execute();

function answerOf(
  product: Row<'products'>,
  levels: readonly StoredLevel[],
  status: Status,
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
    status,
    label,
    levels: levels.map(({ warehouse, unit, on_hand: onHand, allocated, held }) => ({
      warehouse,
      unit,
      onHand,
      allocated,
      held,
      available: differenceOf(onHand, allocated, held),
    })),
    // A kit has no levels of its own.
    totals: product.kit === null ? levelUnits.map((unit) => totalOf(unit, levels)) : [],
  };
}

function totalOf(unit: string, levels: readonly StoredLevel[]): ProductAnswer['totals'][number] {
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
