import { minimum, type Quantity, ZERO } from '../shared/quantity.ts';
import { backorderEvents, roomOfAppend } from './backorders.ts';
import type { ProductEvent } from './events.ts';
import { type HeldPart, missingWithout, partTakenOver } from './hold-figures.ts';
import { writtenRelease } from './hold-release.ts';
import { heldFor } from './holds.ts';
import type { StockChange } from './levels.ts';
import type { LevelShare } from './source-demand.ts';
import type { ProductState } from './state.ts';

/** The hold that an order has claimed: it takes over what was reserved. */
export interface ClaimedHold {
  readonly holdId: string;
  /** Number of the claim among the hold's operations. */
  readonly operation: number;
}

/** What an order takes over of its hold, and what is to be told of it. */
export interface Consumption {
  readonly released: ProductEvent;
  readonly backorders: readonly ProductEvent[];
  readonly changes: readonly StockChange[];
}

/**
 * What of a hold becomes the order's promise: as much as it asks for in each unit, where it is promised before
 * anywhere else. What the hold has beyond that stays held until the order is accepted.
 *
 * @param shares what the order is promised, with what of it is not there.
 * @returns nothing where the hold has nothing here.
 */
export function consumeHold(
  product: ProductState,
  { holdId, operation }: ClaimedHold,
  orderId: string,
  shares: readonly LevelShare[],
): Consumption | undefined {
  const parts = consumedParts(product, holdId, shares);
  if (parts.length === 0) return undefined;
  const releases = parts.map(writtenRelease);
  const room = roomOfAppend();
  return {
    released: {
      type: 'HoldReleased',
      data: { holdId, operation, sku: product.sku, cause: 'ordered', orderId, releases },
    },
    backorders: parts.flatMap((part) => backordersAfter(product, part, shares, room)),
    changes: parts.map(({ level: { unit, warehouse }, quantity }) => ({
      unit,
      warehouse,
      available: quantity,
    })),
  };
}

function consumedParts(
  product: ProductState,
  holdId: string,
  shares: readonly LevelShare[],
): readonly HeldPart[] {
  const asked = new Map<string, Quantity>();
  for (const { unit, quantity } of shares) asked.set(unit, (asked.get(unit) ?? ZERO) + quantity);
  const parts = new Map<object, HeldPart>();
  const own = heldFor(product.holds, holdId);
  const promisedAt = (level: object) => shares.find((share) => share.level === level)?.quantity ?? ZERO;
  for (const where of ['promised', 'elsewhere'] as const) {
    for (const [level, held] of own) {
      const taken = parts.get(level)?.quantity ?? ZERO;
      const most = where === 'promised' ? minimum(held.quantity, promisedAt(level)) : held.quantity - taken;
      const left = asked.get(level.unit) ?? ZERO;
      const part = minimum(left, most);
      if (part <= ZERO) continue;
      asked.set(level.unit, left - part);
      parts.set(level, partTakenOver({ level, ...held }, taken + part));
    }
  }
  return [...parts.values()];
}

/** Older promises at a level come before the order that takes over what was held there. */
function backordersAfter(
  product: ProductState,
  part: HeldPart,
  shares: readonly LevelShare[],
  room: ReturnType<typeof roomOfAppend>,
): readonly ProductEvent[] {
  const { level, quantity } = part;
  const promised = shares.find((share) => share.level === level);
  const after = {
    onHand: level.onHand,
    allocated: level.allocated + (promised?.quantity ?? ZERO),
    held: level.held - quantity,
  };
  const backordered = level.backordered + (promised?.backordered ?? ZERO);
  return backorderEvents(product, { level, after, backordered, heldBackordered: missingWithout(part) }, room);
}
