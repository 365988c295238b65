/** Where a quantity comes from. */
import { asideWithout, partAt } from './held.ts';
import { allocatedAt, onHandAt } from './levels.ts';
import { flag, option } from './options.ts';
import type { LevelName, Shop } from './shop.ts';
import type { Product } from './units.ts';
import { warehousesOf } from './warehouses.ts';

/** What is there at a level for the cart with that hold: neither promised to an order nor set aside for other carts. */
const thereFor = (shop: Shop, level: LevelName, holdId: string | undefined): number =>
  onHandAt(shop, level) - allocatedAt(shop, level) - asideWithout(shop, level, partAt(shop, holdId, level));

/**
 * At which warehouses so much of a level is promised, in their order. What the cart's own hold has stays where it is, as
 * far as it is there and the line may be split.
 */
export function source(
  shop: Shop,
  product: Product,
  website: string,
  { unit, quantity }: { readonly unit: string; readonly quantity: number },
  holdId?: string,
): ReadonlyMap<string, number> {
  const { sku } = product;
  const warehouses = warehousesOf(shop, website);
  const there = new Map(warehouses.map((at) => [at, thereFor(shop, { sku, unit, warehouse: at }, holdId)]));
  const strategy = String(option(shop, product, website, 'sourcingStrategy'));
  const isSplit = flag(shop, product, website, 'splitLines');
  const own = (warehouse: string) => partAt(shop, holdId, { sku, unit, warehouse }).quantity;
  const held = warehouses.filter((warehouse) => own(warehouse) > 0);
  const isWholePreferred = !isSplit || strategy === 'single_warehouse_first';
  if (isWholePreferred) {
    const whole = held.find((warehouse) => (there.get(warehouse) ?? 0) >= quantity);
    if (whole !== undefined) return new Map([[whole, quantity]]);
  }
  const kept = new Map<string, number>();
  let rest = quantity;
  for (const warehouse of isSplit ? held : []) {
    const part = Math.min(rest, own(warehouse), Math.max(0, there.get(warehouse) ?? 0));
    if (part === 0) continue;
    kept.set(warehouse, part);
    there.set(warehouse, (there.get(warehouse) ?? 0) - part);
    rest -= part;
  }
  const shares = rest === 0 ? [] : bySplitting(rest, warehouses, there, { strategy, isSplit });
  for (const [warehouse, part] of shares) kept.set(warehouse, (kept.get(warehouse) ?? 0) + part);
  return kept;
}

/** The rest, that is nowhere, is promised at the first warehouse. */
function bySplitting(
  quantity: number,
  warehouses: readonly string[],
  there: ReadonlyMap<string, number>,
  { strategy, isSplit }: { readonly strategy: string; readonly isSplit: boolean },
): readonly (readonly [string, number])[] {
  const at = (warehouse: string) => there.get(warehouse) ?? 0;
  const inOrder =
    strategy === 'highest_stock_first' ? warehouses.toSorted((a, b) => at(b) - at(a)) : warehouses;
  const whole = inOrder.find((warehouse) => at(warehouse) >= quantity);
  if (whole !== undefined && (!isSplit || strategy === 'single_warehouse_first')) return [[whole, quantity]];
  const [first] = warehouses;
  if (first === undefined) throw new Error('nowhere to sell from');
  const shares: [string, number][] = [];
  let rest = quantity;
  for (const warehouse of isSplit ? inOrder : [first]) {
    const part = Math.min(rest, Math.max(0, at(warehouse)));
    if (part > 0) shares.push([warehouse, part]);
    rest -= part;
  }
  if (rest === 0) return shares;
  const last = shares.find(([warehouse]) => warehouse === first);
  if (last === undefined) return [[first, rest], ...shares];
  last[1] += rest;
  return shares;
}
