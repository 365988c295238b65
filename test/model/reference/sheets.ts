/** Sheets on which many products of a warehouse are counted. */
import { count, isToCome, latestRevision, type Seen } from './counts.ts';
import { onHandAt } from './levels.ts';
import { type CommandOf, DONE, type Reason, type Result, refused, type Shop } from './shop.ts';
import { inLevelUnit, isTooPrecise, levelUnitOf, unitOf } from './units.ts';

interface SheetLine {
  readonly sku: string;
  /** The unit in which it was counted, and that of the level. */
  readonly counted: string;
  readonly unit: string;
  /** In the unit of the level. */
  readonly quantity: number;
  readonly seen: Seen;
}

export interface CountSheet {
  readonly sheetId: string;
  readonly warehouse: string;
  status: 'open' | 'closed';
  lines: SheetLine[];
}

interface OfSheet {
  readonly sheetId: string;
  readonly warehouse: string;
}

export function openCountSheet(shop: Shop, { sheetId, warehouse }: CommandOf<'OpenCountSheet'>): Result {
  const state = shop.warehouses.get(warehouse);
  if (state === undefined) return refused({ code: 'UNKNOWN_WAREHOUSE' });
  if (state === 'closed') return refused({ code: 'WAREHOUSE_CLOSED' });
  if (sheetOf(shop, { sheetId, warehouse }) !== undefined)
    return { kind: 'conflict', code: 'ALREADY_EXISTS' };
  shop.sheets.push({ sheetId, warehouse, status: 'open', lines: [] });
  return DONE;
}

const sheetOf = (shop: Shop, { sheetId, warehouse }: OfSheet): CountSheet | undefined =>
  shop.sheets.find((sheet) => sheet.sheetId === sheetId && sheet.warehouse === warehouse);

function openSheet(shop: Shop, name: OfSheet): CountSheet | Result {
  const sheet = sheetOf(shop, name);
  if (!shop.warehouses.has(name.warehouse)) return refused({ code: 'UNKNOWN_WAREHOUSE' });
  if (sheet === undefined) return refused({ code: 'UNKNOWN_COUNT_SHEET' });
  return sheet.status === 'open' ? sheet : refused({ code: 'COUNT_SHEET_NOT_OPEN' });
}

/** A product and unit that is counted again takes the place of its line; nothing is changed by it. */
export function countLines(shop: Shop, command: CommandOf<'CountLines'>): Result {
  const sheet = openSheet(shop, command);
  if ('kind' in sheet) return sheet;
  const reasons: Reason[] = [];
  const lines: SheetLine[] = [];
  for (const line of command.lines) {
    const read = readLine(shop, command.warehouse, line);
    if ('length' in read) {
      reasons.push(...read);
      continue;
    }
    if (lines.some(isOf(read))) reasons.push({ code: 'VALIDATION_FAILED' });
    lines.push(read);
  }
  if (reasons.length > 0) return refused(...reasons);
  for (const line of lines) {
    const at = sheet.lines.findIndex(isOf(line));
    if (at < 0) sheet.lines.push(line);
    else sheet.lines[at] = line;
  }
  return DONE;
}

const isOf = (line: SheetLine) => (each: SheetLine) => each.sku === line.sku && each.counted === line.counted;

function readLine(
  shop: Shop,
  warehouse: string,
  { sku, unit: code, counted, seen }: CommandOf<'CountLines'>['lines'][number],
): SheetLine | readonly Reason[] {
  const product = shop.products.get(sku);
  if (product === undefined) return [{ code: 'UNKNOWN_PRODUCT', sku }];
  if (product.kit !== undefined) return [{ code: 'VALIDATION_FAILED', sku }];
  const unit = unitOf(product, code);
  if (unit === undefined) return [{ code: 'UNKNOWN_UNIT', sku, unit: code }];
  const reasons: Reason[] = [];
  const quantity = Number(counted);
  if (isTooPrecise(unit, quantity)) {
    reasons.push({ code: 'PRECISION_EXCEEDED', sku, unit: unit.code, requested: quantity });
  }
  if (isToCome(shop, sku, seen ?? {})) reasons.push({ code: 'VALIDATION_FAILED' });
  if (reasons.length > 0) return reasons;
  const level = { sku, unit: levelUnitOf(product, unit), warehouse };
  const now = { revision: latestRevision(shop, sku), quantity: onHandAt(shop, level) };
  const saw = {
    revision: seen?.revision,
    quantity: seen?.quantity === undefined ? undefined : inLevelUnit(product, unit, Number(seen.quantity)),
  };
  return {
    sku,
    counted: unit.code,
    unit: level.unit,
    quantity: inLevelUnit(product, unit, quantity),
    seen: seen === undefined ? now : saw,
  };
}

/** Every level on the sheet is set to what was counted, all lines of a level together; what has moved is refused. */
export function closeCountSheet(shop: Shop, command: CommandOf<'CloseCountSheet'>): Result {
  const sheet = openSheet(shop, command);
  if ('kind' in sheet) return sheet;
  const { warehouse, lines } = sheet;
  const names = [...new Set(lines.map(({ sku, unit }) => `${sku} ${unit}`))].sort();
  const refusals: string[] = [];
  for (const name of names) {
    const own = lines.filter(({ sku, unit }) => `${sku} ${unit}` === name);
    const [first] = own;
    if (first === undefined) continue;
    const { sku, unit } = first;
    const counted = own.reduce((all, { quantity }) => all + quantity, 0);
    const { keepCount } = command;
    const at = { sku, unit, warehouse, ...(keepCount !== undefined && { keepCount }) };
    const result = count(shop, at, counted, earliest(own));
    if (result.kind === 'refused') refusals.push(`${sku} ${unit} ${result.reasons[0]?.code}`);
  }
  sheet.status = 'closed';
  sheet.lines = [];
  return { kind: 'done', isNothing: false, detail: refusals };
}

/** What the counter of the line that was counted first saw. */
function earliest(lines: readonly SheetLine[]): Seen {
  let first = lines[0]?.seen ?? {};
  for (const { seen } of lines.slice(1)) {
    const isEarlier =
      seen.revision !== undefined && (first.revision === undefined || seen.revision < first.revision);
    if (isEarlier) first = seen;
  }
  return first;
}
