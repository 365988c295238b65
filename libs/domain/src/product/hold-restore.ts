import { formatQuantity, maximum, minimum, type Quantity, quantityOf, ZERO } from '../shared/quantity.ts';
import type { HeldShareData, ProductEvent } from './events.ts';
import type { Return } from './give-back.ts';
import type { HeldPart } from './hold-figures.ts';
import type { Level } from './level.ts';

/** What an order had taken over of its hold, as the product's stream has it. */
export type ConsumedHold = Extract<ProductEvent, { readonly type: 'HoldReleased' }>['data'];

/**
 * What a refused order gives back to its hold, level by level, out of what it was promised itself: so the hold is as
 * large as it was before, whatever happened meanwhile. It stays where it was, or is where the order was promised it.
 */
export function restoredParts(
  { releases }: Pick<ConsumedHold, 'releases'>,
  returns: readonly Return[],
): readonly HeldPart[] {
  const free = new Map<Level, Quantity>(returns.map(({ level, quantity }) => [level, quantity]));
  const parts = new Map<Level, Quantity>();
  const take = (level: Level, wanted: Quantity): Quantity => {
    const part = minimum(wanted, free.get(level) ?? ZERO);
    if (part === ZERO) return ZERO;
    free.set(level, (free.get(level) ?? ZERO) - part);
    parts.set(level, (parts.get(level) ?? ZERO) + part);
    return part;
  };
  const left = releases.map(({ unit, warehouse, quantity }) => {
    const wanted = quantityOf(quantity);
    const there = [...free.keys()].find((level) => level.unit === unit && level.warehouse === warehouse);
    return { unit, quantity: there === undefined ? wanted : wanted - take(there, wanted) };
  });
  for (const { unit, quantity } of left) {
    let rest = quantity;
    for (const level of free.keys()) if (level.unit === unit) rest -= take(level, rest);
  }
  return Array.from(parts, ([level, quantity]) => ({
    level,
    quantity,
    backordered: missingAfter(level, quantity, returns),
  }));
}

/** How much of what is held again is missing there, once the order has given back: others' backorders come after it. */
function missingAfter(level: Level, quantity: Quantity, returns: readonly Return[]): Quantity {
  const own = returns.find((each) => each.level === level);
  const covered = level.allocated - level.backordered - (own?.quantity ?? ZERO) + (own?.backordered ?? ZERO);
  const there = level.onHand - covered - (level.held - level.heldBackordered);
  return quantity - minimum(quantity, maximum(ZERO, there));
}

/** A restored part as the event carries it. */
export const writtenRestored = ({ level, quantity, backordered }: HeldPart): HeldShareData => ({
  warehouse: level.warehouse,
  unit: level.unit,
  quantity: formatQuantity(quantity),
  ...(backordered > ZERO && { backordered: formatQuantity(backordered) }),
  before: { held: formatQuantity(level.held) },
  after: { held: formatQuantity(level.held + quantity) },
});
