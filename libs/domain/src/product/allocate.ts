import { type Accepted, accept, type Refused } from '../shared/decision.ts';
import { formatQuantity, ZERO } from '../shared/quantity.ts';
import { consequencesOf } from './consequences.ts';
import type { DecisionContext } from './context.ts';
import type { LevelDemand, ProductDemand } from './demand.ts';
import { type Evaluation, evaluateDemand, isStillGood, writtenDemand } from './evaluate.ts';
import type { AllocationShare, ProductEvent } from './events.ts';
import { groundsOf } from './grounds.ts';
import { type ClaimedHold, consumeHold } from './hold-consume.ts';
import type { Level } from './level.ts';
import { optionsOfOrder } from './order-options.ts';
import { lastStepOf } from './promises.ts';
import { ALREADY_APPLIED, type AlreadyApplied, NOTHING_TO_DO, type NothingToDo } from './rulings.ts';
import { shortfallOf } from './shortfall.ts';
import { type LevelShare, sourceDemand } from './source-demand.ts';
import type { ProductState } from './state.ts';
import { takingStep } from './steps.ts';
import { tracksStock } from './tracking.ts';

/** What an operation of an order asks of one product. */
export interface OrderDemand extends ProductDemand {
  readonly orderId: string;
  readonly operation: number;
  /** The order's own hold, once it has claimed it: what it has reserved is taken over. */
  readonly hold?: ClaimedHold;
}

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
  const { sku, website, shipUntil, hold } = demand;
  const movesStock = product.kit === null && tracksStock(options.values);
  const shares = movesStock ? sourceDemand(product, sums, evaluation, context).map(inLine) : [];
  const allocated: ProductEvent = {
    type: 'StockAllocated',
    data: {
      orderId,
      operation,
      sku,
      website,
      demand: writtenDemand(sums),
      allocations: shares.map(writtenShare),
      ...groundsOf(options, optionsOfOrder(product, options.values, shipUntil !== undefined)),
    },
  };
  if (shares.length === 0) return accept(allocated);
  const taken = shares.map(({ unit, warehouse, quantity }) => ({ unit, warehouse, available: -quantity }));
  const consumption = hold && consumeHold(product, hold, orderId, shares);
  const changes = [...(consumption?.changes ?? []), ...taken];
  const consequences = consequencesOf(product, { changes, order: demand }, context);
  if (consumption === undefined) return accept(allocated, ...consequences);
  // Promised first: what the hold gives up would else cover what other holds are missing, on its way to the order.
  return accept(allocated, consumption.released, ...consumption.backorders, ...consequences);
}

/** Where what is asked of a product comes from, as an allocation has it: so much of each of its levels. */
export const plannedShares = (
  product: ProductState,
  sums: readonly LevelDemand[],
  evaluation: Evaluation,
  context: DecisionContext,
): readonly { readonly data: AllocationShare }[] =>
  sourceDemand(product, sums, evaluation, context).map((share) => ({ data: writtenShare(inLine(share)) }));

function writtenShare({ unit, warehouse, level, quantity, backordered }: LevelShare): AllocationShare {
  const allocated = level?.allocated ?? ZERO;
  return {
    warehouse,
    unit,
    quantity: formatQuantity(quantity),
    ...(backordered > ZERO && { backordered: formatQuantity(backordered) }),
    before: { allocated: formatQuantity(allocated) },
    after: { allocated: formatQuantity(allocated + quantity) },
  };
}

/** What waits in line behind older promises is backordered, whatever has come. */
const inLine = (share: LevelShare): LevelShare =>
  awaitsFilling(share.level) ? { ...share, backordered: share.quantity } : share;

/** Older promises at the level are still to be told that their goods came: a new one stands in line behind them. */
const awaitsFilling = (level: Level | undefined): boolean =>
  level !== undefined && level.backordered > shortfallOf(level);
