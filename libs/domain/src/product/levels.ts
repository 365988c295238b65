import { perVersion } from '../scopes/per-version.ts';
import type { Scopes } from '../scopes/state.ts';
import { type Quantity, ZERO } from '../shared/quantity.ts';
import { type HeldAt, NOTHING_HELD } from './holds.ts';
import type { Figures, Level, UnitStock } from './level.ts';
import type { ProductState } from './state.ts';

/** What may still be promised; negative when backordered, or when what is held was lost. */
export const availableOf = ({ onHand, allocated, held }: Figures): Quantity => onHand - allocated - held;

/** The stock in one unit of level; nothing where no level was ever written. */
export function stockOf({ stock }: ProductState, unit: string): UnitStock | undefined {
  for (const candidate of stock) if (candidate.unit === unit) return candidate;
  return undefined;
}

/** The level of a unit at a warehouse; nothing where it was never written: it is zero then. */
export const levelOf = (product: ProductState, unit: string, warehouse: string): Level | undefined =>
  stockOf(product, unit)?.levels.get(warehouse);

/** A change that is about to be made to what is available at a level. */
export interface StockChange {
  readonly unit: string;
  readonly warehouse: string;
  readonly available: Quantity;
}

/** Σ available over all open warehouses in one unit of level, once the changes are made. */
export function availableOverall(
  product: ProductState,
  unit: string,
  changes: readonly StockChange[],
  scopes: Scopes,
): Quantity {
  const notOpen = notOpenWarehouses(scopes);
  const stock = stockOf(product, unit);
  let sum = stock === undefined ? ZERO : availableOf(stock);
  for (const warehouse of notOpen) {
    const level = stock?.levels.get(warehouse);
    if (level !== undefined) sum -= availableOf(level);
  }
  for (const change of changes) {
    if (change.unit === unit && !notOpen.has(change.warehouse)) sum += change.available;
  }
  return sum;
}

/**
 * Σ available over the warehouses named, in one unit of level.
 *
 * @param own what a cart holds itself, and does not count against it.
 */
export function availableAt(
  product: ProductState,
  unit: string,
  warehouses: readonly string[],
  own: HeldAt = NOTHING_HELD,
): Quantity {
  const levels = stockOf(product, unit)?.levels;
  let sum = ZERO;
  if (levels === undefined) return sum;
  for (const warehouse of warehouses) {
    const level = levels.get(warehouse);
    if (level !== undefined) sum += availableOf(level) + (own.get(level)?.quantity ?? ZERO);
  }
  return sum;
}

/** What is in them counts for nobody: nothing new comes in, and no order is promised anything there. */
const notOpenWarehouses: (scopes: Scopes) => ReadonlySet<string> = perVersion(
  ({ warehouses }) =>
    new Set([...warehouses.values()].filter(({ state }) => state !== 'open').map(({ code }) => code)),
);
