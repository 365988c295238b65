/** How holds change levels. */
import { minimum, type Quantity, quantityOf, ZERO } from '../shared/quantity.ts';
import type { HeldShareData, ProductEvent } from './events.ts';
import { levelAt, noteSettled, stockAt } from './fold-stock.ts';
import { addHeld, noteHeld, takeHeld } from './holds.ts';
import type { Level, UnitStock } from './level.ts';
import type { ProductState } from './state.ts';

type EventOf<Type extends ProductEvent['type']> = Extract<ProductEvent, { type: Type }>;

/** Something was reserved for a cart; nothing where the product's stock is not tracked. */
export function foldHeld(
  product: ProductState,
  { holdId, operation, holds }: EventOf<'StockHeld'>['data'],
): void {
  for (const data of holds) {
    const { stock, level, quantity, backordered } = locate(product, data);
    stock.held += quantity;
    level.held += quantity;
    level.heldBackordered += backordered;
    addHeld(product.holds, holdId, { level, operation, quantity, backordered });
    noteSettled(product, level);
  }
  noteHeld(product.holds, holdId, operation);
}

/** A hold gave up part or all of what it reserved. What it took last goes first where it was refused. */
export function foldHoldRelease(
  product: ProductState,
  { holdId, cause, releases }: EventOf<'HoldReleased'>['data'],
): void {
  for (const data of releases) {
    const { stock, level, quantity, backordered } = locate(product, data);
    stock.held -= quantity;
    level.held -= quantity;
    level.heldBackordered = minimum(level.heldBackordered - backordered, level.held);
    const from = cause === 'rejected' ? 'newest' : 'oldest';
    takeHeld(product.holds, holdId, { level, quantity, backordered }, from);
    noteSettled(product, level);
  }
}

interface LocatedHold {
  readonly stock: UnitStock;
  readonly level: Level;
  readonly quantity: Quantity;
  readonly backordered: Quantity;
}

function locate(product: ProductState, { unit, warehouse, ...data }: HeldShareData): LocatedHold {
  const stock = stockAt(product, unit);
  const level = levelAt(stock, warehouse);
  const backordered = data.backordered === undefined ? ZERO : quantityOf(data.backordered);
  return { stock, level, quantity: quantityOf(data.quantity), backordered };
}
