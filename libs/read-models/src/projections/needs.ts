import { categoryOfStream, keyOfStream } from '#domain';
import type { ProjectedEvent, ProjectedTable } from './rows.ts';

/** Takes the key of one row. */
export type NeedVisitor = (table: ProjectedTable, key: readonly string[]) => void;

interface Named {
  readonly unit?: unknown;
  readonly warehouse?: unknown;
}

/**
 * The rows that folding an event will most likely ask for. A database at a distance is asked for those of a whole
 * batch at once; a row that is missing here is fetched when the projection asks for it, which costs a round trip.
 */
export function visitNeeds(event: ProjectedEvent, visit: NeedVisitor): void {
  const { stream, data } = event;
  const key = keyOfStream(stream);
  switch (categoryOfStream(stream)) {
    case 'product':
      visitProduct(event, key, visit);
      break;
    case 'order':
      if (event.type !== 'OrderSubmitted') visit('orders', [key]);
      break;
    case 'transfer':
      if (event.type !== 'TransferRequested') visit('transfers', [key]);
      break;
    case 'hold':
      visit('holds', [key]);
      break;
    case 'categories':
      if (typeof data.code === 'string') visit('categories', [data.code]);
      break;
    case 'warehouse':
      visit('warehouses', [key]);
      break;
  }
}

function visitProduct({ type, data }: ProjectedEvent, sku: string, visit: NeedVisitor): void {
  visit('products', [sku]);
  const { orderId, transferId } = data;
  if (typeof transferId === 'string') visit('transits', [sku, transferId]);
  // What an order is promised at first is a new row.
  const isNew = type === 'StockAllocated' && data.operation === 0;
  // What is held is no promise to an order, though the event may name the one that takes it over.
  const isOfHold = type === 'StockHeld' || type === 'HoldReleased';
  const visitNamed = ({ unit, warehouse }: Named) => {
    if (typeof unit !== 'string') return;
    if (typeof warehouse !== 'string') {
      visit('product_units', [sku, unit]);
      return;
    }
    visit('levels', [sku, warehouse, unit]);
    if (typeof orderId === 'string' && !isNew && !isOfHold)
      visit('allocations', [orderId, sku, unit, warehouse]);
  };
  visitNamed(data);
  for (const name in data) {
    const list = data[name];
    if (!Array.isArray(list)) continue;
    for (const item of list) if (typeof item === 'object' && item !== null) visitNamed(item as Named);
  }
}
