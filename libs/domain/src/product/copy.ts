import type { EndedSteps } from './ended-steps.ts';
import type { Held } from './holds.ts';
import type { Level, StockPromise, UnitStock } from './level.ts';
import type { ProductState } from './state.ts';

/**
 * A product's state that goes its own way: what is folded into the one is not in the other. It takes as long as the
 * product has levels, open promises and holds. For whoever folds what may yet have to be taken back.
 */
export function copyProduct(product: ProductState): ProductState {
  const levels = new Map<Level, Level>();
  const promises = new Map<StockPromise, StockPromise>();
  const stock = product.stock.map((unit) => copyUnit(unit, levels, promises));
  for (const copy of promises.values()) copy.earlier = copyOf(promises, copy.earlier);
  for (const copy of levels.values()) {
    copy.oldest = copyOf(promises, copy.oldest);
    copy.newest = copyOf(promises, copy.newest);
    copy.oldestBackordered = copyOf(promises, copy.oldestBackordered);
  }
  const { latest, ended } = product.promises;
  return {
    ...product,
    options: { ...product.options },
    stock,
    promises: {
      latest: new Map(Array.from(latest, ([orderId, promise]) => [orderId, known(promises, promise)])),
      ended: copyEnded(ended),
    },
    transit: product.transit && new Map(Array.from(product.transit, ([id, transit]) => [id, { ...transit }])),
    holds: {
      open: new Map(Array.from(product.holds.open, ([id, held]) => [id, copyHeld(held, levels)])),
      ended: copyEnded(product.holds.ended),
    },
    unsettled: product.unsettled && new Set(Array.from(product.unsettled, (level) => known(levels, level))),
  };
}

/** The levels of a unit, each with its promises in their order; what else a promise refers to is still the original's. */
function copyUnit(
  unit: UnitStock,
  levels: Map<Level, Level>,
  promises: Map<StockPromise, StockPromise>,
): UnitStock {
  const copies = new Map<string, Level>();
  for (const [warehouse, level] of unit.levels) {
    const copy = { ...level };
    copies.set(warehouse, copy);
    levels.set(level, copy);
    let before: StockPromise | null = null;
    for (let promise = level.oldest; promise !== null; promise = promise.after) {
      const copied: StockPromise = { ...promise, level: copy, before, after: null };
      if (before !== null) before.after = copied;
      promises.set(promise, copied);
      before = copied;
    }
  }
  return { ...unit, levels: copies };
}

const copyHeld = (held: Held, levels: ReadonlyMap<Level, Level>): Held => ({
  ...held,
  shares: held.shares.map((share) => ({ ...share, level: known(levels, share.level) })),
});

const copyEnded = (ended: EndedSteps): EndedSteps => ended && { ...ended, recent: new Map(ended.recent) };

const copyOf = <Value>(copies: ReadonlyMap<Value, Value>, original: Value | null): Value | null =>
  original === null ? null : known(copies, original);

function known<Value>(copies: ReadonlyMap<Value, Value>, original: Value): Value {
  const copy = copies.get(original);
  if (copy === undefined) throw new RangeError('a product refers to what is not part of it');
  return copy;
}
