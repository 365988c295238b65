/** How stock facts change levels and promises. */
import { maximum, minimum, type Quantity, quantityOf, ZERO } from '../shared/quantity.ts';
import type { AllocationShare, LevelChange, ProductEvent } from './events.ts';
import type { Level, UnitStock } from './level.ts';
import { stockOf } from './levels.ts';
import {
  fillPromises,
  fulfil,
  losePromises,
  makePromise,
  movePromises,
  noteStep,
  takeBack,
} from './promises.ts';
import { missingFromHolds, shortfallOf } from './shortfall.ts';
import type { ProductState } from './state.ts';
import { closingStep, takingStep } from './steps.ts';

type EventOf<Type extends ProductEvent['type']> = Extract<ProductEvent, { type: Type }>;

/** What is on hand at a level changed: it was adjusted or counted, or goods came or went. */
export function foldOnHand(
  product: ProductState,
  { unit, warehouse, before, after, effective }: LevelChange,
): void {
  const stock = stockAt(product, unit);
  const level = levelAt(stock, warehouse);
  const wasDated = level.dated?.movedAt === level.movedAt ? level.dated : null;
  if (before.onHand !== after.onHand && after.onHand !== undefined) {
    const onHand = quantityOf(after.onHand);
    level.heldBackordered = missingFromHolds(level, onHand);
    stock.onHand += onHand - level.onHand;
    level.onHand = onHand;
    level.movedAt = product.revision;
    noteSettled(product, level);
  }
  level.dated = datedAfter(wasDated, effective?.at, level.movedAt);
}

function datedAfter(before: Level['dated'], at: string | undefined, movedAt: number): Level['dated'] {
  if (before === null || at === undefined) return null;
  return { to: at > before.to ? at : before.to, movedAt };
}

/** Nothing is on record yet that a dated fact could come before. */
const DATED_FROM_THE_START: Level['dated'] = { to: '', movedAt: -1 };

/** An order was promised its shares; none where the product's stock is not tracked. */
export function foldAllocation(
  product: ProductState,
  { orderId, operation, allocations }: EventOf<'StockAllocated'>['data'],
): void {
  const { promises, revision } = product;
  for (const share of allocations) {
    const { stock, level, quantity, backordered } = locate(product, share);
    stock.allocated += quantity;
    level.allocated += quantity;
    makePromise(promises, { orderId, operation, level, recordedAt: revision, quantity, backordered });
    noteSettled(product, level);
  }
  noteStep(promises, orderId, takingStep(operation));
}

/** An order was refused; what it took of other products does not show here. */
export function foldRefusal(
  { promises }: ProductState,
  { orderId, operation }: EventOf<'DemandRefused'>['data'],
): void {
  noteStep(promises, orderId, closingStep(operation));
}

/** An order gave back part or all of what it was promised. */
export function foldRelease(
  product: ProductState,
  { orderId, operation, releases }: EventOf<'AllocationReleased'>['data'],
): void {
  const { promises } = product;
  for (const share of releases) {
    const { stock, level, quantity, backordered } = locate(product, share);
    stock.allocated -= quantity;
    level.allocated -= quantity;
    takeBack(promises, orderId, level, quantity, backordered);
    noteSettled(product, level);
  }
  noteStep(promises, orderId, closingStep(operation));
}

/** Goods that an order was promised have gone out: they are neither on hand nor allocated any more. */
export function foldShipment(
  product: ProductState,
  { orderId, operation, shipments }: EventOf<'StockShipped'>['data'],
): void {
  const { promises } = product;
  for (const share of shipments) {
    const { stock, level, quantity } = locate(product, share);
    stock.onHand -= quantity;
    stock.allocated -= quantity;
    level.onHand -= quantity;
    level.allocated -= quantity;
    level.movedAt = product.revision;
    fulfil(promises, orderId, level, quantity);
    noteSettled(product, level);
  }
  noteStep(promises, orderId, takingStep(operation));
}

/** Goods of an order have come back, some of them on hand. */
export function foldReturn(
  product: ProductState,
  { orderId, operation, returns }: EventOf<'StockReturned'>['data'],
): void {
  for (const share of returns) {
    if (!share.restocked) continue;
    const { stock, level, quantity } = locate(product, share);
    stock.onHand += quantity;
    level.onHand += quantity;
    level.movedAt = product.revision;
    noteSettled(product, level);
  }
  noteStep(product.promises, orderId, takingStep(operation));
}

/** What was backordered at one warehouse is promised at another, behind all that is promised there. */
export function foldBackorderMove(
  product: ProductState,
  { orderId, unit, from, to, quantity: text }: EventOf<'BackorderMoved'>['data'],
): void {
  const { promises, revision } = product;
  const stock = stockAt(product, unit);
  const [source, target] = [levelAt(stock, from), levelAt(stock, to)];
  const quantity = quantityOf(text);
  source.allocated -= quantity;
  target.allocated += quantity;
  movePromises(promises, orderId, { source, target, recordedAt: revision, quantity });
  noteSettled(product, source);
  noteSettled(product, target);
}

/** What was promised to an order is no longer there, or has come. */
export function foldBackorder(
  product: ProductState,
  { type, data }: EventOf<'AllocationBackordered' | 'BackorderFilled'>,
): void {
  const level = levelAt(stockAt(product, data.unit), data.warehouse);
  const change = type === 'BackorderFilled' ? fillPromises : losePromises;
  change(product.promises, data.orderId, level, quantityOf(data.quantity));
  noteSettled(product, level);
}

type Share = Pick<AllocationShare, 'unit' | 'warehouse' | 'quantity' | 'backordered'>;

interface LocatedShare {
  readonly stock: UnitStock;
  readonly level: Level;
  readonly quantity: Quantity;
  readonly backordered: Quantity;
}

function locate(product: ProductState, share: Share): LocatedShare {
  const stock = stockAt(product, share.unit);
  const level = levelAt(stock, share.warehouse);
  const backordered = share.backordered === undefined ? ZERO : quantityOf(share.backordered);
  return { stock, level, quantity: quantityOf(share.quantity), backordered };
}

/** The levels of a unit, made when they are first written. */
export function stockAt(product: ProductState, unit: string): UnitStock {
  const known = stockOf(product, unit);
  if (known !== undefined) return known;
  const stock: UnitStock = { unit, onHand: ZERO, allocated: ZERO, held: ZERO, levels: new Map() };
  product.stock.push(stock);
  return stock;
}

/** The level at a warehouse, made when it is first written. */
export function levelAt({ unit, levels }: UnitStock, warehouse: string): Level {
  const known = levels.get(warehouse);
  if (known !== undefined) return known;
  const level: Level = {
    unit,
    warehouse,
    onHand: ZERO,
    allocated: ZERO,
    held: ZERO,
    backordered: ZERO,
    heldBackordered: ZERO,
    movedAt: -1,
    dated: DATED_FROM_THE_START,
    oldest: null,
    newest: null,
    oldestBackordered: null,
  };
  levels.set(warehouse, level);
  return level;
}

/**
 * Remembers whether the level's backorders agree with its figures. What is available beyond them covers what was
 * missing of holds.
 */
export function noteSettled(product: ProductState, level: Level): void {
  if (level.heldBackordered > ZERO) {
    const missing = maximum(ZERO, level.allocated + level.held - level.onHand);
    level.heldBackordered = minimum(level.heldBackordered, missing);
  }
  if (level.backordered === shortfallOf(level)) {
    product.unsettled?.delete(level);
  } else {
    product.unsettled ??= new Set();
    product.unsettled.add(level);
  }
}
