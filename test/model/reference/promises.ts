/** What orders are promised, and what of it is there. */
import { allocatedAt, asideAt, coverHolds, onHandAt, promisesAt, record } from './levels.ts';
import type { LevelName, Promised, Shop } from './shop.ts';

/**
 * What of each promise at the level is not there: what is missing is missing from the newest first. What is set aside for
 * holds is not there for orders.
 */
export function backorderedAt(shop: Shop, level: LevelName): ReadonlyMap<Promised, number> {
  const backordered = new Map<Promised, number>();
  let missing = Math.max(0, allocatedAt(shop, level) + asideAt(shop, level) - onHandAt(shop, level));
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
  forget(shop);
  for (const promise of own) coverHolds(shop, promise);
}

/** Promises that are kept or given up are no more. */
export function forget(shop: Shop): void {
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
  record(shop, level, -quantity);
  forget(shop);
}
