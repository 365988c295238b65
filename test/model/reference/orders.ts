/** An order as it is submitted, and as it is cancelled. */
import { answerLines } from './answer.ts';
import { asksByProduct, beyond, type Demand, type LevelSum, reasonsAgainst, sumsOf } from './demand.ts';
import { claimedHold, endByOrder, takeOver } from './holds.ts';
import { reasonsAgainstNames, withComponents } from './kits.ts';
import { isTracked } from './options.ts';
import {
  allocatedPart,
  askingOf,
  lineOf,
  linesNamed,
  meant,
  merged,
  newLine,
  openOf,
  openOrder,
  reasonsAgainstLines,
  standOf,
} from './order-lines.ts';
import { giveBack } from './promises.ts';
import {
  type AskingLine,
  type CommandOf,
  DONE,
  type Order,
  type OrderLine,
  type Promised,
  type Reason,
  type Result,
  refused,
  type Shop,
} from './shop.ts';
import { source } from './source.ts';
import { applyStatusRule } from './status.ts';
import type { Product } from './units.ts';

/** By every product and rule, why it cannot be had. */
export function reasonsOf(shop: Shop, sku: string, demand: Demand): readonly Reason[] {
  const product = shop.products.get(sku);
  if (product !== undefined) return reasonsAgainst(shop, product, demand);
  return [...new Set(demand.asks.map(({ unit }) => unit))].map((unit) => ({
    code: 'UNKNOWN_PRODUCT',
    sku,
    unit,
  }));
}

/**
 * Promises what is asked for; undefined where the product's stock is not tracked.
 *
 * @param holdId what this has reserved becomes part of the promise.
 */
export function promise(
  shop: Shop,
  { orderId, operation, website }: Pick<Order, 'orderId' | 'operation' | 'website'>,
  product: Product,
  sums: readonly LevelSum[],
  holdId?: string,
): readonly Promised[] | undefined {
  if (product.kit !== undefined || !isTracked(shop, product, website)) return undefined;
  const { sku } = product;
  const made = sums.flatMap((each) =>
    [...source(shop, product, website, each, holdId)].map(
      ([warehouse, quantity]): Promised => ({
        orderId,
        operation,
        sku,
        unit: each.unit,
        warehouse,
        quantity,
      }),
    ),
  );
  shop.promises.push(...made);
  if (holdId !== undefined) takeOver(shop, holdId, sku, made);
  applyStatusRule(shop, product);
  return made;
}

export function submitOrder(shop: Shop, command: CommandOf<'SubmitOrder'>): Result {
  const { orderId, website, holdId, shipUntil } = command;
  const content = JSON.stringify(command);
  const known = shop.orders.get(orderId);
  if (known !== undefined) {
    return known.content === content ? known.answer : { kind: 'conflict', code: 'IDEMPOTENCY_CONFLICT' };
  }
  if (!shop.websites.has(website)) return refused({ code: 'UNKNOWN_WEBSITE' });
  const named = meant(shop, command.lines);
  const misnamed = reasonsAgainstNames(shop, named);
  if (misnamed.length > 0) return refused(...misnamed);
  const asking = { website, holdId, shipUntil };
  const lines = withComponents(shop, named, asking);
  const hold = holdId === undefined ? undefined : claimedHold(shop, holdId);
  const reasons = hold !== undefined && 'code' in hold ? [hold] : [];
  for (const [sku, asks] of asksByProduct(lines)) {
    reasons.push(...reasonsOf(shop, sku, { ...asking, asks }));
  }
  const order: Order = {
    ...{ orderId, website, shipUntil, content, answer: DONE, operation: 0, origins: [] },
    lines: merged(lines).map(newLine),
    status: 'accepted',
  };
  shop.orders.set(orderId, order);
  if (reasons.length > 0) {
    order.status = 'rejected';
    order.answer = { kind: 'refused', isRecorded: true, reasons };
    return order.answer;
  }
  const shares = new Map<string, readonly Promised[]>();
  for (const [sku, asks] of asksByProduct(lines)) {
    const product = productOf(shop, sku);
    const promised = promise(shop, order, product, sumsOf(product, asks), holdId);
    if (promised !== undefined) shares.set(sku, promised);
  }
  for (const line of order.lines) {
    for (const stocked of line.stocked) {
      if (shares.has(stocked.sku)) stocked.allocated = line.quantity * stocked.each;
    }
  }
  if (holdId !== undefined) endByOrder(shop, holdId);
  order.answer = { ...DONE, detail: answerLines(shop, order, shares) } as Result;
  return order.answer;
}

export function productOf(shop: Shop, sku: string): Product {
  const product = shop.products.get(sku);
  if (product === undefined) throw new Error(`an order was accepted for ${sku}, which does not exist`);
  return product;
}

/** What of a line was allocated, where so much of it is given up: by product. */
export const givenUpOf = (line: OrderLine, quantity: number): readonly AskingLine[] =>
  line.stocked.flatMap((stocked) => {
    const part = allocatedPart(line, stocked, quantity);
    return part > 0 ? [{ sku: stocked.sku, unit: stocked.unit, quantity: part }] : [];
  });

/** So much of a line is no longer allocated. */
export function release(line: OrderLine, quantity: number): void {
  for (const stocked of line.stocked) stocked.allocated -= allocatedPart(line, stocked, quantity);
}

export function cancelOrder(shop: Shop, command: CommandOf<'CancelOrder'>): Result {
  const order = openOrder(shop, command.orderId, ['accepted']);
  if ('kind' in order) return order;
  const named = command.lines && meant(shop, command.lines);
  const reasons = reasonsAgainstLines(shop, order, named ?? [], openOf);
  if (reasons.length > 0) return refused(...reasons);
  const taken: readonly AskingLine[] =
    named === undefined
      ? order.lines.map((line) => askingOf(line, openOf(line)))
      : merged(linesNamed(order, named, openOf));
  order.operation += 1;
  const released: AskingLine[] = [];
  for (const each of taken) {
    const line = lineOf(order, each);
    if (line === undefined) continue;
    released.push(...givenUpOf(line, each.quantity));
    release(line, each.quantity);
    line.cancelled += each.quantity;
  }
  giveBackAll(shop, order, released);
  standOf(order);
  return DONE;
}

/** Gives back what was allocated, product by product. */
export function giveBackAll(
  shop: Shop,
  { orderId }: Order,
  given: readonly AskingLine[],
  exchanged: (sku: string) => Demand['asks'] = () => [],
): void {
  for (const [sku, asks] of asksByProduct(given)) {
    const product = productOf(shop, sku);
    const less = beyond(product, sumsOf(product, asks), exchanged(sku));
    for (const { unit, quantity } of less) giveBack(shop, orderId, sku, unit, quantity);
    if (less.length > 0) applyStatusRule(shop, product);
  }
}
