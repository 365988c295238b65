/** The figures of a level: on hand, allocated, held, and which goods are there for whom. */
import { type Fact, type LevelName, type Promised, type Shop, sum } from './shop.ts';

export const isAt = (name: LevelName) => (each: LevelName) =>
  each.sku === name.sku && each.unit === name.unit && each.warehouse === name.warehouse;

/** What of on hand still shows today. */
export const onHandAt = (shop: Shop, level: LevelName): number =>
  sum(
    shop.facts
      .filter(isAt(level))
      .filter(({ until }) => until === undefined)
      .map(({ change }) => change),
  );

export const promisesAt = (shop: Shop, level: LevelName): readonly Promised[] =>
  shop.promises.filter(isAt(level));

export const allocatedAt = (shop: Shop, level: LevelName): number =>
  sum(promisesAt(shop, level).map(({ quantity }) => quantity));

/** @param holdId only what this one holds. */
export const heldAt = (shop: Shop, level: LevelName, holdId?: string): number =>
  sum(
    shop.held
      .filter(isAt(level))
      .filter((share) => holdId === undefined || share.holdId === holdId)
      .map(({ quantity }) => quantity),
  );

export const availableAt = (shop: Shop, level: LevelName): number =>
  onHandAt(shop, level) - allocatedAt(shop, level) - heldAt(shop, level);

/** @param holdId a cart's own hold, which does not count against it. */
export const availableOver = (
  shop: Shop,
  { sku, unit }: Pick<LevelName, 'sku' | 'unit'>,
  warehouses: readonly string[],
  holdId?: string,
): number =>
  sum(
    warehouses.map((warehouse) => {
      const level = { sku, unit, warehouse };
      return availableAt(shop, level) + (holdId === undefined ? 0 : heldAt(shop, level, holdId));
    }),
  );

/** How many of the goods at the level are set aside for what is held there. */
export const asideAt = (shop: Shop, level: LevelName): number => shop.aside.find(isAt(level))?.quantity ?? 0;

export function setAside(shop: Shop, { sku, unit, warehouse }: LevelName, quantity: number): void {
  const known = shop.aside.find(isAt({ sku, unit, warehouse }));
  if (known !== undefined) known.quantity = quantity;
  else shop.aside.push({ sku, unit, warehouse, quantity });
}

/** Goods that nobody is promised are set aside for what is held: to be called after anything has changed. */
export function coverHolds(shop: Shop, level: LevelName): void {
  const free = Math.min(heldAt(shop, level), onHandAt(shop, level) - allocatedAt(shop, level));
  if (free > asideAt(shop, level)) setAside(shop, level, free);
}

/** How a fact is dated, and whether it is a count. */
type Dating = Partial<Pick<Fact, 'at' | 'until' | 'isCount'>>;

/** Puts a change of on hand on record. */
export function record(
  shop: Shop,
  { sku, unit, warehouse }: LevelName,
  change: number,
  { at = shop.nowMs, until, isCount = false }: Dating = {},
): void {
  const number = shop.facts.length + 1;
  shop.facts.push({ sku, unit, warehouse, at, change, until, isCount, number });
}

/**
 * Goods come or, below zero, go. What is lost is missing from holds before it is missing from orders, as far as what is
 * left is not enough for both.
 */
export function move(shop: Shop, level: LevelName, change: number, dating: Dating = {}): void {
  record(shop, level, change, dating);
  if (dating.until !== undefined) return;
  const aside = asideAt(shop, level);
  if (change < 0) {
    const left = onHandAt(shop, level) - allocatedAt(shop, level);
    setAside(shop, level, Math.max(0, aside + change, Math.min(aside, left)));
  }
  coverHolds(shop, level);
}
