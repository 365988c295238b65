import type { WarehouseContent } from '../scopes/events.ts';
import { formatQuantity, quantityOf } from '../shared/quantity.ts';

/** Goods on their way to a warehouse. */
export interface Arriving {
  readonly sku: string;
  readonly unit: string;
  readonly quantity: string;
}

/** What keeps a warehouse from closing: its levels, and what is on its way there, in the order of skus and units. */
export function contentsOf(
  levels: readonly WarehouseContent[],
  arriving: readonly Arriving[],
): readonly WarehouseContent[] {
  const contents = new Map(levels.map((level) => [nameOf(level), level]));
  for (const one of arriving) {
    const { sku, unit } = one;
    const known = contents.get(nameOf(one)) ?? { sku, unit, onHand: '0', allocated: '0', held: '0' };
    const inTransit = formatQuantity(quantityOf(known.inTransit ?? '0') + quantityOf(one.quantity));
    contents.set(nameOf(one), { ...known, inTransit });
  }
  return [...contents.values()].sort((a, b) => compare(a.sku, b.sku) || compare(a.unit, b.unit));
}

const nameOf = ({ sku, unit }: { readonly sku: string; readonly unit: string }): string =>
  JSON.stringify([sku, unit]);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
