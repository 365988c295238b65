import type { Quantity } from '../shared/quantity.ts';

/** A quantity of one product, in one unit; the unit is absent where nobody could tell it. */
export interface Line {
  readonly sku: string;
  readonly unit?: string;
  readonly quantity: Quantity;
}

type LineName = Pick<Line, 'sku' | 'unit'>;

const nameOf = ({ sku, unit }: LineName): string => JSON.stringify([sku, unit]);

/** Lines of one product and unit become one with their sum, at the place of the first. */
export function mergeLines<L extends Line>(lines: readonly L[]): readonly L[] {
  if (lines.length === 1) return lines;
  const merged = new Map<string, L>();
  for (const line of lines) {
    const name = nameOf(line);
    const known = merged.get(name);
    merged.set(name, known === undefined ? line : { ...known, quantity: known.quantity + line.quantity });
  }
  return [...merged.values()];
}

/** Finds the line of a product and unit among merged lines. */
export function lineFinder<L extends LineName>(lines: readonly L[]): (name: LineName) => L | undefined {
  if (lines.length <= 8) {
    return ({ sku, unit }) => lines.find((line) => line.sku === sku && line.unit === unit);
  }
  const byName = new Map(lines.map((line) => [nameOf(line), line]));
  return (name) => byName.get(nameOf(name));
}
