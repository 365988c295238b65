import type { OptionValues } from '../options/catalogue.ts';
import { maximum, minimum, type Quantity, ZERO } from '../shared/quantity.ts';
import { type Share, type Source, sourceQuantity } from './sourcing.ts';

/** A warehouse with what a cart may have of it, its own part included. */
export interface OwnSource extends Source {
  /** What the cart holds there already. */
  readonly own: Quantity;
}

/**
 * Chooses where a quantity comes from of which a cart holds some already: it stays where it is held, as far as it is
 * there and the line may be split; the rest comes from where the strategy says.
 *
 * @param sources in the website's order, at least one.
 */
export function sourceKeeping(
  quantity: Quantity,
  sources: readonly OwnSource[],
  options: Pick<OptionValues, 'sourcingStrategy' | 'splitLines'>,
): readonly Share[] {
  const held = sources.filter(({ own }) => own > ZERO);
  if (held.length === 0) return sourceQuantity(quantity, sources, options);
  if (!options.splitLines || options.sourcingStrategy === 'single_warehouse_first') {
    const whole = held.find(({ available }) => available >= quantity);
    if (whole !== undefined) return [{ warehouse: whole.warehouse, quantity, backordered: ZERO }];
    if (!options.splitLines) return sourceQuantity(quantity, sources, options);
  }
  const kept = new Map<string, Quantity>();
  let rest = quantity;
  for (const { warehouse, own, available } of held) {
    const part = minimum(rest, minimum(own, maximum(ZERO, available)));
    if (part === ZERO) continue;
    kept.set(warehouse, part);
    rest -= part;
  }
  return rest === ZERO ? withKept([], kept) : withKept(sourceRest(rest, sources, kept, options), kept);
}

const sourceRest = (
  rest: Quantity,
  sources: readonly OwnSource[],
  kept: ReadonlyMap<string, Quantity>,
  options: Pick<OptionValues, 'sourcingStrategy' | 'splitLines'>,
): readonly Share[] =>
  sourceQuantity(
    rest,
    sources.map(({ warehouse, available }) => ({
      warehouse,
      available: available - (kept.get(warehouse) ?? ZERO),
    })),
    options,
  );

function withKept(shares: readonly Share[], kept: ReadonlyMap<string, Quantity>): readonly Share[] {
  const more = shares.filter(({ warehouse }) => !kept.has(warehouse));
  const own = Array.from(kept, ([warehouse, quantity]) => {
    const added = shares.find((share) => share.warehouse === warehouse);
    return {
      warehouse,
      quantity: quantity + (added?.quantity ?? ZERO),
      backordered: added?.backordered ?? ZERO,
    };
  });
  return [...own, ...more];
}
