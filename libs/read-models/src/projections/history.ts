/** The rows that answers as of a past moment are made of: what was, each with the position from which on it was so. */
import { formatQuantity, type LevelChange, type Quantity, quantityOf, ZERO } from '#domain';
import type { Row, TableName } from '../database/tables.ts';
import type { ProjectedEvent, Rows } from './rows.ts';
import { spansOf } from './spans.ts';

/** A level as an event left it. */
export function recordLevel(rows: Rows, level: Row<'levels'>): void {
  const { sku, warehouse, unit, on_hand, allocated, held, position } = level;
  rows.add('level_history', { sku, warehouse, unit, position, on_hand, allocated, held });
}

/** What of a product may change, as an event left it. */
export function recordProduct(rows: Rows, product: Row<'products'>): void {
  const { sku, name, category, kit, options, status, taken_by_threshold, set_by_hand, position } = product;
  rows.add('product_history', {
    sku,
    position,
    name,
    category,
    kit,
    options,
    status,
    taken_by_threshold,
    set_by_hand,
  });
}

export function recordUnit(rows: Rows, { position }: ProjectedEvent, unit: Row<'product_units'>): void {
  rows.add('unit_history', { ...unit, position: Number(position) });
}

/** Tables of what scopes are; each row of theirs is kept as it was. */
export type ScopeTable = Extract<
  TableName,
  'organizations' | 'websites' | 'categories' | 'warehouses' | 'scope_settings'
>;

export function recordScope<Table extends ScopeTable>(
  rows: Rows,
  { position }: ProjectedEvent,
  table: Table,
  row: Row<Table>,
): void {
  const { code } = row;
  const kind = 'level' in row ? `${table}:${row.level}` : table;
  rows.add('scope_history', { kind, code, position: Number(position), row: JSON.stringify(row) });
}

/** What a dated change adds to a level by effective time, before recorded time has it. */
export interface Shift {
  readonly fromMs: number;
  /** Itself not included. */
  readonly toMs: number;
  readonly onHand: Quantity;
  readonly allocated: Quantity;
  readonly held: Quantity;
}

/** Nothing for a change that was so when it was recorded. */
export function shiftOf(event: ProjectedEvent, change: LevelChange): Shift | undefined {
  const { effectiveAt } = event.metadata;
  if (effectiveAt === undefined) return undefined;
  const { before, after, effective } = change;
  const then = effective?.after === undefined ? { before, after } : effective;
  const fromMs = Date.parse(effectiveAt);
  const absorbedMs = effective?.absorbedBy && Date.parse(effective.absorbedBy.at);
  const toMs = Math.min(event.recordedAt, absorbedMs ?? event.recordedAt);
  if (fromMs >= toMs) return undefined;
  return {
    fromMs,
    toMs,
    onHand: difference(then.before?.onHand, then.after?.onHand),
    allocated: difference(before.allocated, after.allocated),
    held: difference(before.held, after.held),
  };
}

const difference = (before = '0', after = before): Quantity =>
  before === after ? ZERO : quantityOf(after) - quantityOf(before);

/** The spans whose sums a shift changes, and by how many times the shift. */
export function spansShifted({ fromMs, toMs }: Shift): readonly (readonly [span: string, sign: bigint])[] {
  const ends = spansOf(toMs);
  return spansOf(fromMs).flatMap((start, layer) => {
    const end = ends[layer];
    if (end === undefined || start === end) return [];
    return [[start, 1n] as const, [end, -1n] as const];
  });
}

export function recordShift(rows: Rows, event: ProjectedEvent, sku: string, change: LevelChange): void {
  const shift = shiftOf(event, change);
  if (shift === undefined) return;
  if (shift.onHand === ZERO && shift.allocated === ZERO && shift.held === ZERO) return;
  const { warehouse, unit } = change;
  for (const [span, sign] of spansShifted(shift)) {
    const row = rows.get('level_shifts', sku, warehouse, unit, span);
    const plus = (sum: string | undefined, quantity: Quantity) =>
      quantity === ZERO ? (sum ?? '0') : formatQuantity(quantityOf(sum ?? '0') + sign * quantity);
    rows.put('level_shifts', {
      sku,
      warehouse,
      unit,
      span,
      on_hand: plus(row?.on_hand, shift.onHand),
      allocated: plus(row?.allocated, shift.allocated),
      held: plus(row?.held, shift.held),
    });
  }
}
