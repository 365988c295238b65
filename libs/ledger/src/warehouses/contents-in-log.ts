import {
  type Arriving,
  contentsOf,
  formatQuantity,
  levelChangesOf,
  type ProductEvent,
  quantityOf,
  type WarehouseContent,
  ZERO,
} from '#domain';
import type { EventStore } from '#event-store';

const PRODUCTS_ONLY = { categories: ['product'] };

/**
 * Every level at a warehouse that is not zero, and what is on its way there, in the order of skus, from the events' own
 * figures. Reads all products' events: for a ledger that has no read model to ask.
 */
export async function contentsInLog(store: EventStore, code: string): Promise<readonly WarehouseContent[]> {
  const levels = new Map<string, WarehouseContent>();
  const arriving = new Map<string, Arriving>();
  for await (const page of store.readLog({ filter: PRODUCTS_ONLY })) {
    for (const { type, data } of page) {
      const { sku } = data as unknown as { readonly sku: string };
      const event = { type, data } as unknown as ProductEvent;
      for (const change of levelChangesOf(event)) {
        if (change.warehouse !== code) continue;
        const { unit, after } = change;
        const name = JSON.stringify([sku, unit]);
        levels.set(name, { ...(levels.get(name) ?? { sku, unit, ...NOTHING }), ...after });
      }
      foldArriving(arriving, code, event);
    }
  }
  const left = [...levels.values()].filter(
    ({ onHand, allocated, held }) => onHand !== '0' || allocated !== '0' || held !== '0',
  );
  return contentsOf(left, [...arriving.values()]);
}

const NOTHING = { onHand: '0', allocated: '0', held: '0' };

function foldArriving(arriving: Map<string, Arriving>, code: string, { type, data }: ProductEvent): void {
  if (type === 'StockDispatched' && data.to === code) {
    const { sku, unit, quantity } = data;
    arriving.set(JSON.stringify([sku, data.transferId]), { sku, unit, quantity });
  } else if (type === 'StockReceived') {
    const name = JSON.stringify([data.sku, data.transferId]);
    const known = arriving.get(name);
    if (known === undefined) return;
    const gone = quantityOf(data.quantity) + quantityOf(data.discrepancy ?? '0');
    const left = quantityOf(known.quantity) - gone;
    if (left === ZERO) arriving.delete(name);
    else arriving.set(name, { ...known, quantity: formatQuantity(left) });
  }
}
