/** How transfers change levels, and what is on its way between them. */
import { quantityOf, ZERO } from '../shared/quantity.ts';
import type { ProductEvent } from './events.ts';
import { foldOnHand } from './fold-stock.ts';
import type { ProductState } from './state.ts';

type DataOf<Type extends ProductEvent['type']> = Extract<ProductEvent, { type: Type }>['data'];

/** Goods left one warehouse and came to another. */
export function foldTransfer(product: ProductState, { levels }: DataOf<'StockTransferred'>): void {
  for (const level of levels) foldOnHand(product, level);
}

/** Goods left a warehouse. */
export function foldDispatch(product: ProductState, data: DataOf<'StockDispatched'>): void {
  const { transferId, operation, unit, warehouse: from, to } = data;
  foldOnHand(product, data);
  product.transit ??= new Map();
  product.transit.set(transferId, { unit, from, to, quantity: quantityOf(data.quantity), operation });
}

/** Goods came, and what never will was given up. */
export function foldReceipt(product: ProductState, data: DataOf<'StockReceived'>): void {
  const { transferId, operation, quantity, discrepancy = '0' } = data;
  foldOnHand(product, data);
  const transit = product.transit?.get(transferId);
  if (transit === undefined) throw new RangeError(`nothing of transfer ${transferId} is on its way`);
  transit.quantity -= quantityOf(quantity) + quantityOf(discrepancy);
  transit.operation = operation;
  if (transit.quantity < ZERO) throw new RangeError(`more received than dispatched by ${transferId}`);
  if (transit.quantity > ZERO) return;
  product.transit?.delete(transferId);
  if (product.transit?.size === 0) product.transit = null;
}
