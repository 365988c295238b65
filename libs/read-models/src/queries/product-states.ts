import { type Kit, type ProductState, quantityOf, type Status, ZERO } from '#domain';
import type { Row } from '../database/tables.ts';
import type { Snapshot } from './live-database.ts';
import { ownOptionsOf } from './scopes-of.ts';
import { unitsOf } from './units-of.ts';

/** A level of an answer: what is available follows from the rest. */
export type StoredLevel = Pick<
  Row<'levels'>,
  'sku' | 'warehouse' | 'unit' | 'on_hand' | 'allocated' | 'held'
>;

/** Skus that one statement asks for: databases take a limited number of values. */
const SKUS_AT_ONCE = 500;

/**
 * Products as the domain knows them, as far as their rows tell: what is promised to whom is not among it. With them the
 * products that kits among them are made of.
 */
export async function productStates(
  snapshot: Snapshot,
  products: readonly Row<'products'>[],
  levels: ReadonlyMap<string, readonly StoredLevel[]>,
): Promise<ReadonlyMap<string, ProductState>> {
  const states = new Map(products.map((row) => [row.sku, stateOf(row, levels.get(row.sku) ?? [])]));
  const parts = products.flatMap(({ kit }) =>
    kit === null ? [] : (JSON.parse(kit) as Kit).components.flatMap((component) => component.products),
  );
  const missing = [...new Set(parts).difference(states)];
  for (let at = 0; at < missing.length; at += SKUS_AT_ONCE) {
    for (const state of await readStates(snapshot, missing.slice(at, at + SKUS_AT_ONCE))) {
      states.set(state.sku, state);
    }
  }
  return states;
}

async function readStates({ db }: Snapshot, skus: readonly string[]): Promise<readonly ProductState[]> {
  const rows = await db.selectFrom('products').selectAll().where('sku', 'in', skus).execute();
  const levels = await db.selectFrom('levels').selectAll().where('sku', 'in', skus).execute();
  const bySku = Map.groupBy(levels, ({ sku }) => sku);
  return rows.map((row) => stateOf(row, bySku.get(row.sku) ?? []));
}

/** One product as its row and those of its levels tell. */
export function stateOf(row: Row<'products'>, levels: readonly StoredLevel[]): ProductState {
  const { sku, name, organization, category, revision } = row;
  const { units, stockUnit } = unitsOf(row);
  return {
    sku,
    name,
    organization,
    category,
    units,
    stockUnit,
    kit: row.kit === null ? null : JSON.parse(row.kit),
    options: ownOptionsOf(row.options),
    optionsRevision: revision,
    revision,
    status: row.status as Status,
    takenByThreshold: row.taken_by_threshold === 1,
    takenBy: null,
    setByHand: row.set_by_hand === 1,
    stock: stockOf(levels),
    low: [],
    promises: { latest: new Map(), ended: null },
    holds: { open: new Map(), ended: null },
    transit: null,
    unsettled: null,
  };
}

function stockOf(levels: readonly StoredLevel[]): ProductState['stock'] {
  return Array.from(
    Map.groupBy(levels, ({ unit }) => unit),
    ([unit, rows]) => {
      const stock: ProductState['stock'][number] = {
        unit,
        onHand: ZERO,
        allocated: ZERO,
        held: ZERO,
        levels: new Map(),
      };
      for (const row of rows) {
        const figures = {
          onHand: quantityOf(row.on_hand),
          allocated: quantityOf(row.allocated),
          held: quantityOf(row.held),
        };
        stock.onHand += figures.onHand;
        stock.allocated += figures.allocated;
        stock.held += figures.held;
        stock.levels.set(row.warehouse, {
          ...figures,
          unit,
          warehouse: row.warehouse,
          backordered: ZERO,
          heldBackordered: ZERO,
          movedAt: -1,
          dated: null,
          oldest: null,
          newest: null,
          oldestBackordered: null,
        });
      }
      return stock;
    },
  );
}
