import type { DecisionContext } from '../product/context.ts';
import { decideCount } from '../product/count.ts';
import type { ProductEvent } from '../product/events.ts';
import type { ProductState } from '../product/state.ts';
import type { CloseCountSheet, CountLevel } from '../shared/commands.ts';
import { accept, type Decision } from '../shared/decision.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import { inParts } from './count-lines.ts';
import type { CountSheetEvent, RefusedLine } from './events.ts';
import { type CountSheet, levelName, type SheetLine, type WarehouseSheets } from './state.ts';
import { checkOpen } from './unknown-sheet.ts';

/**
 * Puts on record that a sheet is closing; its levels are counted after that.
 *
 * Refused: UNKNOWN_WAREHOUSE, UNKNOWN_COUNT_SHEET, COUNT_SHEET_NOT_OPEN.
 */
export function closeCountSheet(
  sheets: WarehouseSheets | null,
  command: CloseCountSheet,
  { now }: DecisionContext,
): Decision<CountSheetEvent> {
  const found = checkOpen(sheets, command);
  if (found.kind === 'refused') return found;
  const { sheetId, warehouse, keepCount } = command;
  return accept({
    type: 'CountSheetClosing',
    data: { sheetId, warehouse, ...(keepCount === true && { keepCount }), decidedAt: now },
  });
}

/** What a sheet says of one level: its lines in different units together. */
export interface LevelCount {
  readonly sku: string;
  /** Unit of level. */
  readonly unit: string;
  readonly counted: Quantity;
  /** What the counter of its first line saw. */
  readonly seen: SheetLine['seen'];
}

/** What a sheet says of each level, in the order of skus and units. */
export function levelCountsOf({ lines }: CountSheet): readonly LevelCount[] {
  const levels = new Map<string, LevelCount>();
  for (const { sku, levelUnit: unit, counted, seen } of lines.values()) {
    const name = levelName(sku, unit);
    const known = levels.get(name);
    levels.set(
      name,
      known === undefined
        ? { sku, unit, counted, seen }
        : { ...known, counted: known.counted + counted, seen: earlier(known.seen, seen) },
    );
  }
  return [...levels.values()].sort((a, b) => compare(a.sku, b.sku) || compare(a.unit, b.unit));
}

const earlier = (a: SheetLine['seen'], b: SheetLine['seen']): SheetLine['seen'] =>
  b.revision !== undefined && (a.revision === undefined || b.revision < a.revision) ? b : a;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Sets a level to what the sheet says: a count like any other, refused where stock has moved since unless the sheet
 * keeps its counts.
 */
export function postCount(
  product: ProductState,
  { sheetId, warehouse, keepCount, reference }: Omit<CountSheet, 'lines'>,
  { sku, unit, counted, seen }: LevelCount,
  context: DecisionContext,
): Decision<ProductEvent> {
  const command: CountLevel = {
    type: 'CountLevel',
    sku,
    warehouse,
    unit,
    counted,
    seen,
    ...(keepCount && { keepCount }),
    ...(reference !== null && { reference }),
  };
  const decision = decideCount(product, command, context);
  if (decision.kind === 'refused') return decision;
  return accept(
    ...decision.events.map((event) =>
      event.type === 'LevelCounted' ? { ...event, data: { ...event.data, sheetId } } : event,
    ),
  );
}

/** A refusal as the sheet keeps it: without words. */
export function refusedLine({ sku, unit }: LevelCount, [reason]: readonly Reason[]): RefusedLine {
  if (reason === undefined) throw new RangeError(`${sku} was refused without a reason`);
  const { code } = reason;
  const { onHand, moved, movedAtRevision } = reason as Partial<RefusedLine>;
  return {
    sku,
    unit,
    code,
    ...(onHand !== undefined && { onHand }),
    ...(moved !== undefined && { moved }),
    ...(movedAtRevision !== undefined && { movedAtRevision }),
  };
}

/** Refusals as events, each of which an append can hold. */
export const refusalEvents = (
  { sheetId, warehouse }: Pick<CountSheet, 'sheetId' | 'warehouse'>,
  refused: readonly RefusedLine[],
): readonly CountSheetEvent[] =>
  inParts(refused).map((lines) => ({ type: 'LinesRefused', data: { sheetId, warehouse, lines } }));
