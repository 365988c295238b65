import { type Accepted, accept } from '../shared/decision.ts';
import { ZERO } from '../shared/quantity.ts';
import type { DecisionContext } from './context.ts';
import { type DemandLine, sumLines } from './demand.ts';
import type { ProductEvent } from './events.ts';
import { followingEvents, partOf, sharesOf } from './give-back.ts';
import { lastStepOf } from './promises.ts';
import { ALREADY_APPLIED, type AlreadyApplied, NOTHING_TO_DO, type NothingToDo } from './rulings.ts';
import type { ProductState } from './state.ts';
import { closingStep } from './steps.ts';

/** What an amendment changes of what an order was promised of one product. */
export interface AmendedPromise {
  readonly orderId: string;
  readonly operation: number;
  readonly givenUp: readonly DemandLine[];
  /** What it added and was allocated: as much as that of what is given up at the same level was exchanged for it. */
  readonly added: readonly DemandLine[];
}

/**
 * Gives back what an amendment gives up: first what is backordered, then from the last warehouse to the first.
 * Backorders of others are filled with it.
 *
 * @throws RangeError where less is promised than is given up: the order's process has gone astray.
 */
export function releaseAmended(
  product: ProductState,
  { orderId, operation, givenUp, added }: AmendedPromise,
  context: DecisionContext,
): Accepted<ProductEvent> | AlreadyApplied | NothingToDo {
  if (lastStepOf(product.promises, orderId) >= closingStep(operation)) return ALREADY_APPLIED;
  const exchanged = sumLines(product, added, []);
  const returns = sumLines(product, givenUp, []).flatMap(({ unit, quantity }) => {
    const rest = quantity - (exchanged.find((sum) => sum.unit === unit)?.quantity ?? ZERO);
    return rest > ZERO ? partOf(product, orderId, unit, rest) : [];
  });
  if (returns.length === 0) return NOTHING_TO_DO;
  const { sku } = product;
  const released: ProductEvent = {
    type: 'AllocationReleased',
    data: { orderId, operation, sku, cause: 'amended', releases: sharesOf(returns) },
  };
  return accept(released, ...followingEvents(product, returns, { order: { orderId, operation } }, context));
}
