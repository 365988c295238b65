import type { DecisionContext } from '../product/context.ts';
import { exceedsOpen } from '../product/exceeds-open.ts';
import { precisionExceeded, unknownProduct } from '../product/quantity-reasons.ts';
import type { Unit } from '../product/state.ts';
import type { CancelOrder, CommandLine } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import { formatQuantity, ZERO } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import type { MergedLine, OrderEvent } from './events.ts';
import { lineFinder, mergeLines } from './lines.ts';
import { linesNamed } from './lines-named.ts';
import { type OpenLine, type OrderState, openOf } from './state.ts';

/**
 * Takes off the order what the command names, or all that is open: the request and its outcome in one append. The
 * products then give back, and `settleOrder` closes the operation.
 *
 * @param units the product's unit of each line of the command, in their order: that which the line names, else the
 *   primary one; undefined where the product or the unit is unknown.
 *
 * Refused: UNKNOWN_ORDER, ORDER_NOT_OPEN, UNKNOWN_PRODUCT, PRECISION_EXCEEDED, EXCEEDS_OPEN.
 *
 * @throws RangeError when an operation is open: it is to be driven to its end first.
 */
export function cancelOrder(
  order: OrderState | null,
  command: CancelOrder,
  units: readonly (Unit | undefined)[],
  { now }: DecisionContext,
): Decision<OrderEvent> {
  if (order === null) return refuse(unknownOrder(command.orderId));
  if (order.open !== null) throw new RangeError(`order ${order.orderId} has an open operation`);
  if (order.status !== 'accepted') return refuse(notOpen(order));
  const reasons: Reason[] = [];
  const inUnits = command.lines?.flatMap((line, index) =>
    askedLine(line, units[index], `lines[${index}]`, reasons),
  );
  const asked = inUnits && linesNamed(order.lines, inUnits, openOf);
  const lines = asked === undefined ? everythingOpen(order) : mergeLines(asked);
  if (asked !== undefined) checkOpen(order, mergeLines(asked), reasons);
  if (reasons.length > 0) return refuse(...reasons);
  const { orderId } = order;
  const operation = order.operation + 1;
  const why = command.reason !== undefined && { reason: command.reason };
  const named = asked && { lines: asked.map(written) };
  const whole = isWhole(order, lines);
  return accept(
    { type: 'CancellationRequested', data: { orderId, operation, ...named, ...why, decidedAt: now } },
    { type: 'OrderCancelled', data: { orderId, operation, lines: lines.map(written), whole, ...why } },
  );
}

interface AskedLine extends OpenLine {
  readonly path: string;
}

/** A line of the command in its unit; none, and a reason, where neither the command nor the product names one. */
function askedLine(
  { sku, quantity, components, ...line }: CommandLine,
  unit: Unit | undefined,
  path: string,
  reasons: Reason[],
): readonly (Omit<AskedLine, 'components'> & { readonly named?: readonly string[] | undefined })[] {
  if (unit !== undefined) reasons.push(...precisionExceeded(sku, unit, quantity, `${path}.quantity`));
  const code = unit?.code ?? line.unit;
  if (code !== undefined) return [{ sku, unit: code, quantity, path, named: components }];
  reasons.push(unknownProduct(sku, `${path}.sku`));
  return [];
}

/** EXCEEDS_OPEN: more is named than is open, nothing being open of what the order does not have. */
function checkOpen(order: OrderState, lines: readonly AskedLine[], reasons: Reason[]): void {
  const find = lineFinder(order.lines);
  for (const { quantity, path, ...name } of lines) {
    const { sku, unit } = name;
    const line = find(name);
    const open = line === undefined ? ZERO : openOf(line);
    if (quantity > open) reasons.push(exceedsOpen(sku, unit, quantity, open, path));
  }
}

const everythingOpen = ({ lines }: OrderState): readonly OpenLine[] =>
  lines.flatMap((line) => {
    const { sku, unit, components } = line;
    const quantity = openOf(line);
    if (unit === undefined || quantity === ZERO) return [];
    return [{ sku, unit, quantity, ...(components !== undefined && { components }) }];
  });

/** Whether nothing of the order is left open. */
function isWhole({ lines }: OrderState, taken: readonly OpenLine[]): boolean {
  const find = lineFinder(taken);
  return lines.every((line) => openOf(line) === (find(line)?.quantity ?? ZERO));
}

const written = ({ sku, unit, quantity, components }: OpenLine): MergedLine => ({
  sku,
  unit,
  quantity: formatQuantity(quantity),
  ...(components !== undefined && { components }),
});

const unknownOrder = (orderId: string): Reason => ({
  code: 'UNKNOWN_ORDER',
  message: `there is no order ${quote(orderId)}`,
  path: 'orderId',
});

const notOpen = ({ orderId, status }: OrderState): Reason => ({
  code: 'ORDER_NOT_OPEN',
  message: `the order ${quote(orderId)} is ${status}`,
  path: 'orderId',
  status,
});
