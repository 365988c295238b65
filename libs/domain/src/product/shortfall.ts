import { maximum, minimum, type Quantity, ZERO } from '../shared/quantity.ts';
import type { Figures, Level } from './level.ts';

/**
 * How much of what is promised to orders at a level cannot be there. What is held counts before it, as far as it was
 * there to be held.
 */
export const shortfallOf = ({
  onHand,
  allocated,
  held,
  heldBackordered,
}: Figures & Pick<Level, 'heldBackordered'>): Quantity =>
  minimum(allocated, maximum(ZERO, allocated + held - heldBackordered - onHand));

/**
 * How much of what is held is missing, once on hand has become so: what is lost is missing from carts before it is
 * missing from orders.
 */
export function missingFromHolds(level: Level, onHand: Quantity): Quantity {
  const { allocated, held, heldBackordered } = level;
  const lost = maximum(ZERO, level.onHand - onHand);
  const below = maximum(ZERO, allocated + held - onHand);
  return minimum(minimum(held, heldBackordered + lost), maximum(heldBackordered, below));
}
