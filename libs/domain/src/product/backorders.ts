import { formatQuantity, minimum, type Quantity, ZERO } from '../shared/quantity.ts';
import type { ProductEvent } from './events.ts';
import type { Figures, Level, StockPromise } from './level.ts';
import { backorderedAt, coveredAt } from './promises.ts';
import { shortfallOf } from './shortfall.ts';
import type { ProductState } from './state.ts';

/**
 * How many bytes of events about backorders one append takes. A large change of a level with very many promises goes
 * on in appends of its own (`settleBackorders`): availability is right from the first on, only the notes to orders
 * follow.
 */
const APPEND_BYTES_MAX = 300_000;

/** Of an event about one order's backorder, besides its names: envelope, hashes and keys. */
const EVENT_BYTES = 600;

/** What of a level is about to be different from what was folded. */
export interface LevelPlan {
  readonly level: Level;
  readonly after: Figures;
  /** How much is backordered there once the order's own part is taken into account. */
  readonly backordered: Quantity;
  /** How much of what is held there is missing, where that is about to be different too. */
  readonly heldBackordered?: Quantity;
}

/** How much room for events about backorders is left in an append. */
export interface Room {
  bytes: number;
}

export const roomOfAppend = (): Room => ({ bytes: APPEND_BYTES_MAX });

/**
 * Makes the backorders of a level agree with its figures: what came fills the oldest promise first, what was lost is
 * missing from the newest first. One event for each order.
 */
export function backorderEvents(
  { sku }: ProductState,
  { level, after, backordered, heldBackordered = level.heldBackordered }: LevelPlan,
  room: Room,
  isLeftOut: (promise: StockPromise) => boolean = () => false,
): ProductEvent[] {
  const lost = shortfallOf({ ...after, heldBackordered }) - backordered;
  if (lost === ZERO) return [];
  const type = lost > ZERO ? 'AllocationBackordered' : 'BackorderFilled';
  const shares = new Map<string, Quantity>();
  let rest = lost > ZERO ? lost : -lost;
  for (const promise of lost > ZERO ? coveredAt(level) : backorderedAt(level)) {
    if (rest === ZERO || room.bytes <= 0) break;
    if (isLeftOut(promise)) continue;
    const part = minimum(rest, lost > ZERO ? promise.quantity - promise.backordered : promise.backordered);
    const known = shares.get(promise.orderId);
    if (known === undefined) room.bytes -= EVENT_BYTES + 3 * (promise.orderId.length + sku.length);
    shares.set(promise.orderId, (known ?? ZERO) + part);
    rest -= part;
  }
  const { warehouse, unit } = level;
  return Array.from(shares, ([orderId, quantity]) => ({
    type,
    data: { orderId, sku, warehouse, unit, quantity: formatQuantity(quantity) },
  }));
}

/**
 * Goes on where the events about backorders did not all fit into the append of the change that made them necessary.
 *
 * @returns none when there is nothing left to do; else call again once these are recorded.
 */
export function settleBackorders(product: ProductState): readonly ProductEvent[] {
  const room = roomOfAppend();
  const events: ProductEvent[] = [];
  for (const level of product.unsettled ?? []) {
    events.push(...backorderEvents(product, { level, after: level, backordered: level.backordered }, room));
    if (room.bytes <= 0) break;
  }
  return events;
}
