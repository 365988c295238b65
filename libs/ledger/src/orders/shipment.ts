import {
  type OrderState,
  type ProductState,
  requestShipment,
  type ShipOrder,
  type ShippedLine,
  shipOrder,
  shippedFromStock,
  shipStock,
} from '#domain';
import { exactLines, linesBySku, placed } from './demands.ts';
import type { OperationKind } from './operation-kinds.ts';
import { outcomeOfFact } from './order-outcome.ts';
import { findEvent } from './order-run.ts';
import type { Plan } from './plan.ts';

/** ShipOrder: checked at all products, then a fact at each of them. */
export const shipment: OperationKind<ShipOrder> = {
  isFact: true,
  request: requestShipment,
  opened(order, events) {
    const requested = findEvent(events, 'ShipmentRequested');
    if (requested === undefined) throw new RangeError(`${order.orderId} is not to be shipped`);
    const { operation, lines } = requested.data;
    return { operation, phase: 'deciding', plan: shipmentPlan(order, operation, exactLines(lines)) };
  },
  outcome: outcomeOfFact,
};

/** Ships what of the lines was allocated. */
export function shipmentPlan(order: OrderState, operation: number, lines: readonly ShippedLine[]): Plan {
  const { orderId } = order;
  const conclude: Plan['accept'] = (current, { refusals }) => shipOrder(current, refusals);
  return {
    areFacts: true,
    parts: linesBySku(shippedFromStock(order, placed(lines))).map(([sku, demanded]) => {
      const ship = (product: ProductState | null) =>
        shipStock(product, { orderId, operation, sku, lines: demanded });
      return {
        sku,
        take: ship,
        evaluate(product) {
          const ruling = ship(product);
          return ruling.kind === 'refused' ? ruling.reasons : [];
        },
      };
    }),
    accept: conclude,
    refuse: conclude,
  };
}
