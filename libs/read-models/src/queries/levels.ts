import { sql } from 'kysely';
import { type Scopes, type Status, warehousesOf } from '#domain';
import type { LevelAnswer, LevelFilter } from './answers.ts';
import type { Snapshot } from './live-database.ts';
import type { Bounds } from './paging.ts';
import { withSubCategories } from './sub-categories.ts';

/** Levels that match, by sku, warehouse and unit, one more than the page takes. */
export async function levelsAfter(
  { db }: Snapshot,
  filter: LevelFilter,
  { limit, after }: Bounds,
  scopes: Scopes,
): Promise<LevelAnswer[]> {
  const { warehouse, sku, category, status, low, website } = filter;
  const { tables, first } = narrowed(db, filter);
  let query = tables
    .whereRef('p.sku', '=', 'l.sku')
    .whereRef('u.sku', '=', 'l.sku')
    .whereRef('u.unit', '=', 'l.unit')
    .select(['l.sku', 'l.warehouse', 'l.unit', 'l.on_hand', 'l.allocated', 'l.held', 'l.available'])
    .select(['p.name', 'p.category', 'p.status', 'u.low'])
    .orderBy(`${first}.sku`)
    .orderBy('l.warehouse')
    .orderBy('l.unit')
    .limit(limit + 1);
  if (sku !== undefined) query = query.where('l.sku', '=', sku);
  if (warehouse !== undefined) query = query.where('l.warehouse', '=', warehouse);
  if (website !== undefined) query = query.where('l.warehouse', 'in', orNone(warehousesOf(website, scopes)));
  if (category !== undefined) query = query.where('p.category', 'in', withSubCategories(category, scopes));
  if (status !== undefined) query = query.where('p.status', '=', status);
  if (low !== undefined) query = query.where('u.low', '=', sql.lit(low ? 1 : 0));
  if (after !== undefined) {
    const [lastSku, lastWarehouse, lastUnit] = after.map(String) as [string, string, string];
    query = query.where(`${first}.sku`, '>=', lastSku);
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('l.sku', 'l.warehouse', 'l.unit'), '>', tuple(lastSku, lastWarehouse, lastUnit)),
    );
  }
  return (await query.execute()).map((row) => ({
    sku: row.sku,
    name: row.name,
    category: row.category,
    status: row.status as Status,
    low: row.low === 1,
    warehouse: row.warehouse,
    unit: row.unit,
    onHand: row.on_hand,
    allocated: row.allocated,
    held: row.held,
    available: row.available,
  }));
}

/**
 * The three tables, first the one that the filter narrows most: low inventory and statuses other than in stock are
 * rare, a category is a part. SQLite, which counts nothing, keeps to the order of a cross join; and it finds rows in
 * order only by the first table's own sku.
 */
function narrowed(db: Snapshot['db'], { low, status, category }: LevelFilter) {
  if (low === true) {
    const tables = db.selectFrom('product_units as u').crossJoin('levels as l').crossJoin('products as p');
    return { tables, first: 'u' } as const;
  }
  if (category !== undefined || (status !== undefined && status !== 'in_stock')) {
    const tables = db.selectFrom('products as p').crossJoin('levels as l').crossJoin('product_units as u');
    return { tables, first: 'p' } as const;
  }
  const tables = db.selectFrom('levels as l').crossJoin('products as p').crossJoin('product_units as u');
  return { tables, first: 'l' } as const;
}

/** PostgreSQL takes no empty list; no warehouse has an empty code. */
export const orNone = (codes: readonly string[]): readonly string[] => (codes.length === 0 ? [''] : codes);
