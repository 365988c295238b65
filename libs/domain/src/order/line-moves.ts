/** How the quantities of an order's lines move, and what of it concerns the stock. */
import { maximum, type Quantity, ZERO } from '../shared/quantity.ts';
import { lineFinder } from './lines.ts';
import { type OpenLine, type OrderLineState, openOf } from './state.ts';

/** What is given up of a line is given up first of what was never allocated. */
const releasedBy = (line: OrderLineState, quantity: Quantity): Quantity =>
  maximum(ZERO, quantity - (openOf(line) - line.allocated));

/** Part of a line is taken off the order. */
export function cancelLine(line: OrderLineState, quantity: Quantity): void {
  line.allocated -= releasedBy(line, quantity);
  line.cancelled += quantity;
}

/** Of quantities that are taken off an order's lines: what of it was allocated, and is to be released. */
export function releasedOf(
  lines: readonly OrderLineState[],
  taken: readonly OpenLine[],
): readonly OpenLine[] {
  const find = lineFinder(lines);
  return taken.flatMap(({ sku, unit, quantity }) => {
    const line = find({ sku, unit });
    const released = line === undefined ? ZERO : releasedBy(line, quantity);
    return released === ZERO ? [] : [{ sku, unit, quantity: released }];
  });
}
