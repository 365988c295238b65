import {
  type OrderState,
  type ProductState,
  type ReturningLine,
  type ReturnOrder,
  requestReturn,
  returnedToStock,
  returnOrder,
  returnStock,
  type StockReturn,
} from '#domain';
import { exactLines, linesBySku, placed } from './demands.ts';
import type { OperationKind } from './operation-kinds.ts';
import { outcomeOfFact } from './order-outcome.ts';
import { findEvent } from './order-run.ts';
import type { Origins } from './origins.ts';
import type { Plan } from './plan.ts';

/** ReturnOrder: checked at all products, then a fact at each of them. */
export const returning: OperationKind<ReturnOrder> = {
  isFact: true,
  asksForOrigins: true,
  request: requestReturn,
  opened(order, events, origins) {
    const requested = findEvent(events, 'ReturnRequested');
    if (requested === undefined) throw new RangeError(`nothing of ${order.orderId} is to come back`);
    const { operation, lines, reason } = requested.data;
    const plan = returnPlan(order, { operation, lines: exactLines(lines), reason }, origins);
    return { operation, phase: 'deciding', plan };
  },
  outcome: outcomeOfFact,
};

interface Requested {
  readonly operation: number;
  readonly lines: readonly ReturningLine[];
  readonly reason?: string | undefined;
}

/** Takes back what of the lines had come from stock. */
export function returnPlan(
  order: OrderState,
  { operation, lines, reason }: Requested,
  origins: Origins,
): Plan {
  const { orderId, website } = order;
  const conclude: Plan['accept'] = (current, { refusals }) => returnOrder(current, refusals);
  return {
    areFacts: true,
    parts: linesBySku(returnedToStock(order, placed(lines))).map(([sku, returned]) => {
      const what: StockReturn = {
        orderId,
        operation,
        sku,
        website,
        lines: returned,
        origins: origins.get(sku) ?? [],
        ...(reason !== undefined && { reason }),
      };
      return {
        sku,
        take: (product, context) => returnStock(product, what, context),
        evaluate(product: ProductState | null, context) {
          const ruling = returnStock(product, what, context);
          return ruling.kind === 'refused' ? ruling.reasons : [];
        },
      };
    }),
    accept: conclude,
    refuse: conclude,
  };
}
