import { type CommandOf, type RetailCommand, retailCommand } from './command.ts';
import type { Invoice } from './invoices.ts';
import { isCancellation, movementsOf, type StockMovement } from './movements.ts';
import type { OpenOrders } from './open-orders.ts';
import { reasonOf, UNKNOWN_ORDER } from './reasons.ts';
import { WAREHOUSE, websiteOf } from './shop.ts';

/**
 * The commands of one invoice: an order and its stock corrections, or what a cancellation takes back.
 *
 * @param openOrders what was ordered before; the invoice's own effect on it is entered
 * @param onSkipped told why, for each line that is not sent
 */
export function* invoiceCommands(
  invoice: Invoice,
  openOrders: OpenOrders,
  onSkipped: (why: string) => void,
): Generator<RetailCommand> {
  const moved: StockMovement[] = [];
  for (const movement of movementsOf(invoice)) {
    if (movement.kind === 'skipped') onSkipped(movement.why);
    else moved.push(movement);
  }
  if (isCancellation(invoice)) {
    yield* cancellation(invoice, moved, openOrders);
    return;
  }
  const ordered = moved.filter((movement) => movement.kind === 'ordered');
  if (ordered.length > 0) yield order(invoice, ordered, openOrders);
  for (const movement of moved) {
    const { kind, line, quantity } = movement;
    if (kind === 'writtenOff') yield adjustment(invoice, movement, -quantity, reasonOf(kind, line));
    if (kind === 'found') yield adjustment(invoice, movement, quantity, reasonOf(kind, line));
  }
}

/** Lines of one product stay apart, as on the invoice: the ledger sums them. */
function order(
  { number, issuedAt, customer, country }: Invoice,
  moved: readonly StockMovement[],
  openOrders: OpenOrders,
): CommandOf<'SubmitOrder'> {
  if (customer !== '') {
    for (const { sku, quantity } of moved) openOrders.add(customer, sku, number, quantity);
  }
  return retailCommand('SubmitOrder', `order:${number}`, issuedAt, {
    orderId: number,
    website: websiteOf(country),
    lines: moved.map(({ sku, quantity }) => ({ sku, quantity: String(quantity) })),
    ...(customer === '' ? {} : { customer }),
    placedAt: issuedAt,
  });
}

/** One CancelOrder for each order that the invoice takes items off, then a return for what no order is known of. */
function* cancellation(
  invoice: Invoice,
  moved: readonly StockMovement[],
  openOrders: OpenOrders,
): Generator<RetailCommand> {
  const { number, issuedAt, customer } = invoice;
  const quantityByOrder = new Map<string, Map<string, number>>();
  const returns: CommandOf<'AdjustLevel'>[] = [];
  for (const movement of moved) {
    const { sku } = movement;
    let rest = movement.quantity;
    for (const { orderId, quantity } of customer === '' ? [] : openOrders.take(customer, sku, rest)) {
      const bySku = quantityByOrder.get(orderId) ?? new Map<string, number>();
      quantityByOrder.set(orderId, bySku.set(sku, (bySku.get(sku) ?? 0) + quantity));
      rest -= quantity;
    }
    if (rest > 0) returns.push(adjustment(invoice, movement, rest, UNKNOWN_ORDER));
  }
  for (const [orderId, bySku] of quantityByOrder) {
    yield retailCommand('CancelOrder', `cancel:${number}:${orderId}`, issuedAt, {
      orderId,
      lines: Array.from(bySku, ([sku, quantity]) => ({ sku, quantity: String(quantity) })),
      reason: `cancelled by ${number}`,
    });
  }
  yield* returns;
}

function adjustment(
  { number, issuedAt }: Invoice,
  { sku, line }: StockMovement,
  quantity: number,
  reason: string,
): CommandOf<'AdjustLevel'> {
  return retailCommand('AdjustLevel', `adjust:${number}:${line.number}`, issuedAt, {
    sku,
    warehouse: WAREHOUSE,
    quantity: String(quantity),
    reason,
    reference: number,
    effectiveAt: issuedAt,
  });
}
