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
  let query = db
    .selectFrom('levels as l')
    .innerJoin('products as p', 'p.sku', 'l.sku')
    .innerJoin('product_units as u', (join) =>
      join.onRef('u.sku', '=', 'l.sku').onRef('u.unit', '=', 'l.unit'),
    )
    .select(['l.sku', 'l.warehouse', 'l.unit', 'l.on_hand', 'l.allocated', 'l.held', 'l.available'])
    .select(['p.name', 'p.category', 'p.status', 'u.low'])
    .orderBy('l.sku')
    .orderBy('l.warehouse')
    .orderBy('l.unit')
    .limit(limit + 1);
  if (sku !== undefined) query = query.where('l.sku', '=', sku);
  if (warehouse !== undefined) query = query.where('l.warehouse', '=', warehouse);
  if (website !== undefined) query = query.where('l.warehouse', 'in', orNone(warehousesOf(website, scopes)));
  if (category !== undefined) query = query.where('p.category', 'in', withSubCategories(category, scopes));
  if (status !== undefined) query = query.where('p.status', '=', status);
  if (low !== undefined) query = query.where('u.low', '=', low ? 1 : 0);
  if (after !== undefined) {
    const [lastSku, lastWarehouse, lastUnit] = after.map(String) as [string, string, string];
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

/** PostgreSQL takes no empty list; no warehouse has an empty code. */
const orNone = (codes: readonly string[]): readonly string[] => (codes.length === 0 ? [''] : codes);
