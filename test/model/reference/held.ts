/** What is held for carts, level by level: taken, and given up. */
import { asideAt, availableAt, coverHolds, heldAt, isAt, setAside } from './levels.ts';
import type { HeldShare, LevelName, Shop } from './shop.ts';
import { sum } from './shop.ts';

/** Reserves: what is available is set aside for it, the rest is not there. */
export function reserve(
  shop: Shop,
  { holdId, operation }: { readonly holdId: string; readonly operation: number },
  { sku, unit, warehouse }: LevelName,
  quantity: number,
): void {
  const level = { sku, unit, warehouse };
  const there = Math.min(quantity, Math.max(0, availableAt(shop, level)));
  setAside(shop, level, asideAt(shop, level) + there);
  shop.held.push({ ...level, holdId, operation, quantity, notThere: quantity - there });
}

/** What a hold has at one level, and what of it is missing there now. */
export interface Part {
  readonly quantity: number;
  readonly notThere: number;
}

/**
 * How many of the goods that are set aside stay so when a hold gives up part of what it has there: what it gives up is
 * first what is missing.
 */
export function asideWithout(shop: Shop, level: LevelName, { quantity, notThere }: Part): number {
  return Math.max(0, asideAt(shop, level) - (quantity - missingPart(shop, level, { quantity, notThere })));
}

const missingPart = (shop: Shop, level: LevelName, { quantity, notThere }: Part): number =>
  Math.min(quantity, notThere, heldAt(shop, level) - asideAt(shop, level));

/** How much of a part is there. */
export const thereOf = (shop: Shop, level: LevelName, part: Part = NOTHING): number =>
  part.quantity - missingPart(shop, level, part);

const NOTHING: Part = { quantity: 0, notThere: 0 };

export const heldBy = (shop: Shop, holdId: string | undefined, sku: string): readonly HeldShare[] =>
  shop.held.filter((share) => share.holdId === holdId && share.sku === sku);

/** All that a hold has at a level. */
export function partAt(shop: Shop, holdId: string | undefined, level: LevelName): Part {
  const own = heldBy(shop, holdId, level.sku).filter(isAt(level));
  return {
    quantity: sum(own.map(({ quantity }) => quantity)),
    notThere: sum(own.map(({ notThere }) => notThere)),
  };
}

/** A hold gives up part of what it has at a level, what it has had longest first. */
export function giveUp(shop: Shop, holdId: string, level: LevelName, part: Part): void {
  let missing = missingPart(shop, level, part);
  let rest = part.quantity;
  setAside(shop, level, asideWithout(shop, level, part));
  for (const share of heldBy(shop, holdId, level.sku).filter(isAt(level))) {
    const given = Math.min(rest, share.quantity);
    const notThere = Math.min(missing, given, share.notThere);
    rest -= given;
    missing -= notThere;
    share.quantity -= given;
    share.notThere = Math.min(share.notThere - notThere, share.quantity);
  }
  if (rest > 0) throw new Error(`${holdId} gives up more of ${level.sku} than it holds`);
  shop.held = shop.held.filter(({ quantity }) => quantity > 0);
}

/** The levels at which a hold has something of a product, in the order of holding. */
export function levelsHeld(shop: Shop, holdId: string | undefined, sku: string): readonly LevelName[] {
  const levels: LevelName[] = [];
  for (const { unit, warehouse } of heldBy(shop, holdId, sku)) {
    if (!levels.some(isAt({ sku, unit, warehouse }))) levels.push({ sku, unit, warehouse });
  }
  return levels;
}

/** A hold gives up all that it has of a product. */
export function giveUpAll(shop: Shop, holdId: string, sku: string): void {
  for (const level of levelsHeld(shop, holdId, sku)) {
    giveUp(shop, holdId, level, partAt(shop, holdId, level));
    coverHolds(shop, level);
  }
}
