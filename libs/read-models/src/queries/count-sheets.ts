import { formatQuantity, quantityOf } from '#domain';
import type { EventStore } from '#event-store';
import type { Row } from '../database/tables.ts';
import type { CountLineAnswer, CountSheetAnswer } from './answers.ts';
import { movementsSince } from './level-movements.ts';
import type { Snapshot } from './live-database.ts';
import type { Bounds } from './paging.ts';

/** One count sheet, without its lines. */
export async function findSheet(
  { db }: Snapshot,
  warehouse: string,
  sheetId: string,
): Promise<CountSheetAnswer | undefined> {
  const row = await db
    .selectFrom('count_sheets')
    .selectAll()
    .where('warehouse', '=', warehouse)
    .where('sheet_id', '=', sheetId)
    .executeTakeFirst();
  return row && sheetAnswer(row);
}

/** The count sheets of a warehouse, by id, one more than the page takes. */
export async function sheetsAfter(
  { db }: Snapshot,
  warehouse: string,
  { limit, after }: Bounds,
): Promise<CountSheetAnswer[]> {
  let query = db
    .selectFrom('count_sheets')
    .selectAll()
    .where('warehouse', '=', warehouse)
    .orderBy('sheet_id')
    .limit(limit + 1);
  if (after !== undefined) query = query.where('sheet_id', '>', String(after[0]));
  return (await query.execute()).map(sheetAnswer);
}

/** The lines of a sheet, by sku and unit, with what moved since; one more than the page takes. */
export async function sheetLinesAfter(
  snapshot: Snapshot,
  store: Pick<EventStore, 'readStream'>,
  warehouse: string,
  sheetId: string,
  { limit, after }: Bounds,
): Promise<CountLineAnswer[]> {
  const { db } = snapshot;
  const sheet = await findSheet(snapshot, warehouse, sheetId);
  if (sheet === undefined) return [];
  let query = db
    .selectFrom('count_lines as c')
    .leftJoin('levels as l', (join) =>
      join
        .onRef('l.sku', '=', 'c.sku')
        .onRef('l.warehouse', '=', 'c.warehouse')
        .onRef('l.unit', '=', 'c.level_unit'),
    )
    .leftJoin('count_refusals as r', (join) =>
      join
        .onRef('r.warehouse', '=', 'c.warehouse')
        .onRef('r.sheet_id', '=', 'c.sheet_id')
        .onRef('r.sku', '=', 'c.sku')
        .onRef('r.unit', '=', 'c.level_unit'),
    )
    .selectAll('c')
    .select(['l.on_hand as level_on_hand', 'l.revision as level_revision'])
    .select(['r.code', 'r.on_hand as refused_on_hand'])
    .where('c.warehouse', '=', warehouse)
    .where('c.sheet_id', '=', sheetId)
    .orderBy('c.sku')
    .orderBy('c.unit')
    .limit(limit + 1);
  if (after !== undefined) {
    const [sku, unit] = after.map(String) as [string, string];
    query = query.where(({ eb, refTuple, tuple }) => eb(refTuple('c.sku', 'c.unit'), '>', tuple(sku, unit)));
  }
  const answers: CountLineAnswer[] = [];
  for (const row of await query.execute()) answers.push(await lineAnswer(snapshot, store, sheet, row));
  return answers;
}

type LineRow = Row<'count_lines'> & {
  readonly level_on_hand: string | null;
  readonly level_revision: number | null;
  readonly code: string | null;
  readonly refused_on_hand: string | null;
};

async function lineAnswer(
  { position }: Snapshot,
  store: Pick<EventStore, 'readStream'>,
  { status, sheetId }: CountSheetAnswer,
  row: LineRow,
): Promise<CountLineAnswer> {
  const { sku, warehouse, level_unit: unit, was, revision } = row;
  const isUntouched = (row.level_revision ?? -1) <= revision;
  const since = isUntouched
    ? { movements: [], isCut: false, onHandBefore: undefined }
    : await movementsSince(store, { sku, warehouse, unit, revision, sheetId, end: position });
  const isPosted = status === 'closed' && row.code === null;
  const onHand = isPosted ? since.onHandBefore : (row.refused_on_hand ?? row.level_on_hand ?? '0');
  return {
    sku,
    unit: row.unit,
    counted: row.counted,
    level: { unit, counted: row.level_counted },
    was,
    revision,
    status: isPosted ? 'posted' : row.code === null ? 'counted' : 'refused',
    code: row.code,
    moved: onHand === undefined ? null : formatQuantity(quantityOf(onHand) - quantityOf(was)),
    movements: since.movements,
    movementsCut: since.isCut,
  };
}

const sheetAnswer = (row: Row<'count_sheets'>): CountSheetAnswer => ({
  sheetId: row.sheet_id,
  warehouse: row.warehouse,
  reference: row.reference,
  status: row.status as CountSheetAnswer['status'],
  keepCount: row.keep_count === 1,
  openedAt: row.opened_at,
  closedAt: row.closed_at,
  lineCount: row.lines,
  posted: row.posted,
  refused: row.refused,
});
