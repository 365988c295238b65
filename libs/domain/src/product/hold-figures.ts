/** What holds are to the figures of a level. */
import { maximum, minimum, type Quantity, ZERO } from '../shared/quantity.ts';
import type { HeldShare } from './holds.ts';
import type { Level } from './level.ts';
import { availableOf } from './levels.ts';

/** What a hold reserves, or gives up, at one level. */
export type HeldPart = Omit<HeldShare, 'operation'>;

/** Part of what a hold reserves at a level, with how much of that part is missing there: what is missing goes first. */
export const partOfHeld = (
  { level, quantity, backordered }: HeldPart,
  part: Quantity = quantity,
): HeldPart => ({
  level,
  quantity: part,
  backordered: minimum(part, minimum(backordered, level.heldBackordered)),
});

/** The same of a part that an order takes over: it was promised what is there, and so that goes first. */
export const partTakenOver = ({ level, quantity, backordered }: HeldPart, part: Quantity): HeldPart => {
  const there = quantity - minimum(backordered, level.heldBackordered);
  return { level, quantity: part, backordered: maximum(ZERO, part - there) };
};

/** How much of what is held is missing once the part is given up. */
export const missingWithout = ({ level, quantity, backordered }: HeldPart): Quantity =>
  minimum(level.heldBackordered - backordered, level.held - quantity);

/**
 * What of the level's goods are there for an order that takes over what the cart has there: not promised to anybody
 * else, and not held by anybody else as far as it was there to be held. Negative when others lack some.
 */
export function thereFor(
  level: Level,
  own: Pick<HeldShare, 'quantity' | 'backordered'> | undefined,
): Quantity {
  if (own === undefined) return availableOf(level);
  const part = partOfHeld({ level, ...own });
  return availableOf(level) + part.quantity + missingWithout(part);
}

/** How much of a further quantity would be missing at a level; all of it where nothing was ever there. */
export const missingOf = (quantity: Quantity, level: Level | undefined): Quantity =>
  quantity - minimum(quantity, maximum(ZERO, level === undefined ? ZERO : availableOf(level)));
