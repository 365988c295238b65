import type { Scopes } from '../scopes/state.ts';
import { warehousesOf } from '../scopes/warehouses-of.ts';
import { type Accepted, accept } from '../shared/decision.ts';
import { formatQuantity, minimum, type Quantity, ZERO } from '../shared/quantity.ts';
import { backorderEvents, roomOfAppend } from './backorders.ts';
import { consequencesOf } from './consequences.ts';
import type { DecisionContext } from './context.ts';
import { type DemandLine, sumLines } from './demand.ts';
import type { HeldShareData, HoldReleaseCause, ProductEvent } from './events.ts';
import { type HeldPart, missingWithout, partOfHeld } from './hold-figures.ts';
import type { Held, HeldShare } from './holds.ts';
import type { Level } from './level.ts';
import { ALREADY_APPLIED, type AlreadyApplied } from './rulings.ts';
import type { ProductState } from './state.ts';

/** What a hold gives up at one product. */
export interface HoldRelease {
  readonly holdId: string;
  readonly operation: number;
  /** Rejected: what the operation itself had reserved. */
  readonly cause: HoldReleaseCause;
  /** The order that has taken the hold over. */
  readonly orderId?: string;
  /** What the hold is to have of the product from now on; absent: nothing. */
  readonly keeps?: { readonly website: string; readonly lines: readonly DemandLine[] };
}

/**
 * Gives up what a hold has reserved, in whole or beyond what it keeps: `HoldReleased`, and in the same append the
 * backorders filled by what is free again, the status that comes back, low inventory cleared. Already applied where
 * there is nothing to give up.
 */
export function releaseHold(
  product: ProductState,
  release: HoldRelease,
  context: DecisionContext,
): Accepted<ProductEvent> | AlreadyApplied {
  const { holdId, operation, cause, orderId } = release;
  const held = product.holds.open.get(holdId);
  if (held === undefined) return ALREADY_APPLIED;
  const parts = partsOf(product, held, release, context.scopes);
  if (parts.length === 0) return ALREADY_APPLIED;
  const { sku } = product;
  const released: ProductEvent = {
    type: 'HoldReleased',
    data: {
      holdId,
      operation,
      sku,
      cause,
      ...(orderId !== undefined && { orderId }),
      releases: parts.map(writtenRelease),
    },
  };
  const room = roomOfAppend();
  const backorders = parts.flatMap((part) => {
    const { level, quantity } = part;
    const after = { onHand: level.onHand, allocated: level.allocated, held: level.held - quantity };
    const heldBackordered = missingWithout(part);
    return backorderEvents(product, { level, after, backordered: level.backordered, heldBackordered }, room);
  });
  const changes = parts.map(({ level: { unit, warehouse }, quantity }) => ({
    unit,
    warehouse,
    available: quantity,
  }));
  return accept(released, ...backorders, ...consequencesOf(product, { changes, holdId }, context));
}

/** What is given up, level by level. */
function partsOf(
  product: ProductState,
  held: Held,
  { cause, operation, keeps }: HoldRelease,
  scopes: Scopes,
): readonly HeldPart[] {
  if (cause === 'rejected') return byLevel(held.shares.filter((share) => share.operation === operation));
  return byLevel(keeps === undefined ? held.shares : beyond(product, held, keeps, scopes));
}

/**
 * What a hold has beyond what it keeps. First what the website cannot sell, then what is missing, then what was held
 * earlier, from the last share to the first.
 */
function beyond(
  product: ProductState,
  { shares }: Held,
  { website, lines }: NonNullable<HoldRelease['keeps']>,
  scopes: Scopes,
): readonly HeldShare[] {
  const warehouses = warehousesOf(website, scopes);
  const kept = new Map(sumLines(product, lines, []).map(({ unit, quantity }) => [unit, quantity]));
  const total = new Map<string, Quantity>();
  for (const { level, quantity } of shares) total.set(level.unit, (total.get(level.unit) ?? ZERO) + quantity);
  const surplus = new Map(Array.from(total, ([unit, all]) => [unit, all - (kept.get(unit) ?? ZERO)]));
  const rank = ({ level }: HeldShare): number =>
    !warehouses.includes(level.warehouse) ? 0 : level.heldBackordered > ZERO ? 1 : 2;
  const inOrder = shares.toReversed().sort((a, b) => rank(a) - rank(b) || a.operation - b.operation);
  return inOrder.flatMap((share) => {
    const { unit } = share.level;
    const left = surplus.get(unit) ?? ZERO;
    const part = minimum(left, share.quantity);
    if (part <= ZERO) return [];
    surplus.set(unit, left - part);
    return [{ ...share, quantity: part, backordered: minimum(part, share.backordered) }];
  });
}

function byLevel(shares: readonly HeldShare[]): readonly HeldPart[] {
  const levels = new Map<Level, { level: Level; quantity: Quantity; backordered: Quantity }>();
  for (const { level, quantity, backordered } of shares) {
    const known = levels.get(level);
    if (known === undefined) {
      levels.set(level, { level, quantity, backordered });
    } else {
      known.quantity += quantity;
      known.backordered += backordered;
    }
  }
  return Array.from(levels.values(), (part) => partOfHeld(part));
}

/** A release as the event carries it. */
export const writtenRelease = ({ level, quantity, backordered }: HeldPart): HeldShareData => ({
  warehouse: level.warehouse,
  unit: level.unit,
  quantity: formatQuantity(quantity),
  ...(backordered > ZERO && { backordered: formatQuantity(backordered) }),
  before: { held: formatQuantity(level.held) },
  after: { held: formatQuantity(level.held - quantity) },
});
