import type { ResolvedOptions } from '../options/resolved.ts';
import { maximum, minimum, type Quantity, ZERO } from '../shared/quantity.ts';
import { type HeldAt, NOTHING_HELD } from './holds.ts';
import { availableAt, availableOf, stockOf } from './levels.ts';
import type { ProductState } from './state.ts';
import { tracksStock } from './tracking.ts';

/**
 * What may still be promised from the warehouses named, in one unit of level; null: unlimited. Never below zero.
 *
 * Σ available − threshold; under backorder, where the threshold does not count, Σ available + backorder limit. Where
 * lines are not split, no more than one warehouse has.
 *
 * @param givenBack counts as available too.
 * @param own what a cart holds itself counts as available to it.
 */
export function sellableAt(
  product: ProductState,
  unit: string,
  warehouses: readonly string[],
  { values }: ResolvedOptions,
  givenBack: Quantity = ZERO,
  own: HeldAt = NOTHING_HELD,
): Quantity | null {
  if (!tracksStock(values)) return null;
  if (warehouses.length === 0) return ZERO;
  const available = availableAt(product, unit, warehouses, own) + givenBack;
  if (values.backOrder) {
    return values.backOrderLimit === null ? null : maximum(ZERO, available + values.backOrderLimit);
  }
  const kept = values.inventoryThreshold;
  const sellable = maximum(ZERO, available - kept);
  const fromOnePlace = !values.splitLines && kept >= ZERO;
  return fromOnePlace ? minimum(sellable, mostAtOnePlace(product, unit, warehouses, own)) : sellable;
}

/** The most that any one of the warehouses has available. */
function mostAtOnePlace(
  product: ProductState,
  unit: string,
  warehouses: readonly string[],
  own: HeldAt,
): Quantity {
  const levels = stockOf(product, unit)?.levels;
  let most = ZERO;
  for (const warehouse of warehouses) {
    const level = levels?.get(warehouse);
    if (level === undefined) continue;
    most = maximum(most, availableOf(level) + (own.get(level)?.quantity ?? ZERO));
  }
  return most;
}
