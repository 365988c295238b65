import type { ProductState, Scopes } from '#domain';
import type { Row } from '../database/tables.ts';
import type { ProductAnswer } from './answers.ts';
import type { Moment } from './as-of.ts';
import { latestIn } from './latest-in.ts';
import type { Snapshot } from './live-database.ts';
import type { Bounds } from './paging.ts';
import { effectiveFigures } from './past-levels.ts';
import { type StoredLevel, stateOf } from './product-states.ts';
import { levelsOfProducts, lowUnitsOfProducts, productAnswer, rowsAfter } from './products.ts';

type Db = Snapshot['db'];

/** Which products: a page of them, or those of the skus. */
export type Wanted = { readonly bounds: Bounds } | { readonly skus: readonly string[] };

/** Products as they were at the moment, by sku. For a page one more than it takes. */
export async function pastProducts(
  snapshot: Snapshot,
  moment: Moment,
  wanted: Wanted,
): Promise<Row<'products'>[]> {
  const { db } = snapshot;
  if (moment.basis === 'recorded') return recordedProducts(db, moment, wanted);
  if ('bounds' in wanted) {
    const { limit, after } = wanted.bounds;
    return rowsAfter(snapshot, after === undefined ? undefined : String(after[0]), limit + 1);
  }
  return db
    .selectFrom('products')
    .selectAll()
    .where('sku', 'in', orNone(wanted.skus))
    .orderBy('sku')
    .execute();
}

async function recordedProducts(db: Db, moment: Moment, wanted: Wanted): Promise<Row<'products'>[]> {
  let query = db
    .selectFrom('products as p')
    .crossJoin('product_history as h')
    .whereRef('h.sku', '=', 'p.sku')
    .where('h.position', '=', latestIn('product_history', ['p.sku'], moment))
    .select(['p.sku', 'p.organization', 'p.units', 'p.stock_unit', 'p.options_version', 'p.revision'])
    .select(['h.name', 'h.category', 'h.kit', 'h.options', 'h.status'])
    .select(['h.taken_by_threshold', 'h.set_by_hand', 'h.position'])
    .orderBy('p.sku');
  if ('skus' in wanted) return query.where('p.sku', 'in', orNone(wanted.skus)).execute();
  const { limit, after } = wanted.bounds;
  if (after !== undefined) query = query.where('p.sku', '>', String(after[0]));
  return query.limit(limit + 1).execute();
}

/** PostgreSQL takes no empty list; no sku is empty. */
const orNone = (skus: readonly string[]): readonly string[] => (skus.length === 0 ? [''] : skus);

/** The answers of products that follow each other in the order of skus. */
export async function pastProductAnswers(
  snapshot: Snapshot,
  moment: Moment,
  products: readonly Row<'products'>[],
  scopes: Scopes,
): Promise<ProductAnswer[]> {
  const levels = Map.groupBy(await pastLevels(snapshot, moment, products), ({ sku }) => sku);
  const low = new Set((await pastLowUnits(snapshot, moment, products)).map(({ sku }) => sku));
  const kits = products.filter(({ kit }) => kit !== null).map(({ sku }) => sku);
  const states = await pastStates(snapshot, moment, kits);
  const context = { scopes, now: moment.instant, products: (sku: string) => states.get(sku) ?? null };
  return products.map((product) =>
    productAnswer(product, { levels: levels.get(product.sku) ?? [], isLow: low.has(product.sku) }, context),
  );
}

/** The states of products at the moment, with those that kits among them are made of. */
export async function pastStates(
  snapshot: Snapshot,
  moment: Moment,
  skus: readonly string[],
): Promise<Map<string, ProductState>> {
  const states = new Map<string, ProductState>();
  const read = async (some: readonly string[]) => {
    // One by one: they need not follow each other.
    for (const product of await pastProducts(snapshot, moment, { skus: some })) {
      states.set(product.sku, stateOf(product, await pastLevels(snapshot, moment, [product])));
    }
  };
  await read(skus);
  const parts = [...states.values()].flatMap(({ kit }) => kit?.components ?? []);
  await read(parts.flatMap(({ products }) => products).filter((sku) => !states.has(sku)));
  return states;
}

/** Their levels at the moment, by sku, warehouse and unit. */
async function pastLevels(
  snapshot: Snapshot,
  moment: Moment,
  products: readonly Row<'products'>[],
): Promise<StoredLevel[]> {
  const { db } = snapshot;
  const [first, last] = [products[0]?.sku, products.at(-1)?.sku];
  if (first === undefined || last === undefined) return [];
  if (moment.basis === 'effective') {
    const levels = await levelsOfProducts(db, first, last);
    return Promise.all(
      levels.map(async (level) => ({ ...level, ...(await effectiveFigures(db, level, moment)) })),
    );
  }
  return db
    .selectFrom('levels as l')
    .crossJoin('level_history as h')
    .whereRef('h.sku', '=', 'l.sku')
    .whereRef('h.warehouse', '=', 'l.warehouse')
    .whereRef('h.unit', '=', 'l.unit')
    .where('h.position', '=', latestIn('level_history', ['l.sku', 'l.warehouse', 'l.unit'], moment))
    .where('l.sku', '>=', first)
    .where('l.sku', '<=', last)
    .select(['l.sku', 'l.warehouse', 'l.unit', 'h.on_hand', 'h.allocated', 'h.held'])
    .orderBy('l.sku')
    .orderBy('l.warehouse')
    .orderBy('l.unit')
    .execute();
}

/** Their units with low inventory at the moment. */
async function pastLowUnits(
  { db }: Snapshot,
  moment: Moment,
  products: readonly Row<'products'>[],
): Promise<readonly { readonly sku: string; readonly unit: string }[]> {
  const [first, last] = [products[0]?.sku, products.at(-1)?.sku];
  if (first === undefined || last === undefined) return [];
  if (moment.basis === 'effective') return lowUnitsOfProducts(db, first, last);
  return db
    .selectFrom('product_units as u')
    .crossJoin('unit_history as h')
    .whereRef('h.sku', '=', 'u.sku')
    .whereRef('h.unit', '=', 'u.unit')
    .where('h.position', '=', latestIn('unit_history', ['u.sku', 'u.unit'], moment))
    .where('u.sku', '>=', first)
    .where('u.sku', '<=', last)
    .where('h.low', '=', 1)
    .select(['u.sku', 'u.unit'])
    .execute();
}
