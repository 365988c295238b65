import { formatQuantity, type ProductEvent, quantityOf, ZERO } from '#domain';
import { existing, type Rows } from './rows.ts';

type DataOf<Type extends ProductEvent['type']> = Extract<ProductEvent, { type: Type }>['data'];

/** Goods that left a warehouse and are on their way to another. */
export function addTransit(rows: Rows, sku: string, data: DataOf<'StockDispatched'>): void {
  const { transferId, unit, warehouse, to, quantity } = data;
  rows.put('transits', {
    sku,
    transfer_id: transferId,
    unit,
    from_warehouse: warehouse,
    to_warehouse: to,
    quantity,
  });
}

/** What of them came, or never will; the row goes with the last of it. */
export function reduceTransit(rows: Rows, sku: string, data: DataOf<'StockReceived'>): void {
  const { transferId, quantity, discrepancy = '0' } = data;
  const row = existing(rows, 'transits', sku, transferId);
  const left = quantityOf(row.quantity) - quantityOf(quantity) - quantityOf(discrepancy);
  if (left < ZERO)
    throw new RangeError(`transfer ${transferId} would have ${formatQuantity(left)} on its way`);
  if (left === ZERO) rows.remove('transits', sku, transferId);
  else rows.put('transits', { ...row, quantity: formatQuantity(left) });
}
