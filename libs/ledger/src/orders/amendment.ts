import {
  type Amendment,
  type AmendOrder,
  amendmentOf,
  amendOrder,
  type OrderState,
  refuseAmendment,
  releaseAmended,
  requestAmendment,
} from '#domain';
import { exactLines } from './demands.ts';
import type { OperationKind } from './operation-kinds.ts';
import { outcomeOfAmendment } from './order-outcome.ts';
import { findEvent } from './order-run.ts';
import { type Closing, closingOnly, type Plan } from './plan.ts';
import { DemandPart, unallocated } from './submission.ts';

/** AmendOrder: what is added is taken before the outcome, what is given up is given back after it. */
export const amendment: OperationKind<AmendOrder> = {
  request: requestAmendment,
  opened(order, events) {
    const requested = findEvent(events, 'AmendmentRequested');
    if (requested === undefined) return undefined;
    const { operation, lines } = requested.data;
    const plan = amendmentPlan(order, operation, amendmentOf(order, exactLines(lines)));
    return { operation, phase: 'deciding', plan };
  },
  outcome: outcomeOfAmendment,
};

/** What an amendment does that has no outcome yet, or was refused. */
export function amendmentPlan(
  { orderId, website, shipUntil }: OrderState,
  operation: number,
  { products, reasons }: Amendment,
): Plan {
  const parts = products.map(
    ({ sku, added, givenUp, whole }) =>
      new DemandPart({
        orderId,
        operation,
        sku,
        website,
        lines: added,
        whole,
        givenUp,
        ...(shipUntil !== null && { shipUntil }),
      }),
  );
  const ofNoStream = () => [
    ...reasons,
    ...parts.flatMap((part) =>
      part.reasons.filter(({ code }) => code === 'UNKNOWN_PRODUCT' || part.asksForNothing),
    ),
  ];
  return {
    parts,
    reasons,
    accept: (order, run) => amendOrder(order, unallocated(parts, run)),
    refuse: (order) => refuseAmendment(order, ofNoStream()),
    afterAcceptance: releasesOf(orderId, operation, products),
    afterRefusal: parts,
  };
}

/** What an accepted amendment has left to do. */
export const amendedPlan = (orderId: string, operation: number, { products }: Amendment): Plan =>
  closingOnly(releasesOf(orderId, operation, products));

const releasesOf = (
  orderId: string,
  operation: number,
  products: Amendment['products'],
): readonly Closing[] =>
  products
    .filter(({ givenUp }) => givenUp.length > 0)
    .map(({ sku, givenUp, added }) => ({
      sku,
      close(product, context, effects) {
        const allocated = findEvent(effects, 'StockAllocated')?.data.allocations;
        // Where stock is not tracked what was added took nothing, and nothing was exchanged for it.
        const exchanged = allocated?.length === 0 ? [] : added;
        return releaseAmended(product, { orderId, operation, givenUp, added: exchanged }, context);
      },
    }));
