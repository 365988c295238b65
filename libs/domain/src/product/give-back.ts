/** What an order gives back of what it was promised, and what follows from that. */
import { formatQuantity, minimum, type Quantity, ZERO } from '../shared/quantity.ts';
import type { Occasion } from './consequences.ts';
import type { DecisionContext } from './context.ts';
import type { AllocationShare, ProductEvent } from './events.ts';
import { followUp } from './follow-up.ts';
import type { HeldPart } from './hold-figures.ts';
import type { Level, StockPromise } from './level.ts';
import { promisesTo } from './promises.ts';
import type { ProductState } from './state.ts';

/** What an order gives back at one level. */
export interface Return {
  readonly level: Level;
  quantity: Quantity;
  /** How much of `quantity` is not there. */
  backordered: Quantity;
}

/** All that one operation of the order was promised. */
export function everythingOf(product: ProductState, orderId: string, operation: number): readonly Return[] {
  const returns = new Map<Level, Return>();
  for (const promise of promisesTo(product.promises, orderId)) {
    if (promise.operation !== operation) continue;
    add(returns, promise.level, promise.quantity, promise.backordered);
  }
  return [...returns.values()].reverse();
}

/** What one operation of the order was promised in a unit of level, over all warehouses. */
export const promisedBy = (
  product: ProductState,
  orderId: string,
  operation: number,
  unit: string,
): Quantity =>
  everythingOf(product, orderId, operation)
    .filter(({ level }) => level.unit === unit)
    .reduce((sum, { quantity }) => sum + quantity, ZERO);

/** What is promised to the order in a unit of level, over all warehouses. */
export function promisedIn(product: ProductState, orderId: string, unit: string): Quantity {
  let sum = ZERO;
  for (const { level, quantity } of promisesTo(product.promises, orderId)) {
    if (level.unit === unit) sum += quantity;
  }
  return sum;
}

/**
 * Part of what the order was promised in a unit of level: first what is backordered, then from the last warehouse to
 * the first, in the order in which they were promised.
 *
 * @param quantity no more than is promised.
 */
export function partOf(
  product: ProductState,
  orderId: string,
  unit: string,
  quantity: Quantity,
): readonly Return[] {
  const promised = lastWarehouseFirst(product, orderId, unit);
  const returns = new Map<Level, Return>();
  let rest = quantity;
  for (const { level, backordered } of promised) {
    const part = minimum(rest, backordered);
    if (part > ZERO) add(returns, level, part, part);
    rest -= part;
  }
  for (const { level, quantity: all, backordered } of promised) {
    const part = minimum(rest, all - backordered);
    if (part > ZERO) add(returns, level, part, ZERO);
    rest -= part;
  }
  if (rest > ZERO) throw new RangeError(`${orderId} was promised less than it is to give back`);
  return [...returns.values()];
}

function lastWarehouseFirst(product: ProductState, orderId: string, unit: string): readonly Return[] {
  const there: StockPromise[] = [];
  for (const promise of promisesTo(product.promises, orderId)) {
    if (promise.level.unit === unit) there.push(promise);
  }
  const levels = new Map<Level, Return>();
  for (const { level, quantity, backordered } of there.reverse()) add(levels, level, quantity, backordered);
  return [...levels.values()].reverse();
}

function add(returns: Map<Level, Return>, level: Level, quantity: Quantity, backordered: Quantity): void {
  const known = returns.get(level);
  if (known === undefined) {
    returns.set(level, { level, quantity, backordered });
  } else {
    known.quantity += quantity;
    known.backordered += backordered;
  }
}

/** The returns as the event carries them. */
export const sharesOf = (returns: readonly Return[]): readonly AllocationShare[] =>
  returns.map(({ level, quantity, backordered }) => ({
    warehouse: level.warehouse,
    unit: level.unit,
    quantity: formatQuantity(quantity),
    ...(backordered > ZERO && { backordered: formatQuantity(backordered) }),
    before: { allocated: formatQuantity(level.allocated) },
    after: { allocated: formatQuantity(level.allocated - quantity) },
  }));

/**
 * Backorders of others filled by what was given back, status and low inventory: in the same append.
 *
 * @param restored what of it goes back to the order's own hold, and so to nobody else.
 */
export const followingEvents = (
  product: ProductState,
  returns: readonly Return[],
  occasion: Required<Pick<Occasion, 'order'>> & Omit<Occasion, 'changes'>,
  context: DecisionContext,
  restored: readonly HeldPart[] = [],
): readonly ProductEvent[] =>
  followUp(
    product,
    [
      ...returns.map(({ level: { unit, warehouse }, quantity, backordered }) => ({
        unit,
        warehouse,
        allocated: -quantity,
        backordered: -backordered,
      })),
      ...restored.map(({ level: { unit, warehouse }, quantity, backordered }) => ({
        unit,
        warehouse,
        held: quantity,
        heldBackordered: backordered,
      })),
    ],
    occasion,
    context,
    ({ orderId }) => orderId === occasion.order.orderId,
  );
