import { warehousesOf } from '../scopes/warehouses-of.ts';
import { type Accepted, accept } from '../shared/decision.ts';
import type { Reason } from '../shared/reason.ts';
import type { OrderDemand } from './allocate.ts';
import type { DecisionContext } from './context.ts';
import { type Evaluation, evaluateDemand, unmetDemand } from './evaluate.ts';
import type { ProductEvent } from './events.ts';
import { everythingOf, followingEvents, promisedBy, sharesOf } from './give-back.ts';
import { type Grounds, groundsOf } from './grounds.ts';
import type { HeldPart } from './hold-figures.ts';
import { type ConsumedHold, restoredParts, writtenRestored } from './hold-restore.ts';
import { heldFor } from './holds.ts';
import { optionsOfOrder } from './order-options.ts';
import { lastStepOf } from './promises.ts';
import { ALREADY_APPLIED, type AlreadyApplied, NOTHING_TO_DO, type NothingToDo } from './rulings.ts';
import { sellableAt } from './sellable.ts';
import type { ProductState } from './state.ts';
import { closingStep, takingStep } from './steps.ts';

/** How many reasons an event names; beyond them it tells how many there were. */
const REASONS_MAX = 100;

/**
 * The one event that closes a rejected operation at a product: `AllocationReleased` where the product had promised
 * something, `DemandRefused` where it had not. Both carry what was asked, what could have been sold and why this
 * product could not be had, and count as lost demand. A status that the allocation had changed comes back.
 *
 * An amendment that was to add nothing here has nothing to close. What an order had taken over of its hold is held
 * again, before anything of it fills a backorder of another.
 *
 * @param evaluation of the demand, as the operation was rejected; null after an interruption: evaluated anew then.
 * @param consumed what the operation had taken over of its hold here.
 */
export function closeRejected(
  product: ProductState,
  demand: OrderDemand,
  evaluation: Evaluation | null,
  context: DecisionContext,
  consumed?: ConsumedHold,
): Accepted<ProductEvent> | AlreadyApplied | NothingToDo {
  const { orderId, operation, sku, website } = demand;
  const lastStep = lastStepOf(product.promises, orderId);
  if (lastStep >= closingStep(operation)) return ALREADY_APPLIED;
  if (demand.lines.length === 0) return NOTHING_TO_DO;
  const returns = everythingOf(product, orderId, operation);
  const hasTaken = returns.length > 0 || lastStep === takingStep(operation);
  if (!hasTaken) {
    const lost = lostDemand(product, demand, evaluation ?? evaluateDemand(product, demand, context));
    return accept({ type: 'DemandRefused', data: { orderId, operation, sku, website, ...lost } });
  }
  const lost = lostDemand(product, demand, evaluation ?? evaluatedBefore(product, demand, context));
  const released: ProductEvent = {
    type: 'AllocationReleased',
    data: { orderId, operation, sku, cause: 'rejected', releases: sharesOf(returns), website, ...lost },
  };
  const restored = consumed === undefined ? [] : restoredParts(consumed, returns);
  const occasion = { order: { orderId, operation }, rejected: true };
  // Held first: what the order gives back would else cover what other holds are missing, on its way to its own hold.
  return accept(
    ...(consumed === undefined || restored.length === 0 ? [] : [heldAgain(demand, consumed, restored)]),
    released,
    ...followingEvents(product, returns, occasion, context, restored),
  );
}

const heldAgain = (
  { orderId, sku, website }: OrderDemand,
  { holdId, operation }: ConsumedHold,
  restored: readonly HeldPart[],
): ProductEvent => ({
  type: 'StockHeld',
  data: { holdId, operation, sku, website, orderId, holds: restored.map(writtenRestored) },
});

interface LostDemand extends Grounds {
  readonly demand: ReturnType<typeof unmetDemand>;
  readonly reasons: readonly Reason[];
  readonly reasonCount?: number;
}

function lostDemand(product: ProductState, { shipUntil }: OrderDemand, evaluation: Evaluation): LostDemand {
  const { reasons, options } = evaluation;
  return {
    demand: unmetDemand(product, evaluation),
    reasons: reasons.slice(0, REASONS_MAX),
    ...(reasons.length > REASONS_MAX && { reasonCount: reasons.length }),
    ...(options !== null &&
      groundsOf(options, optionsOfOrder(product, options.values, shipUntil !== undefined))),
  };
}

/** What the evaluation said before the operation took: that it could be had, and what could be sold without it. */
function evaluatedBefore(product: ProductState, demand: OrderDemand, context: DecisionContext): Evaluation {
  const evaluation = evaluateDemand(product, demand, context);
  const { options } = evaluation;
  if (options === null) return evaluation;
  if (product.kit !== null) return { ...evaluation, reasons: [] };
  const warehouses = warehousesOf(demand.website, context.scopes);
  const held = heldFor(product.holds, demand.holdId);
  const sums = evaluation.sums.map((sum) => {
    const own = promisedBy(product, demand.orderId, demand.operation, sum.unit);
    return { ...sum, sellable: sellableAt(product, sum.unit, warehouses, options, own, held) };
  });
  return { ...evaluation, reasons: [], sums };
}
