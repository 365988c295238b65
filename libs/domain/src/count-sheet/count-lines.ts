import { kitHasNoLevels } from '../kit/no-levels.ts';
import { levelOf } from '../product/levels.ts';
import { outOfRange, precisionExceeded, unknownProduct, unknownUnit } from '../product/quantity-reasons.ts';
import type { ProductState } from '../product/state.ts';
import { findUnit, levelUnitOf, toLevelUnit } from '../product/units.ts';
import type { CountLines, LineCount } from '../shared/commands.ts';
import { type Accepted, accept, type Refused, refuse } from '../shared/decision.ts';
import { formatQuantity, ZERO } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import type { CountedLine, CountSheetEvent } from './events.ts';
import { levelName, type WarehouseSheets } from './state.ts';
import { checkOpen } from './unknown-sheet.ts';

/** The most lines of a sheet. */
export const SHEET_LINES_MAX = 20_000;

/** How long the lines of one event may be, as characters of JSON. */
const LINES_LENGTH_MAX = 250_000;

/**
 * Records what was counted, each line with what the ledger has of it now. Nothing is changed by it: that is for the
 * closing. A product and unit that is on the sheet already was counted again, and the last count holds.
 *
 * Refused, all lines together: UNKNOWN_WAREHOUSE, UNKNOWN_COUNT_SHEET, COUNT_SHEET_NOT_OPEN, UNKNOWN_PRODUCT,
 * UNKNOWN_UNIT, PRECISION_EXCEEDED, OUT_OF_RANGE, VALIDATION_FAILED for a product and unit named twice, a kit, a
 * revision that is still to come, or more lines than a sheet has.
 *
 * @param products of the lines, in their order.
 */
export function countLines(
  sheets: WarehouseSheets | null,
  command: CountLines,
  products: readonly (ProductState | null)[],
): Accepted<CountSheetEvent> | Refused {
  const { sheetId, warehouse, lines } = command;
  const found = checkOpen(sheets, command);
  if (found.kind === 'refused') return found;
  const { sheet } = found;
  const reasons: Reason[] = [];
  const seen = new Set<string>();
  const counted = lines.flatMap((line, index) => {
    const read = countedLine(products[index] ?? null, warehouse, line, `lines[${index}]`);
    if ('length' in read) {
      reasons.push(...read);
      return [];
    }
    const name = levelName(read.sku, read.unit);
    if (seen.has(name)) reasons.push(namedTwice(read, `lines[${index}]`));
    seen.add(name);
    return [read];
  });
  const added = [...seen].filter((name) => !sheet.lines.has(name)).length;
  if (sheet.lines.size + added > SHEET_LINES_MAX) reasons.push(tooMany());
  if (reasons.length > 0) return refuse(...reasons);
  return accept(
    ...inParts(counted).map(
      (part): CountSheetEvent => ({ type: 'LinesCounted', data: { sheetId, warehouse, lines: part } }),
    ),
  );
}

function countedLine(
  product: ProductState | null,
  warehouse: string,
  line: LineCount,
  path: string,
): CountedLine | readonly Reason[] {
  const { sku, counted, seen } = line;
  if (product === null) return [unknownProduct(sku, `${path}.sku`)];
  if (product.kit !== null) return [{ ...kitHasNoLevels(sku), path: `${path}.sku` }];
  const unit = findUnit(product, line.unit);
  if (unit === undefined) return [unknownUnit(sku, line.unit, `${path}.unit`)];
  const levelUnit = levelUnitOf(product, unit);
  const ofLevel = toLevelUnit(product, unit, counted);
  const reasons = [
    ...precisionExceeded(sku, unit, counted, `${path}.counted`),
    ...outOfRange(sku, levelUnit, ofLevel, `${path}.counted`),
  ];
  if (counted < ZERO) reasons.push(invalid(`${path}.counted`, 'a count is not negative'));
  if (seen?.revision !== undefined && seen.revision > product.revision) {
    reasons.push(invalid(`${path}.seen.revision`, `the product is at revision ${product.revision}`));
  }
  if (reasons.length > 0) return reasons;
  const onHand = levelOf(product, levelUnit, warehouse)?.onHand ?? ZERO;
  return {
    sku,
    unit: unit.code,
    counted: formatQuantity(counted),
    ...(levelUnit !== unit.code && { level: { unit: levelUnit, counted: formatQuantity(ofLevel) } }),
    was: formatQuantity(onHand),
    revision: product.revision,
    ...(seen !== undefined && {
      seen: {
        ...(seen.revision !== undefined && { revision: seen.revision }),
        ...(seen.quantity !== undefined && {
          quantity: formatQuantity(toLevelUnit(product, unit, seen.quantity)),
        }),
      },
    }),
  };
}

/** Lists that an event holds each. */
export function inParts<Line extends object>(lines: readonly Line[]): readonly (readonly Line[])[] {
  const parts: Line[][] = [];
  let room = 0;
  for (const line of lines) {
    const length = JSON.stringify(line).length;
    if (parts.length === 0 || length > room) {
      parts.push([]);
      room = LINES_LENGTH_MAX;
    }
    parts.at(-1)?.push(line);
    room -= length;
  }
  return parts;
}

const namedTwice = ({ sku, unit }: CountedLine, path: string): Reason =>
  invalid(path, `${quote(sku)} in ${quote(unit)} is named twice`);

const tooMany = (): Reason => invalid('lines', `a count sheet has at most ${SHEET_LINES_MAX} lines`);

const invalid = (path: string, message: string): Reason => ({ code: 'VALIDATION_FAILED', message, path });
