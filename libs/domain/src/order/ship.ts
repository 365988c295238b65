import type { DecisionContext } from '../product/context.ts';
import type { Unit } from '../product/state.ts';
import { unknownWarehouse } from '../scopes/unknown.ts';
import type { ShipOrder } from '../shared/commands.ts';
import { type Accepted, accept, type Decision, refuse } from '../shared/decision.ts';
import type { Reason } from '../shared/reason.ts';
import { askedLines, checkOpen, everythingOpen, isWhole, written } from './asked-lines.ts';
import type { OrderEvent } from './events.ts';
import { movedOf, openIn, refusedProducts, refusedWhole } from './fact-outcome.ts';
import { stockPart } from './line-moves.ts';
import { mergeLines } from './lines.ts';
import { nextOperation, orderNotOpen, unknownOrder } from './not-open.ts';
import type { OpenLine, OrderState, ShippedLine } from './state.ts';

/**
 * Opens a shipping operation, of what the command names or of all that is open. The products then ship what of it was
 * allocated, and `shipOrder` closes the operation.
 *
 * @param units the product's unit of each line of the command, as for `cancelOrder`.
 *
 * Refused: UNKNOWN_ORDER, ORDER_NOT_OPEN, UNKNOWN_PRODUCT, UNKNOWN_WAREHOUSE, PRECISION_EXCEEDED, EXCEEDS_OPEN.
 *
 * @throws RangeError when an operation is open: it is to be driven to its end first.
 */
export function requestShipment(
  order: OrderState | null,
  command: ShipOrder,
  units: readonly (Unit | undefined)[],
  { scopes, now }: DecisionContext,
): Decision<OrderEvent> {
  if (order === null) return refuse(unknownOrder(command.orderId));
  const operation = nextOperation(order);
  if (order.status !== 'accepted') return refuse(orderNotOpen(order));
  const reasons: Reason[] = [];
  const asked = command.lines && askedLines(order, command.lines, units, reasons);
  for (const { warehouse, path } of asked ?? []) {
    if (warehouse === undefined || scopes.warehouses.has(warehouse)) continue;
    reasons.push(unknownWarehouse(warehouse, `${path}.warehouse`));
  }
  if (asked !== undefined) checkOpen(order, asked, reasons);
  if (reasons.length > 0) return refuse(...reasons);
  const lines: readonly ShippedLine[] = asked ?? everythingOpen(order);
  const { orderId, reference } = command;
  return accept({
    type: 'ShipmentRequested',
    data: {
      orderId,
      operation,
      lines: lines.map(({ warehouse, ...line }) => ({
        ...written(line),
        ...(warehouse !== undefined && { warehouse }),
      })),
      ...(reference !== undefined && { reference }),
      decidedAt: now,
    },
  });
}

/**
 * What of these lines comes from stock: no more of each product and unit than was allocated. Those that name a
 * warehouse come first.
 */
export function shippedFromStock<L extends ShippedLine>(
  order: OrderState,
  lines: readonly L[],
): readonly L[] {
  const namedFirst = [
    ...lines.filter(({ warehouse }) => warehouse !== undefined),
    ...lines.filter(({ warehouse }) => warehouse === undefined),
  ];
  return stockPart(order.lines, namedFirst, ({ allocated }) => allocated);
}

/**
 * Closes a shipping operation: OrderShipped, or ShipmentRefused where nothing could go out.
 *
 * @param refusals why products have refused, by sku: of these nothing has gone out.
 * @throws RangeError when no shipment is open.
 */
export function shipOrder(
  order: OrderState,
  refusals: ReadonlyMap<string, readonly Reason[]>,
): Accepted<OrderEvent> {
  const { operation, lines, note: reference } = openIn(order, 'ship');
  const { orderId } = order;
  const { done, partly } = movedOf(order, mergeLines<OpenLine>(lines.map(withoutWarehouse)), refusals);
  if (done.length + partly.length === 0) {
    return refusedWhole('ShipmentRefused', { orderId, operation }, refusals);
  }
  return accept({
    type: 'OrderShipped',
    data: {
      orderId,
      operation,
      lines: done.map(written),
      whole: isWhole(order, done),
      ...(reference !== undefined && { reference }),
      ...(partly.length > 0 && { partly }),
      ...refusedProducts(refusals),
    },
  });
}

const withoutWarehouse = ({ warehouse: _, ...line }: ShippedLine): OpenLine => line;
