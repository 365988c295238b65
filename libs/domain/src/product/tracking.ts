import type { OptionValues } from '../options/catalogue.ts';
import type { ResolvedOptions } from '../options/resolved.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { ProductState } from './state.ts';
import { levelUnits } from './units.ts';

/** Whether orders check and move the product's stock: inventory is managed, and orders decrement it. */
export const tracksStock = ({ manageInventory, decrementQuantity }: OptionValues): boolean =>
  manageInventory && decrementQuantity;

/** Whether the threshold takes the product out of stock: what is available is at or below it in every unit. */
export function isShort(
  product: ProductState,
  { values }: ResolvedOptions,
  available: (unit: string) => Quantity,
): boolean {
  if (!tracksStock(values)) return false;
  for (const unit of levelUnits(product)) {
    if (available(unit) > values.inventoryThreshold) return false;
  }
  return true;
}
