import type { OptionValues } from '../options/catalogue.ts';
import { maximum, minimum, type Quantity, ZERO } from '../shared/quantity.ts';

/** A warehouse and what it has available; below zero when backordered. */
export interface Source {
  readonly warehouse: string;
  readonly available: Quantity;
}

/** What one warehouse is to deliver. */
export interface Share {
  readonly warehouse: string;
  readonly quantity: Quantity;
  /** How much of `quantity` is not there. */
  readonly backordered: Quantity;
}

/**
 * Chooses where a quantity comes from, out of warehouses in the website's order.
 *
 * `priority` fills from the first on; `single_warehouse_first` prefers the first that can serve it whole;
 * `highest_stock_first` orders by available, the website's order deciding between equals. Where lines are not split,
 * one warehouse serves it whole if one can. What is nowhere is promised by the website's first warehouse.
 *
 * @param sources at least one.
 */
export function sourceQuantity(
  quantity: Quantity,
  sources: readonly Source[],
  { sourcingStrategy, splitLines }: Pick<OptionValues, 'sourcingStrategy' | 'splitLines'>,
): readonly Share[] {
  const byPreference = sourcingStrategy === 'highest_stock_first' ? highestFirst(sources) : sources;
  if (!splitLines || sourcingStrategy === 'single_warehouse_first') {
    const whole = byPreference.find(({ available }) => available >= quantity);
    if (whole !== undefined) return [{ warehouse: whole.warehouse, quantity, backordered: ZERO }];
  }
  const [first] = sources;
  if (first === undefined) throw new RangeError('no warehouse to source from');
  return fill(quantity, splitLines ? byPreference : [first], first.warehouse);
}

/** Takes what is there, in order; the rest is added to what the last resort delivers. */
function fill(quantity: Quantity, sources: readonly Source[], lastResort: string): readonly Share[] {
  const shares: Share[] = [];
  let rest = quantity;
  for (const { warehouse, available } of sources) {
    if (rest === ZERO) break;
    const taken = minimum(rest, maximum(ZERO, available));
    if (taken === ZERO) continue;
    shares.push({ warehouse, quantity: taken, backordered: ZERO });
    rest -= taken;
  }
  return rest === ZERO ? shares : withBackorder(shares, lastResort, rest);
}

function withBackorder(shares: readonly Share[], warehouse: string, backordered: Quantity): readonly Share[] {
  const own = shares.find((share) => share.warehouse === warehouse);
  if (own === undefined) return [{ warehouse, quantity: backordered, backordered }, ...shares];
  return shares.map((share) =>
    share === own ? { warehouse, quantity: own.quantity + backordered, backordered } : share,
  );
}

const highestFirst = (sources: readonly Source[]): readonly Source[] =>
  sources.toSorted((a, b) => (a.available === b.available ? 0 : a.available > b.available ? -1 : 1));
