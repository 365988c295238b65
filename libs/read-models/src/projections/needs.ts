import { categoryOfStream, isOfCountSheet, keyOfStream, type LevelChange } from '#domain';
import { shiftOf, spansShifted } from './history.ts';
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
      if (isOfCountSheet(event.type)) visitCountSheet(event, key, visit);
      else visit('warehouses', [key]);
      break;
  }
}

/** A sheet, and the lines of it that are counted again where they are on it already. */
function visitCountSheet({ type, data }: ProjectedEvent, warehouse: string, visit: NeedVisitor): void {
  const { sheetId } = data;
  if (typeof sheetId !== 'string') return;
  if (type !== 'CountSheetOpened') visit('count_sheets', [warehouse, sheetId]);
  if (type !== 'LinesCounted' || !Array.isArray(data.lines)) return;
  for (const { sku, unit } of data.lines as readonly { readonly sku?: unknown; readonly unit?: unknown }[]) {
    if (typeof sku === 'string' && typeof unit === 'string')
      visit('count_lines', [warehouse, sheetId, sku, unit]);
  }
}

function visitProduct(event: ProjectedEvent, sku: string, visit: NeedVisitor): void {
  const { type, data } = event;
  visit('products', [sku]);
  const { orderId, transferId } = data;
  if (typeof transferId === 'string') visit('transits', [sku, transferId]);
  // What an order is promised at first is a new row.
  const isNew = type === 'StockAllocated' && data.operation === 0;
  // What is held is no promise to an order, though the event may name the one that takes it over.
  const isOfHold = type === 'StockHeld' || type === 'HoldReleased';
  const visitNamed = (named: Named) => {
    const { unit, warehouse } = named;
    if (typeof unit !== 'string') return;
    if (typeof warehouse !== 'string') {
      visit('product_units', [sku, unit]);
      return;
    }
    visit('levels', [sku, warehouse, unit]);
    visitShifts(event, sku, named, visit);
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

/** The sums that a dated change is added to. */
function visitShifts(event: ProjectedEvent, sku: string, change: Named, visit: NeedVisitor): void {
  const { warehouse, unit, before, after } = change as Partial<LevelChange>;
  if (warehouse === undefined || unit === undefined || before === undefined || after === undefined) return;
  const shift = shiftOf(event, { ...change, warehouse, unit, before, after });
  for (const [span] of shift === undefined ? [] : spansShifted(shift)) {
    visit('level_shifts', [sku, warehouse, unit, span]);
  }
}
