import { type Accepted, accept, type Refused } from '../shared/decision.ts';
import { formatQuantity, ZERO } from '../shared/quantity.ts';
import { consequencesOf } from './consequences.ts';
import type { DecisionContext } from './context.ts';
import type { ProductDemand } from './demand.ts';
import { type Evaluation, evaluateDemand, isStillGood, writtenDemand } from './evaluate.ts';
import type { HeldShareData, ProductEvent } from './events.ts';
import { groundsOf } from './grounds.ts';
import { missingOf } from './hold-figures.ts';
import { heldFor, lastHeld } from './holds.ts';
import { optionsOfOrder } from './order-options.ts';
import { ALREADY_APPLIED, type AlreadyApplied } from './rulings.ts';
import { type LevelShare, sourceDemand } from './source-demand.ts';
import type { ProductState } from './state.ts';
import { tracksStock } from './tracking.ts';

/** What an operation of a hold is to reserve of one product, in all. */
export interface HoldDemand extends ProductDemand {
  readonly holdId: string;
  readonly operation: number;
}

/**
 * Reserves for a cart what the hold lacks of what it is to have: `StockHeld`, and what follows from it for status and
 * low inventory. The same rules as for an order count, and what the hold has already does not count against it. What
 * it has beyond that is given up later, when all its products have been reserved (`releaseHold`).
 *
 * @param earlier the evaluation of this same demand; used again if nothing happened since.
 */
export function holdStock(
  product: ProductState | null,
  demand: HoldDemand,
  context: DecisionContext,
  earlier?: Evaluation,
): Accepted<ProductEvent> | Refused | AlreadyApplied {
  const { holdId, operation, website } = demand;
  if (product !== null && lastHeld(product.holds, holdId) >= operation) return ALREADY_APPLIED;
  const isGood = earlier !== undefined && isStillGood(earlier, product, demand, context);
  const evaluation = isGood ? earlier : evaluateDemand(product, demand, context);
  const { reasons, options, sums } = evaluation;
  // A kit was asked before anything was reserved; by now its components may be reserved for this very hold.
  const isRefused = reasons.length > 0 && (product?.kit ?? null) === null;
  if (product === null || options === null || isRefused) return { kind: 'refused', reasons };
  const movesStock = product.kit === null && tracksStock(options.values);
  const shares = movesStock ? lacking(product, evaluation, context) : [];
  const { sku } = product;
  const held: ProductEvent = {
    type: 'StockHeld',
    data: {
      holdId,
      operation,
      sku,
      website,
      demand: writtenDemand(sums),
      holds: shares.map(written),
      ...groundsOf(options, optionsOfOrder(product, options.values, false)),
    },
  };
  if (shares.length === 0) return accept(held);
  const changes = shares.map(({ unit, warehouse, quantity }) => ({ unit, warehouse, available: -quantity }));
  return accept(held, ...consequencesOf(product, { changes, holdId }, context));
}

/** What is to be reserved where the hold has nothing, or less, yet. */
function lacking(
  product: ProductState,
  evaluation: Evaluation,
  context: DecisionContext,
): readonly LevelShare[] {
  const own = heldFor(product.holds, evaluation.demand.holdId);
  return sourceDemand(product, evaluation.sums, evaluation, context).flatMap((share) => {
    const { level, quantity } = share;
    const there = level === undefined ? ZERO : (own.get(level)?.quantity ?? ZERO);
    if (there >= quantity) return [];
    return [{ ...share, quantity: quantity - there, backordered: missingOf(quantity - there, level) }];
  });
}

/** A share as the event carries it. */
const written = ({ warehouse, unit, level, quantity, backordered }: LevelShare): HeldShareData => {
  const held = level?.held ?? ZERO;
  return {
    warehouse,
    unit,
    quantity: formatQuantity(quantity),
    ...(backordered > ZERO && { backordered: formatQuantity(backordered) }),
    before: { held: formatQuantity(held) },
    after: { held: formatQuantity(held + quantity) },
  };
};
