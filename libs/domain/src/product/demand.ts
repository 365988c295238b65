import { minimum, type Quantity, ZERO } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import type { Purpose } from './purpose.ts';
import { outOfRange, precisionExceeded, unknownUnit } from './quantity-reasons.ts';
import type { ProductState, Unit } from './state.ts';
import { findUnit, levelUnitOf, toLevelUnit } from './units.ts';

/** A line that asks for the product. */
export interface DemandLine {
  /** Absent: the primary unit. */
  readonly unit?: string;
  /** Positive. */
  readonly quantity: Quantity;
  /** Where the command has the line, e.g. `lines[2]`. */
  readonly path: string;
  /**
   * `whole`: a line of a kit, whose components are asked for by lines of their own. `part`: what goes into a kit; the
   * limits of the product itself do not count for it. Absent: neither.
   */
  readonly kit?: 'whole' | 'part';
}

/** What an order, or a cart that may become one, asks of one product. */
export interface ProductDemand {
  readonly sku: string;
  readonly website: string;
  readonly lines: readonly DemandLine[];
  /** A day `YYYY-MM-DD`, or an instant: the buyer wants the goods to be shipped by then. */
  readonly shipUntil?: string;
  /** Default: order. */
  readonly purpose?: Purpose;
  /** Of an amendment: all lines of the product as they shall be. On these the limits count, on `lines` all else. */
  readonly whole?: readonly DemandLine[];
  /** Of an amendment: what it gives up of the product, which may be exchanged for what it adds at the same level. */
  readonly givenUp?: readonly DemandLine[];
  /** The cart's own hold: what it has reserved does not count against the cart. */
  readonly holdId?: string;
}

/** The lines of one unit, summed. */
export interface UnitDemand {
  readonly unit: Unit;
  readonly quantity: Quantity;
  /** How much of it goes into kits. */
  readonly inKits: Quantity;
  /** Of the first of these lines. */
  readonly path: string;
}

/** Whether a kit itself is asked for, not only products that go into one. */
export const asksForKit = (lines: readonly Pick<DemandLine, 'kit'>[]): boolean =>
  lines.some(({ kit }) => kit === 'whole');

/** The lines that sell from one level, in its unit. */
export interface LevelDemand {
  readonly unit: string;
  readonly quantity: Quantity;
  /** How much of it goes into kits. */
  readonly inKits: Quantity;
  readonly parts: readonly UnitDemand[];
  /** Of the first of these lines. */
  readonly path: string;
}

/** What is asked of one level, and what the website may still promise of it (null: unlimited), in its unit. */
export interface EvaluatedDemand extends LevelDemand {
  readonly sellable: Quantity | null;
}

/**
 * Sums the lines per unit, and the units per level.
 *
 * @param reasons takes UNKNOWN_UNIT, PRECISION_EXCEEDED, OUT_OF_RANGE. A line in an unknown unit counts for no sum.
 */
export function sumLines(
  product: ProductState,
  lines: readonly DemandLine[],
  reasons: Reason[],
): readonly LevelDemand[] {
  const sums: LevelDemand[] = [];
  for (const part of sumUnits(product, lines, reasons)) {
    const unit = levelUnitOf(product, part.unit);
    const quantity = toLevelUnit(product, part.unit, part.quantity);
    const inKits = part.inKits === ZERO ? ZERO : toLevelUnit(product, part.unit, part.inKits);
    const at = sums.findIndex((sum) => sum.unit === unit);
    const sum = sums[at];
    if (sum === undefined) sums.push({ unit, quantity, inKits, parts: [part], path: part.path });
    else {
      sums[at] = {
        ...sum,
        quantity: sum.quantity + quantity,
        inKits: sum.inKits + inKits,
        parts: [...sum.parts, part],
      };
    }
  }
  for (const { unit, quantity, path } of sums) {
    reasons.push(...outOfRange(product.sku, unit, quantity, `${path}.quantity`));
  }
  return sums;
}

/** What is asked for beyond what is given up at the same levels; nothing of a level that gives up as much. */
export function beyond(
  product: ProductState,
  sums: readonly LevelDemand[],
  givenUp: readonly DemandLine[] = [],
): readonly LevelDemand[] {
  if (givenUp.length === 0) return sums;
  const less = sumLines(product, givenUp, []);
  return sums.flatMap((sum) => {
    const exchanged = less.find(({ unit }) => unit === sum.unit);
    if (exchanged === undefined) return [sum];
    const quantity = sum.quantity - exchanged.quantity;
    const unit = findUnit(product, sum.unit);
    if (quantity <= ZERO || unit === undefined) return [];
    const inKits = minimum(sum.inKits, quantity);
    return [{ ...sum, quantity, inKits, parts: [{ unit, quantity, inKits, path: sum.path }] }];
  });
}

function sumUnits(
  product: ProductState,
  lines: readonly DemandLine[],
  reasons: Reason[],
): readonly UnitDemand[] {
  const sums = new Map<Unit, { unit: Unit; quantity: Quantity; inKits: Quantity; path: string }>();
  for (const line of ownLinesFirst(lines)) {
    const unit = findUnit(product, line.unit);
    if (unit === undefined) {
      reasons.push(unknownUnit(product.sku, line.unit, `${line.path}.unit`));
      continue;
    }
    reasons.push(...precisionExceeded(product.sku, unit, line.quantity, `${line.path}.quantity`));
    const inKits = line.kit === 'part' ? line.quantity : ZERO;
    const sum = sums.get(unit);
    if (sum === undefined) sums.set(unit, { unit, quantity: line.quantity, inKits, path: line.path });
    else {
      sum.quantity += line.quantity;
      sum.inKits += inKits;
    }
  }
  return [...sums.values()];
}

/** Where a limit is broken is a line of the product itself, if it has any. */
const ownLinesFirst = (lines: readonly DemandLine[]): readonly DemandLine[] =>
  lines.length > 1 && lines.some(({ kit }) => kit === 'part')
    ? lines.toSorted((a, b) => Number(a.kit === 'part') - Number(b.kit === 'part'))
    : lines;

/** A product and what is asked of it. */
export interface Asked {
  readonly sku: string;
  readonly sums: readonly LevelDemand[];
}

/** Where a rule that looks at no quantity is broken: once for each unit asked for, or once where none was. */
export function perUnit({ sums }: Asked): readonly { readonly unit?: string; readonly path?: string }[] {
  const units = sums.flatMap(({ parts }) => parts.map(({ unit, path }) => ({ unit: unit.code, path })));
  return units.length === 0 ? [{}] : units;
}
