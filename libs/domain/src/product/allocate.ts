import { warehousesOf } from '../scopes/warehouses-of.ts';
import { type Accepted, accept, type Refused } from '../shared/decision.ts';
import { formatQuantity, ZERO } from '../shared/quantity.ts';
import { consequencesOf } from './consequences.ts';
import type { DecisionContext } from './context.ts';
import type { LevelDemand, ProductDemand } from './demand.ts';
import { type EvaluatedDemand, type Evaluation, evaluateDemand, isStillGood } from './evaluate.ts';
import type { AllocationShare, Demand, ProductEvent } from './events.ts';
import { groundsOf } from './grounds.ts';
import { availableOf, type StockChange, stockOf } from './levels.ts';
import { optionsOfOrder } from './order-options.ts';
import { lastStepOf } from './promises.ts';
import { shortfallOf } from './shortfall.ts';
import { type Share, sourceQuantity } from './sourcing.ts';
import type { Level, ProductState } from './state.ts';
import { takingStep } from './steps.ts';
import { tracksStock } from './tracking.ts';

/** What an operation of an order asks of one product. */
export interface OrderDemand extends ProductDemand {
  readonly orderId: string;
  readonly operation: number;
}

/** The operation has taken this step here before: nothing is to be recorded again. */
export interface AlreadyApplied {
  readonly kind: 'already-applied';
}

export const ALREADY_APPLIED: AlreadyApplied = { kind: 'already-applied' };

/** The operation has no part at this product in this step. */
export interface NothingToDo {
  readonly kind: 'nothing';
}

export const NOTHING_TO_DO: NothingToDo = { kind: 'nothing' };

export interface AllocationRefused extends Refused {
  /** What was asked and could have been sold, for the record of lost demand. */
  readonly evaluation: Evaluation;
}

/**
 * Promises what an order asks of the product: `StockAllocated`, and what follows from it for status and low inventory.
 * Refused with every reason where a rule says no, which may have become so since the order was evaluated. An
 * amendment that adds nothing at any level takes nothing.
 *
 * @param earlier the evaluation of this same demand; used again if nothing happened since.
 */
export function allocate(
  product: ProductState | null,
  demand: OrderDemand,
  context: DecisionContext,
  earlier?: Evaluation,
): Accepted<ProductEvent> | AllocationRefused | AlreadyApplied | NothingToDo {
  const { orderId, operation } = demand;
  if (product !== null && lastStepOf(product.promises, orderId) >= takingStep(operation)) {
    return ALREADY_APPLIED;
  }
  const isGood = earlier !== undefined && isStillGood(earlier, product, demand, context);
  const evaluation = isGood ? earlier : evaluateDemand(product, demand, context);
  const { reasons, options, sums } = evaluation;
  // A kit was asked before anything was taken; by now its components may be promised to this very order.
  const isRefused = reasons.length > 0 && (product?.kit ?? null) === null;
  if (product === null || options === null || isRefused) {
    return { kind: 'refused', reasons, evaluation };
  }
  if (sums.length === 0) return NOTHING_TO_DO;
  const { sku, website, shipUntil } = demand;
  const movesStock = product.kit === null && tracksStock(options.values);
  const allocations = movesStock ? plannedShares(product, sums, evaluation, context) : [];
  const allocated: ProductEvent = {
    type: 'StockAllocated',
    data: {
      orderId,
      operation,
      sku,
      website,
      demand: demandOf(sums),
      allocations: allocations.map(({ data }) => data),
      ...groundsOf(options, optionsOfOrder(product, options.values, shipUntil !== undefined)),
    },
  };
  if (allocations.length === 0) return accept(allocated);
  const changes = allocations.map(({ change }) => change);
  return accept(allocated, ...consequencesOf(product, { changes, order: demand }, context));
}

const demandOf = (sums: readonly EvaluatedDemand[]): readonly Demand[] =>
  sums.flatMap(({ parts }) =>
    parts.map(({ unit, quantity }) => ({ unit: unit.code, quantity: formatQuantity(quantity) })),
  );

interface PlannedShare {
  readonly data: AllocationShare;
  readonly change: StockChange;
}

/** Where what is asked of a product comes from: so much of each of its levels, by the website's strategy. */
export function plannedShares(
  product: ProductState,
  sums: readonly LevelDemand[],
  { options, demand }: Evaluation,
  { scopes }: DecisionContext,
): readonly PlannedShare[] {
  if (options === null) return [];
  const warehouses = warehousesOf(demand.website, scopes);
  return sums.flatMap(({ unit, quantity }) => {
    const levels = stockOf(product, unit)?.levels;
    const sources = warehouses.map((warehouse) => {
      const level = levels?.get(warehouse);
      return { warehouse, available: level === undefined ? ZERO : availableOf(level) };
    });
    return sourceQuantity(quantity, sources, options.values).map((share) =>
      plannedShare(unit, share, levels?.get(share.warehouse)),
    );
  });
}

function plannedShare(
  unit: string,
  { warehouse, quantity, ...share }: Share,
  level: Level | undefined,
): PlannedShare {
  const allocated = level?.allocated ?? ZERO;
  const backordered = awaitsFilling(level) ? quantity : share.backordered;
  return {
    data: {
      warehouse,
      unit,
      quantity: formatQuantity(quantity),
      ...(backordered > ZERO && { backordered: formatQuantity(backordered) }),
      before: { allocated: formatQuantity(allocated) },
      after: { allocated: formatQuantity(allocated + quantity) },
    },
    change: { unit, warehouse, available: -quantity },
  };
}

/** Older promises at the level are still to be told that their goods came: a new one stands in line behind them. */
const awaitsFilling = (level: Level | undefined): boolean =>
  level !== undefined && level.backordered > shortfallOf(level);
