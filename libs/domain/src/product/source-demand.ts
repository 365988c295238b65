import { warehousesOf } from '../scopes/warehouses-of.ts';
import { ZERO } from '../shared/quantity.ts';
import type { DecisionContext } from './context.ts';
import type { LevelDemand } from './demand.ts';
import type { Evaluation } from './evaluate.ts';
import { thereFor } from './hold-figures.ts';
import { type HeldAt, heldFor } from './holds.ts';
import type { Level } from './level.ts';
import { stockOf } from './levels.ts';
import { sourceKeeping } from './source-keeping.ts';
import type { Share } from './sourcing.ts';
import type { ProductState } from './state.ts';

/** What one warehouse is to deliver or reserve in one unit of level. */
export interface LevelShare extends Share {
  readonly unit: string;
  /** Absent where the level was never written. */
  readonly level: Level | undefined;
}

/** Where what is asked comes from; what the cart's own hold has reserved stays where it is, as far as it can. */
export function sourceDemand(
  product: ProductState,
  sums: readonly LevelDemand[],
  { demand: { website, holdId }, options }: Evaluation,
  { scopes }: DecisionContext,
): readonly LevelShare[] {
  if (options === null) return [];
  const warehouses = warehousesOf(website, scopes);
  const own = heldFor(product.holds, holdId);
  return sums.flatMap(({ unit, quantity }) => {
    const levels = stockOf(product, unit)?.levels;
    const sources = warehouses.map((warehouse) => sourceAt(warehouse, levels?.get(warehouse), own));
    return sourceKeeping(quantity, sources, options.values).map((share) => ({
      ...share,
      unit,
      level: levels?.get(share.warehouse),
    }));
  });
}

function sourceAt(warehouse: string, level: Level | undefined, own: HeldAt) {
  if (level === undefined) return { warehouse, available: ZERO, own: ZERO };
  const held = own.get(level);
  return { warehouse, available: thereFor(level, held), own: held?.quantity ?? ZERO };
}
