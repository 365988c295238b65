/** Levels, what is promised of them, and the status that follows. */
import { figure, flag, isTracked } from './options.ts';
import { type Product, type Promised, type Shop, type Status, sum } from './shop.ts';

export interface LevelName {
  readonly sku: string;
  readonly unit: string;
  readonly warehouse: string;
}

const isAt = (name: LevelName) => (each: LevelName) =>
  each.sku === name.sku && each.unit === name.unit && each.warehouse === name.warehouse;

export const onHandAt = (shop: Shop, level: LevelName): number =>
  sum(shop.onHand.filter(isAt(level)).map(({ quantity }) => quantity));

export const promisesAt = (shop: Shop, level: LevelName): readonly Promised[] =>
  shop.promises.filter(isAt(level));

export const allocatedAt = (shop: Shop, level: LevelName): number =>
  sum(promisesAt(shop, level).map(({ quantity }) => quantity));

export const availableAt = (shop: Shop, level: LevelName): number =>
  onHandAt(shop, level) - allocatedAt(shop, level);

export const availableOver = (shop: Shop, sku: string, unit: string, warehouses: readonly string[]): number =>
  sum(warehouses.map((warehouse) => availableAt(shop, { sku, unit, warehouse })));

/** Goods come or, below zero, go. */
export function move(shop: Shop, level: LevelName, quantity: number): void {
  const known = shop.onHand.find(isAt(level));
  if (known !== undefined) known.quantity += quantity;
  else shop.onHand.push({ ...level, quantity });
}

/** What of each promise at the level is not there: what is missing is missing from the newest first. */
export function backorderedAt(shop: Shop, level: LevelName): ReadonlyMap<Promised, number> {
  const backordered = new Map<Promised, number>();
  let missing = Math.max(0, -availableAt(shop, level));
  for (const promise of promisesAt(shop, level).toReversed()) {
    const part = Math.min(missing, promise.quantity);
    backordered.set(promise, part);
    missing -= part;
  }
  return backordered;
}

export const backorderedOf = (shop: Shop, promise: Promised): number =>
  backorderedAt(shop, promise).get(promise) ?? 0;

export const promisesTo = (shop: Shop, orderId: string, sku: string, unit?: string): readonly Promised[] =>
  shop.promises.filter(
    (each) => each.orderId === orderId && each.sku === sku && (unit === undefined || each.unit === unit),
  );

/** Gives up part of what an order was promised: first what is not there, then from the last warehouse to the first. */
export function giveBack(shop: Shop, orderId: string, sku: string, unit: string, quantity: number): void {
  const own = promisesTo(shop, orderId, sku, unit);
  const warehouses = [...new Set(own.map(({ warehouse }) => warehouse))].reverse();
  const newestFirst = warehouses.flatMap((at) => own.filter(({ warehouse }) => warehouse === at).reverse());
  const missing = new Map(own.map((promise) => [promise, backorderedOf(shop, promise)]));
  let rest = quantity;
  for (const part of [(each: Promised) => missing.get(each) ?? 0, (each: Promised) => each.quantity]) {
    for (const promise of newestFirst) {
      const given = Math.min(rest, part(promise));
      promise.quantity -= given;
      rest -= given;
    }
  }
  if (rest > 0) throw new Error(`${orderId} gives back more of ${sku} than it was promised`);
  shop.promises = shop.promises.filter((promise) => promise.quantity > 0);
}

/** What is promised at one warehouse and is there goes out, the oldest promise first. */
export function goOut(shop: Shop, orderId: string, level: LevelName, quantity: number): void {
  let rest = quantity;
  const own = promisesAt(shop, level).filter((promise) => promise.orderId === orderId);
  const there = new Map(own.map((promise) => [promise, promise.quantity - backorderedOf(shop, promise)]));
  for (const promise of own) {
    const part = Math.min(rest, there.get(promise) ?? 0);
    promise.quantity -= part;
    rest -= part;
  }
  if (rest > 0) throw new Error(`more of ${level.sku} goes out than is there`);
  shop.promises = shop.promises.filter((promise) => promise.quantity > 0);
  move(shop, level, -quantity);
}

/** The units that the product has levels in. */
export const levelUnits = ({ units, stockUnit }: Product): readonly string[] =>
  stockUnit === undefined ? units.map(({ code }) => code) : [stockUnit];

/** At or below the threshold in every unit. */
export const isShort = (
  shop: Shop,
  product: Product,
  warehouses: readonly string[],
  website?: string,
): boolean =>
  isTracked(shop, product, website) &&
  levelUnits(product).every(
    (unit) =>
      availableOver(shop, product.sku, unit, warehouses) <=
      (figure(shop, product, website, 'inventoryThreshold') ?? 0),
  );

/** The automatic rule, after whatever changed what is available. */
export function applyStatusRule(shop: Shop, product: Product): void {
  const short = isShort(shop, product, shop.warehouses);
  if (product.status === 'in_stock' && short) {
    product.status = 'out_of_stock';
    product.takenByThreshold = true;
    product.setByHand = false;
  } else if (product.status === 'out_of_stock' && product.takenByThreshold && !short) {
    if (!flag(shop, product, undefined, 'automaticRestock')) return;
    product.status = 'in_stock';
    product.takenByThreshold = false;
    product.setByHand = false;
  }
}

/** The status on a website. */
export function statusOn(shop: Shop, product: Product, website: string): Status {
  if (product.status === 'discontinued' || product.setByHand) return product.status;
  if (product.takenByThreshold && !flag(shop, product, website, 'automaticRestock')) return 'out_of_stock';
  return isShort(shop, product, shop.websites.get(website) ?? [], website) ? 'out_of_stock' : 'in_stock';
}

/** The units of level in which inventory is low. */
export const lowUnits = (shop: Shop, product: Product): readonly string[] =>
  levelUnits(product).filter(
    (unit) =>
      flag(shop, product, undefined, 'highlightLowInventory') &&
      availableOver(shop, product.sku, unit, shop.warehouses) <=
        (figure(shop, product, undefined, 'lowInventoryThreshold') ?? 0),
  );
