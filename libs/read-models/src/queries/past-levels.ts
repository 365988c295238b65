import { sql } from 'kysely';
import { formatQuantity, quantityOf, type Scopes, type Status, warehousesOf } from '#domain';
import type { Row } from '../database/tables.ts';
import { differenceOf } from '../projections/decimals.ts';
import { spansUpTo } from '../projections/spans.ts';
import type { LevelAnswer, LevelFilter } from './answers.ts';
import type { Moment } from './as-of.ts';
import { latestIn } from './latest-in.ts';
import { levelsAfter, orNone } from './levels.ts';
import type { Snapshot } from './live-database.ts';
import type { Bounds } from './paging.ts';
import { withSubCategories } from './sub-categories.ts';

type Db = Snapshot['db'];
type LevelKey = Pick<Row<'levels'>, 'sku' | 'warehouse' | 'unit'>;
export type Figures = Pick<Row<'levels'>, 'on_hand' | 'allocated' | 'held'>;

const NOTHING: Figures = { on_hand: '0', allocated: '0', held: '0' };

/** Levels that matched at the moment, by sku, warehouse and unit, one more than the page takes. */
export async function pastLevelsAfter(
  snapshot: Snapshot,
  moment: Moment,
  filter: LevelFilter,
  bounds: Bounds,
  scopes: Scopes,
): Promise<LevelAnswer[]> {
  if (moment.basis === 'recorded') return recordedLevels(snapshot, moment, filter, bounds, scopes);
  const levels = await levelsAfter(snapshot, filter, bounds, scopes);
  return Promise.all(
    levels.map(async (level) => ({
      ...level,
      ...answered(await effectiveFigures(snapshot.db, level, moment)),
    })),
  );
}

const answered = ({ on_hand: onHand, allocated, held }: Figures) => ({
  onHand,
  allocated,
  held,
  available: differenceOf(onHand, allocated, held),
});

async function recordedLevels(
  { db }: Snapshot,
  moment: Moment,
  filter: LevelFilter,
  { limit, after }: Bounds,
  scopes: Scopes,
): Promise<LevelAnswer[]> {
  const { warehouse, sku, category, status, low, website } = filter;
  let query = db
    .selectFrom('levels as l')
    .crossJoin('level_history as h')
    .crossJoin('product_history as p')
    .crossJoin('unit_history as u')
    .whereRef('h.sku', '=', 'l.sku')
    .whereRef('h.warehouse', '=', 'l.warehouse')
    .whereRef('h.unit', '=', 'l.unit')
    .where('h.position', '=', latestIn('level_history', ['l.sku', 'l.warehouse', 'l.unit'], moment))
    .whereRef('p.sku', '=', 'l.sku')
    .where('p.position', '=', latestIn('product_history', ['l.sku'], moment))
    .whereRef('u.sku', '=', 'l.sku')
    .whereRef('u.unit', '=', 'l.unit')
    .where('u.position', '=', latestIn('unit_history', ['l.sku', 'l.unit'], moment))
    .select(['l.sku', 'l.warehouse', 'l.unit', 'h.on_hand', 'h.allocated', 'h.held'])
    .select(['p.name', 'p.category', 'p.status', 'u.low'])
    .orderBy('l.sku')
    .orderBy('l.warehouse')
    .orderBy('l.unit')
    .limit(limit + 1);
  if (sku !== undefined) query = query.where('l.sku', '=', sku);
  if (warehouse !== undefined) query = query.where('l.warehouse', '=', warehouse);
  if (website !== undefined) query = query.where('l.warehouse', 'in', orNone(warehousesOf(website, scopes)));
  // Of what matched at any time, which an index tells, that which matched then.
  if (category !== undefined) {
    const codes = withSubCategories(category, scopes);
    query = query
      .where('p.category', 'in', codes)
      .where('l.sku', 'in', ({ selectFrom }) =>
        selectFrom('product_history as x').select('x.sku').where('x.category', 'in', codes),
      );
  }
  if (status !== undefined) query = query.where('p.status', '=', status);
  if (status !== undefined && status !== 'in_stock') {
    query = query.where('l.sku', 'in', ({ selectFrom }) =>
      selectFrom('product_history as x').select('x.sku').where('x.status', '=', status),
    );
  }
  if (low !== undefined) query = query.where('u.low', '=', low ? 1 : 0);
  if (low === true) {
    query = query.where('l.sku', 'in', ({ selectFrom }) =>
      selectFrom('unit_history as x').select('x.sku').where('x.low', '=', sql.lit(1)),
    );
  }
  if (after !== undefined) {
    const [lastSku, lastWarehouse, lastUnit] = after.map(String) as [string, string, string];
    query = query.where('l.sku', '>=', lastSku);
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
    ...answered(row),
  }));
}

/** A level as it was recorded by a position; nothing where it had not been written. */
export function recordedFigures(
  db: Db,
  { sku, warehouse, unit }: LevelKey,
  { position }: Moment,
): Promise<Figures | undefined> {
  return db
    .selectFrom('level_history')
    .select(['on_hand', 'allocated', 'held'])
    .where('sku', '=', sku)
    .where('warehouse', '=', warehouse)
    .where('unit', '=', unit)
    .where('position', '<=', position)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** A level as it was at an instant by effective time. */
export async function effectiveFigures(db: Db, level: LevelKey, moment: Moment): Promise<Figures> {
  const recorded = (await recordedFigures(db, level, moment)) ?? NOTHING;
  const shifts = await shiftsUpTo(db, level, Date.parse(moment.instant));
  if (shifts.length === 0) return recorded;
  const sum = (figure: keyof Figures) =>
    formatQuantity(shifts.reduce((all, row) => all + quantityOf(row[figure]), quantityOf(recorded[figure])));
  return { on_hand: sum('on_hand'), allocated: sum('allocated'), held: sum('held') };
}

function shiftsUpTo(db: Db, { sku, warehouse, unit }: LevelKey, instantMs: number): Promise<Figures[]> {
  const [first, ...rest] = spansUpTo(instantMs).map(({ from, before }) =>
    db
      .selectFrom('level_shifts')
      .select(['on_hand', 'allocated', 'held'])
      .where('sku', '=', sku)
      .where('warehouse', '=', warehouse)
      .where('unit', '=', unit)
      .where('span', '>=', from)
      .where('span', '<', before),
  );
  if (first === undefined) return Promise.resolve([]);
  return rest.reduce((all, next) => all.unionAll(next), first).execute();
}
