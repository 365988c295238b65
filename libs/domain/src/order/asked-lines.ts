/** The lines of a command on an order that is on record. */
import { exceedsOpen } from '../product/exceeds-open.ts';
import { precisionExceeded, unknownProduct } from '../product/quantity-reasons.ts';
import type { Unit } from '../product/state.ts';
import type { CommandLine } from '../shared/commands.ts';
import { formatQuantity, type Quantity, ZERO } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import type { MergedLine } from './events.ts';
import { lineFinder, mergeLines } from './lines.ts';
import { linesNamed } from './lines-named.ts';
import { type OpenLine, type OrderLineState, type OrderState, openOf } from './state.ts';

/** A line of a command that names a line of the order, and where the command has it. */
export type Asked<L extends CommandLine = CommandLine> = Omit<L, keyof CommandLine> &
  OpenLine & { readonly path: string };

/**
 * The lines in their units: that which a line names, else the product's primary one. One that names a kit means the
 * lines of the order for it.
 *
 * @param units the product's unit of each line; undefined where the product or the unit is unknown.
 * @param reasons takes UNKNOWN_PRODUCT, where neither the command nor the product names a unit, and PRECISION_EXCEEDED.
 * @param leftOf how much of a line of the order may be named.
 */
export function askedLines<L extends CommandLine>(
  order: OrderState,
  lines: readonly L[],
  units: readonly (Unit | undefined)[],
  reasons: Reason[],
  leftOf: (line: OrderLineState) => Quantity = openOf,
): readonly Asked<L>[] {
  const inUnits = lines.flatMap(({ components: named, ...line }, index) => {
    const path = `lines[${index}]`;
    const unit = units[index];
    if (unit !== undefined) {
      reasons.push(...precisionExceeded(line.sku, unit, line.quantity, `${path}.quantity`));
    }
    const code = unit?.code ?? line.unit;
    if (code !== undefined) return [{ ...line, unit: code, path, named }];
    reasons.push(unknownProduct(line.sku, `${path}.sku`));
    return [];
  });
  return linesNamed(order.lines, inUnits, leftOf) as unknown as readonly Asked<L>[];
}

/** EXCEEDS_OPEN: more is named than is open, nothing being open of what the order does not have. */
export function checkOpen(
  order: OrderState,
  asked: readonly Asked[],
  reasons: Reason[],
  openIn: (line: OrderLineState) => Quantity = openOf,
): void {
  const find = lineFinder(order.lines);
  for (const { quantity, path, ...name } of mergeLines(asked)) {
    const { sku, unit } = name;
    const line = find(name);
    const open = line === undefined ? ZERO : openIn(line);
    if (quantity > open) reasons.push(exceedsOpen(sku, unit, quantity, open, path));
  }
}

export const everythingOpen = ({ lines }: OrderState): readonly OpenLine[] =>
  lines.flatMap((line) => {
    const { sku, unit, components } = line;
    const quantity = openOf(line);
    if (unit === undefined || quantity === ZERO) return [];
    return [{ sku, unit, quantity, ...(components !== undefined && { components }) }];
  });

/** Whether nothing of the order is left open once these are off it. */
export function isWhole({ lines }: OrderState, taken: readonly OpenLine[]): boolean {
  const find = lineFinder(taken);
  return lines.every((line) => openOf(line) === (find(line)?.quantity ?? ZERO));
}

/** A line as events carry it. */
export const written = ({ sku, unit, quantity, components }: OpenLine): MergedLine => ({
  sku,
  unit,
  quantity: formatQuantity(quantity),
  ...(components !== undefined && { components }),
});
