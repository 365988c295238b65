/** The status that follows from the stock, and low inventory. */
import { availableOver } from './levels.ts';
import { figure, flag, isTracked } from './options.ts';
import type { Shop } from './shop.ts';
import { levelUnits, type Product, type Status } from './units.ts';
import { openWarehouses, warehousesOf } from './warehouses.ts';

/** At or below the threshold in every unit. */
const isShort = (
  shop: Shop,
  product: Product,
  warehouses: readonly string[],
  website?: string,
  holdId?: string,
): boolean =>
  isTracked(shop, product, website) &&
  levelUnits(product).every(
    (unit) =>
      availableOver(shop, { sku: product.sku, unit }, warehouses, holdId) <=
      (figure(shop, product, website, 'inventoryThreshold') ?? 0),
  );

/**
 * The automatic rule, after whatever changed what is available. What a hold took out of stock comes back with it.
 *
 * @param holdId the hold that has taken or given back.
 */
export function applyStatusRule(shop: Shop, product: Product, holdId?: string): void {
  if (product.kit !== undefined) return;
  const short = isShort(shop, product, openWarehouses(shop));
  if (product.status === 'in_stock' && short) {
    Object.assign(product, { status: 'out_of_stock', takenByThreshold: true, takenByHold: holdId });
    product.setByHand = false;
  } else if (product.status === 'out_of_stock' && product.takenByThreshold && !short) {
    const isGivenBack = holdId !== undefined && product.takenByHold === holdId;
    if (!isGivenBack && !flag(shop, product, undefined, 'automaticRestock')) return;
    Object.assign(product, { status: 'in_stock', takenByThreshold: false, takenByHold: undefined });
    product.setByHand = false;
  }
}

/**
 * The status on a website of a product that is no kit.
 *
 * @param holdId a cart's own hold, which is left out.
 */
export function statusOn(shop: Shop, product: Product, website: string, holdId?: string): Status {
  if (product.status === 'discontinued' || product.setByHand) return product.status;
  const isTakenByCart = holdId !== undefined && product.takenByHold === holdId;
  if (product.takenByThreshold && !isTakenByCart && !flag(shop, product, website, 'automaticRestock')) {
    return 'out_of_stock';
  }
  return isShort(shop, product, warehousesOf(shop, website), website, holdId) ? 'out_of_stock' : 'in_stock';
}

/** The units of level in which inventory is low. */
export const lowUnits = (shop: Shop, product: Product): readonly string[] =>
  product.kit !== undefined
    ? []
    : levelUnits(product).filter(
        (unit) =>
          flag(shop, product, undefined, 'highlightLowInventory') &&
          availableOver(shop, { sku: product.sku, unit }, openWarehouses(shop)) <=
            (figure(shop, product, undefined, 'lowInventoryThreshold') ?? 0),
      );
