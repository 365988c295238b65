import type { LevelChange, ProductEvent, WarehouseContent } from '#domain';
import type { EventStore } from '#event-store';

const PRODUCTS_ONLY = { categories: ['product'] };

/**
 * Every level at a warehouse that is not zero, in the order of skus, from the events' own figures. Reads all products'
 * events: for a ledger that has no read model to ask.
 */
export async function contentsInLog(store: EventStore, code: string): Promise<readonly WarehouseContent[]> {
  const levels = new Map<string, WarehouseContent>();
  for await (const page of store.readLog({ filter: PRODUCTS_ONLY })) {
    for (const { type, data } of page) {
      const { sku } = data as unknown as { readonly sku: string };
      for (const change of changesOf({ type, data } as unknown as ProductEvent)) {
        if (change.warehouse !== code) continue;
        const { unit, after } = change;
        const name = JSON.stringify([sku, unit]);
        levels.set(name, { ...(levels.get(name) ?? { sku, unit, ...NOTHING }), ...after });
      }
    }
  }
  return [...levels.values()]
    .filter(({ onHand, allocated, held }) => onHand !== '0' || allocated !== '0' || held !== '0')
    .sort((a, b) => compare(a.sku, b.sku) || compare(a.unit, b.unit));
}

const NOTHING = { onHand: '0', allocated: '0', held: '0' };

function changesOf({ type, data }: ProductEvent): readonly LevelChange[] {
  switch (type) {
    case 'LevelAdjusted':
    case 'LevelCounted':
      return [data];
    case 'StockAllocated':
      return data.allocations;
    case 'AllocationReleased':
      return data.releases;
    default:
      return [];
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
