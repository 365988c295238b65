import { type Accepted, accept, type Refused, refuse } from '../shared/decision.ts';
import type { Reason } from '../shared/reason.ts';
import type { DecisionContext } from './context.ts';
import { type DemandLine, sumLines } from './demand.ts';
import type { ProductEvent } from './events.ts';
import { exceedsOpen } from './exceeds-open.ts';
import { followingEvents, partOf, promisedIn, sharesOf } from './give-back.ts';
import { lastStepOf } from './promises.ts';
import { ALREADY_APPLIED, type AlreadyApplied } from './rulings.ts';
import type { ProductState } from './state.ts';
import { closingStep } from './steps.ts';

/** What an operation takes off what an order was promised of one product. */
export interface Cancellation {
  readonly orderId: string;
  readonly operation: number;
  readonly lines: readonly DemandLine[];
}

/**
 * Gives back what was cancelled: first what is backordered, then from the last warehouse to the first. Backorders of
 * others are filled with it.
 *
 * Refused: EXCEEDS_OPEN where more is given back than is promised, UNKNOWN_UNIT, PRECISION_EXCEEDED. To be asked only
 * for lines that were allocated: to the others nothing is promised.
 */
export function releaseCancelled(
  product: ProductState,
  { orderId, operation, lines }: Cancellation,
  context: DecisionContext,
): Accepted<ProductEvent> | Refused | AlreadyApplied {
  if (lastStepOf(product.promises, orderId) >= closingStep(operation)) return ALREADY_APPLIED;
  const { sku } = product;
  const reasons: Reason[] = [];
  const sums = sumLines(product, lines, reasons);
  for (const { unit, quantity, path } of sums) {
    const open = promisedIn(product, orderId, unit);
    if (quantity > open) reasons.push(exceedsOpen(sku, unit, quantity, open, path));
  }
  if (reasons.length > 0) return refuse(...reasons);
  const returns = sums.flatMap(({ unit, quantity }) => partOf(product, orderId, unit, quantity));
  const released: ProductEvent = {
    type: 'AllocationReleased',
    data: { orderId, operation, sku, cause: 'cancelled', releases: sharesOf(returns) },
  };
  return accept(released, ...followingEvents(product, returns, { order: { orderId, operation } }, context));
}
