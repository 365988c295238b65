import type { DecisionContext } from '../product/context.ts';
import type { Unit } from '../product/state.ts';
import { unknownWarehouse } from '../scopes/unknown.ts';
import type { ReturnOrder } from '../shared/commands.ts';
import { type Accepted, accept, type Decision, refuse } from '../shared/decision.ts';
import type { Quantity } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import { askedLines, checkOpen, written } from './asked-lines.ts';
import type { OrderEvent } from './events.ts';
import { movedOf, openIn, refusedProducts, refusedWhole } from './fact-outcome.ts';
import { stockPart } from './line-moves.ts';
import { mergeLines } from './lines.ts';
import { nextOperation, orderNotOpen, unknownOrder } from './not-open.ts';
import type { OpenLine, OrderLineState, OrderState, ReturningLine } from './state.ts';

/**
 * Opens a returning operation: what was shipped comes back, also of an order that is over. The products then take
 * back what of it had come from stock, and `returnOrder` closes the operation.
 *
 * @param units the product's unit of each line of the command, as for `cancelOrder`.
 *
 * Refused: UNKNOWN_ORDER, ORDER_NOT_OPEN (nothing was ever to be shipped), UNKNOWN_PRODUCT, UNKNOWN_WAREHOUSE,
 * PRECISION_EXCEEDED, EXCEEDS_OPEN (beyond what was shipped and is not back).
 *
 * @throws RangeError when an operation is open: it is to be driven to its end first.
 */
export function requestReturn(
  order: OrderState | null,
  command: ReturnOrder,
  units: readonly (Unit | undefined)[],
  { scopes, now }: DecisionContext,
): Decision<OrderEvent> {
  if (order === null) return refuse(unknownOrder(command.orderId));
  const operation = nextOperation(order);
  if (order.status === 'rejected' || order.status === 'cancelled') return refuse(orderNotOpen(order));
  const reasons: Reason[] = [];
  const asked = askedLines(order, command.lines, units, reasons, backOf);
  for (const { warehouse, path } of asked) {
    if (warehouse === undefined || scopes.warehouses.has(warehouse)) continue;
    reasons.push(unknownWarehouse(warehouse, `${path}.warehouse`));
  }
  checkOpen(order, asked, reasons, backOf);
  if (reasons.length > 0) return refuse(...reasons);
  const { orderId, reason } = command;
  return accept({
    type: 'ReturnRequested',
    data: {
      orderId,
      operation,
      lines: asked.map(({ restock, warehouse, ...line }) => ({
        ...written(line),
        restock,
        ...(warehouse !== undefined && { warehouse }),
      })),
      ...(reason !== undefined && { reason }),
      decidedAt: now,
    },
  });
}

/** How much of a line is shipped and not back. */
const backOf = ({ shipped, returned }: OrderLineState): Quantity => shipped - returned;

/** What of these lines goes back to stock: no more of each product and unit than had come from it. */
export const returnedToStock = <L extends ReturningLine>(
  order: OrderState,
  lines: readonly L[],
): readonly L[] => stockPart(order.lines, lines, ({ fromStock }) => fromStock);

/**
 * Closes a returning operation: OrderReturned, or ReturnRefused where nothing could come back.
 *
 * @param refusals why products have refused, by sku: of these nothing has come back.
 * @throws RangeError when no return is open.
 */
export function returnOrder(
  order: OrderState,
  refusals: ReadonlyMap<string, readonly Reason[]>,
): Accepted<OrderEvent> {
  const { operation, lines, note: reason } = openIn(order, 'return');
  const { orderId } = order;
  const moved = [true, false].map((restocked) => {
    const own = mergeLines<OpenLine>(
      lines
        .filter(({ restock }) => restock === restocked)
        .map(({ restock: _, warehouse: __, ...line }) => line),
    );
    return { restocked, ...movedOf(order, own, refusals) };
  });
  const returned = moved.flatMap(({ done, restocked }) =>
    done.map((line) => ({ ...written(line), restocked })),
  );
  const partly = moved.flatMap((each) => each.partly);
  if (returned.length + partly.length === 0) {
    return refusedWhole('ReturnRefused', { orderId, operation }, refusals);
  }
  return accept({
    type: 'OrderReturned',
    data: {
      orderId,
      operation,
      lines: returned,
      ...(reason !== undefined && { reason }),
      ...(partly.length > 0 && { partly }),
      ...refusedProducts(refusals),
    },
  });
}
