/** A cart's hold: held, replaced, given up, ended by its time, taken over by an order. */
import { asksByProduct, sumsOf } from './demand.ts';
import { giveUp, giveUpAll, heldBy, levelsHeld, partAt, reserve, thereOf } from './held.ts';
import { reasonsAgainstNames, withComponents } from './kits.ts';
import { asideAt, coverHolds, heldAt, isAt } from './levels.ts';
import { isTracked } from './options.ts';
import { meant, merged } from './order-lines.ts';
import { productOf, reasonsOf } from './orders.ts';
import {
  type CommandOf,
  DONE,
  type Hold,
  type LevelName,
  type Promised,
  type Reason,
  type Result,
  refused,
  type Shop,
  sum,
} from './shop.ts';
import { source } from './source.ts';
import { applyStatusRule } from './status.ts';
import { warehousesOf } from './warehouses.ts';

const SECOND_MS = 1000;

export function holdStock(shop: Shop, command: CommandOf<'HoldStock'>): Result {
  const { holdId, website } = command;
  const known = shop.holds.get(holdId);
  if (known?.status !== undefined && known.status !== 'open') return refused({ code: 'HOLD_NOT_OPEN' });
  if (!shop.websites.has(website)) return refused({ code: 'UNKNOWN_WEBSITE' });
  const named = meant(shop, command.lines);
  const misnamed = reasonsAgainstNames(shop, named);
  if (misnamed.length > 0) return refused(...misnamed);
  const lines = withComponents(shop, named, { website, holdId });
  const expiresAt = shop.nowMs + command.expiresInSeconds * SECOND_MS;
  const hold: Hold = known ?? { holdId, status: undefined, website, lines: [], expiresAt, operation: -1 };
  shop.holds.set(holdId, hold);
  hold.operation += 1;
  const asks = asksByProduct(lines);
  const reasons = [...asks].flatMap(([sku, own]) => reasonsOf(shop, sku, { website, holdId, asks: own }));
  if (reasons.length > 0) return { kind: 'refused', isRecorded: true, reasons };
  const before = asksByProduct(hold.lines).keys();
  Object.assign(hold, { website, lines: merged(lines), expiresAt });
  for (const sku of asks.keys()) holdAtProduct(shop, hold, sku);
  const isReplaced = hold.status === 'open';
  hold.status = 'open';
  for (const sku of isReplaced ? [...new Set([...before, ...asks.keys()])].sort() : []) {
    keepOnly(shop, hold, sku);
  }
  return DONE;
}

/** Reserves what the hold has not where it is to have it. */
function holdAtProduct(shop: Shop, hold: Hold, sku: string): void {
  const product = productOf(shop, sku);
  const { website, holdId } = hold;
  if (product.kit !== undefined || !isTracked(shop, product, website)) return;
  let isMore = false;
  const wanted = sumsOf(product, asksByProduct(hold.lines).get(sku) ?? []).flatMap((each) =>
    [...source(shop, product, website, each, holdId)].map(([warehouse, quantity]) => {
      const level = { sku, unit: each.unit, warehouse };
      return { level, lacking: quantity - partAt(shop, holdId, level).quantity };
    }),
  );
  for (const { level, lacking } of wanted) {
    if (lacking <= 0) continue;
    reserve(shop, hold, level, lacking);
    isMore = true;
  }
  if (isMore) applyStatusRule(shop, product, holdId);
}

/**
 * Gives up what a hold has of a product beyond what it is to have: first where the website does not sell from, then where
 * holds are missing something, then what was held earlier, from the last share to the first.
 */
