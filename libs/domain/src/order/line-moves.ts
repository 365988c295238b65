/** How the quantities of an order's lines move, and what of it concerns the stock. */
import { maximum, ONE, type Quantity, ZERO } from '../shared/quantity.ts';
import { lineFinder } from './lines.ts';
import { type LinePart, type OpenLine, type OrderLineState, openOf } from './state.ts';

/** What is given up of a line is given up first of what was never allocated. */
const releasedBy = (line: OrderLineState, quantity: Quantity): Quantity =>
  maximum(ZERO, quantity - (openOf(line) - line.allocated));

/** How much of a component goes into so many kits. */
export const forKits = ({ each }: LinePart, kits: Quantity): Quantity => (kits * each) / ONE;

/** The same of a component of a kit, of which so many are given up. */
const releasedByPart = (line: OrderLineState, part: LinePart, kits: Quantity): Quantity =>
  maximum(ZERO, forKits(part, kits) - (forKits(part, openOf(line)) - part.allocated));

/** Part of a line is taken off the order. */
export function cancelLine(line: OrderLineState, quantity: Quantity): void {
  line.allocated -= releasedBy(line, quantity);
  for (const part of line.parts ?? []) part.allocated -= releasedByPart(line, part, quantity);
  line.cancelled += quantity;
}

/**
 * Of quantities that are taken off an order's lines: what of it was allocated, and is to be released. Of a kit that is
 * its components.
 */
export function releasedOf(
  lines: readonly OrderLineState[],
  taken: readonly OpenLine[],
): readonly OpenLine[] {
  const find = lineFinder(lines);
  return taken.flatMap((each) => {
    const line = find(each);
    if (line === undefined) return [];
    const { sku, unit, quantity } = each;
    const released = [
      { sku, unit, quantity: releasedBy(line, quantity) },
      ...(line.parts ?? []).map((part) => ({
        sku: part.sku,
        unit: part.unit,
        quantity: releasedByPart(line, part, quantity),
      })),
    ];
    return released.filter((one) => one.quantity > ZERO);
  });
}
