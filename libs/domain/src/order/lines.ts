import type { ChosenComponent } from '../kit/parts.ts';
import type { Quantity } from '../shared/quantity.ts';

/** A quantity of one product, in one unit; the unit is absent where nobody could tell it. */
export interface Line {
  readonly sku: string;
  readonly unit?: string;
  readonly quantity: Quantity;
  /** Of a kit: what goes into one. Kits of one product with other components are another line. */
  readonly components?: readonly ChosenComponent[];
}

export type LineName = Pick<Line, 'sku' | 'unit' | 'components'>;

/** What tells the lines of an order apart. */
export const nameOfLine = ({ sku, unit, components }: LineName): string =>
  JSON.stringify(components === undefined ? [sku, unit] : [sku, unit, namesOfComponents(components)]);

/** What tells kits of one product apart: which products go into one, and how much of each. */
export const namesOfComponents = (components: readonly ChosenComponent[]): readonly unknown[] =>
  components.map(({ sku, quantity }) => [sku, quantity]);

/** Whether each name is that of a component of its own. */
export function areNamed(components: readonly { readonly sku: string }[], names: readonly string[]): boolean {
  const left = components.map(({ sku }) => sku);
  return names.every((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** Lines of one name become one with their sum, at the place of the first. */
export function mergeLines<L extends Line>(lines: readonly L[]): readonly L[] {
  if (lines.length === 1) return lines;
  const merged = new Map<string, L>();
  for (const line of lines) {
    const name = nameOfLine(line);
    const known = merged.get(name);
    merged.set(name, known === undefined ? line : { ...known, quantity: known.quantity + line.quantity });
  }
  return [...merged.values()];
}

/** Finds the line of a name among merged lines. */
export function lineFinder<L extends LineName>(lines: readonly L[]): (name: LineName) => L | undefined {
  if (lines.length <= 8) {
    return (name) => lines.find((line) => isNamed(line, name));
  }
  const byName = new Map(lines.map((line) => [nameOfLine(line), line]));
  return (name) => byName.get(nameOfLine(name));
}

const isNamed = (line: LineName, name: LineName): boolean =>
  line.sku === name.sku &&
  line.unit === name.unit &&
  (line.components === name.components || nameOfLine(line) === nameOfLine(name));