function keepOnly(shop: Shop, { holdId, website, lines }: Hold, sku: string): void {
  const product = productOf(shop, sku);
  const sums = sumsOf(product, asksByProduct(lines).get(sku) ?? []);
  const places = warehousesOf(shop, website);
  const rank = (level: LevelName): number => {
    if (!places.includes(level.warehouse)) return 0;
    return heldAt(shop, level) > asideAt(shop, level) ? 1 : 2;
  };
  const inOrder = heldBy(shop, holdId, sku)
    .map((share) => ({ share, rank: rank(share), quantity: share.quantity }))
    .reverse()
    .sort((a, b) => a.rank - b.rank || a.share.operation - b.share.operation);
  const given: { readonly level: LevelName; quantity: number; notThere: number }[] = [];
  const units = new Set(inOrder.map(({ share }) => share.unit));
  const surplus = new Map(
    [...units].map((unit) => {
      const all = sum(inOrder.filter(({ share }) => share.unit === unit).map(({ quantity }) => quantity));
      return [unit, all - (sums.find((each) => each.unit === unit)?.quantity ?? 0)];
    }),
  );
  for (const { share } of inOrder) {
    const part = Math.min(surplus.get(share.unit) ?? 0, share.quantity);
    if (part <= 0) continue;
    surplus.set(share.unit, (surplus.get(share.unit) ?? 0) - part);
    const { unit, warehouse } = share;
    const level = { sku, unit, warehouse };
    const known = given.find((each) => isAt(level)(each.level));
    if (known === undefined) given.push({ level, quantity: part, notThere: Math.min(part, share.notThere) });
    else {
      known.quantity += part;
      known.notThere += Math.min(part, share.notThere);
    }
  }
  for (const { level, ...part } of given) {
    giveUp(shop, holdId, level, part);
    coverHolds(shop, level);
  }
  if (given.length > 0) applyStatusRule(shop, product, holdId);
}

/** A hold is over: all that it has is free again. */
function end(shop: Shop, hold: Hold, status: NonNullable<Hold['status']>): void {
  hold.status = status;
  for (const sku of asksByProduct(hold.lines).keys()) {
    if (heldBy(shop, hold.holdId, sku).length === 0) continue;
    giveUpAll(shop, hold.holdId, sku);
    applyStatusRule(shop, productOf(shop, sku), hold.holdId);
  }
}

export function releaseHold(shop: Shop, { holdId }: CommandOf<'ReleaseHold'>): Result {
  const hold = shop.holds.get(holdId);
  if (hold?.status === undefined) return refused({ code: 'UNKNOWN_HOLD' });
  if (hold.status !== 'open') return refused({ code: 'HOLD_NOT_OPEN' });
  hold.operation += 1;
  end(shop, hold, 'released');
  return DONE;
}

/** Holds whose time is over end, before anything else happens. */
export function expireHolds(shop: Shop): void {
  const due = [...shop.holds.values()].filter(
    ({ status, expiresAt }) => status === 'open' && expiresAt <= shop.nowMs,
  );
  const inOrder = due.sort((a, b) => a.expiresAt - b.expiresAt || (a.holdId < b.holdId ? -1 : 1));
  for (const hold of inOrder) {
    hold.operation += 1;
    end(shop, hold, 'expired');
  }
}

/** The hold that an order names, which is the order's from now on; or why it cannot be. */
export function claimedHold(shop: Shop, holdId: string): Hold | Reason {
  const hold = shop.holds.get(holdId);
  if (hold?.status === undefined) return { code: 'UNKNOWN_HOLD' };
  if (hold.status !== 'open') return { code: 'HOLD_NOT_OPEN' };
  hold.operation += 1;
  return hold;
}

/**
 * What a hold has reserved becomes the order's promise: as much of each unit as is promised, where it is promised before
 * anywhere else, and what is there before what is not. The rest stays held until the order is accepted.
 */
export function takeOver(shop: Shop, holdId: string, sku: string, promises: readonly Promised[]): void {
  const left = new Map<string, number>();
  for (const { unit, quantity } of promises) left.set(unit, (left.get(unit) ?? 0) + quantity);
  const levels = levelsHeld(shop, holdId, sku);
  const parts = new Map(levels.map((level) => [level, partAt(shop, holdId, level)]));
  const taken = new Map<LevelName, number>();
  for (const isWhere of [true, false]) {
    for (const level of levels) {
      const promised = sum(promises.filter(isAt(level)).map(({ quantity }) => quantity));
      const held = parts.get(level)?.quantity ?? 0;
      const most = isWhere ? Math.min(held, promised) : held - (taken.get(level) ?? 0);
      const part = Math.min(most, left.get(level.unit) ?? 0);
      left.set(level.unit, (left.get(level.unit) ?? 0) - part);
      taken.set(level, (taken.get(level) ?? 0) + part);
    }
  }
  for (const [level, quantity] of taken) {
    const there = thereOf(shop, level, parts.get(level));
    if (quantity > 0) giveUp(shop, holdId, level, { quantity, notThere: Math.max(0, quantity - there) });
  }
  for (const level of [...levels, ...promises]) coverHolds(shop, level);
}

/** The order that has taken a hold over is accepted: what the hold has beyond it is free again. */
export function endByOrder(shop: Shop, holdId: string): void {
  const hold = shop.holds.get(holdId);
  if (hold !== undefined) end(shop, hold, 'ordered');
}
