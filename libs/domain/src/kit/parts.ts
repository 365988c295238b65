import type { DemandLine } from '../product/demand.ts';
import { ONE, type Quantity, quantityOf } from '../shared/quantity.ts';

/** A product chosen for a kit, as an order records it. */
export interface ChosenComponent {
  readonly sku: string;
  /** The product's primary unit. */
  readonly unit: string;
  /** How much of it goes into one of the line's unit. */
  readonly quantity: string;
}

/** So much of a product, for a line of a kit. */
export interface KitPart {
  readonly sku: string;
  readonly unit: string;
  readonly quantity: Quantity;
}

/** What so many kits take of each of their components. Exact: a kit whose parts could not be expressed is refused. */
export const partsOf = (quantity: Quantity, components: readonly ChosenComponent[]): readonly KitPart[] =>
  components.map(({ sku, unit, quantity: each }) => ({
    sku,
    unit,
    quantity: (quantity * quantityOf(each)) / ONE,
  }));

/** A line that asks for a product, as read from a command or an intent. */
export interface AskingLine {
  readonly sku: string;
  readonly unit?: string;
  readonly quantity: Quantity;
  /** Where the command has it, e.g. `lines[2]`. */
  readonly path: string;
  /** Of a kit: what was chosen. */
  readonly components?: readonly ChosenComponent[];
}

/** What lines ask of each product, a kit's line also of its components, in the order in which they are named. */
export function linesByProduct(lines: readonly AskingLine[]): ReadonlyMap<string, readonly DemandLine[]> {
  const bySku = new Map<string, DemandLine[]>();
  const add = (sku: string, line: DemandLine) => {
    const known = bySku.get(sku);
    if (known === undefined) bySku.set(sku, [line]);
    else known.push(line);
  };
  for (const { sku, unit, quantity, path, components } of lines) {
    const inUnit = unit === undefined ? {} : { unit };
    add(sku, { ...inUnit, quantity, path, ...(components !== undefined && { kit: 'whole' }) });
    for (const part of partsOf(quantity, components ?? [])) {
      add(part.sku, { unit: part.unit, quantity: part.quantity, path, kit: 'part' });
    }
  }
  return bySku;
}
