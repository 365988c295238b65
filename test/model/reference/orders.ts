/** An order's life: submitted, amended, cancelled, and what is open of it. */
import { beyond, type Demand, type Line, reasonsAgainst, source, sumsOf } from './demand.ts';
import { isTracked } from './options.ts';
import {
  type CommandOf,
  DONE,
  isTooPrecise,
  NOTHING,
  type Order,
  type OrderLine,
  type Product,
  type Reason,
  type Result,
  refused,
  type Shop,
  sum,
  unitOf,
} from './shop.ts';
import { applyStatusRule, giveBack } from './stock.ts';

interface NamedLine {
  readonly sku: string;
  readonly unit?: string;
  readonly quantity: string;
}

/** Lines in the unit that they name, or the product's primary one. */
export const meant = (shop: Shop, lines: readonly NamedLine[]): readonly Line[] =>
  lines.map(({ sku, unit, quantity }) => {
    const product = shop.products.get(sku);
    return { sku, unit: unit ?? product?.units[0]?.code, quantity: Number(quantity) };
  });

/** Lines of one product and unit are one line. */
export function merged(lines: readonly Line[]): readonly Line[] {
  const result: { sku: string; unit: string | undefined; quantity: number }[] = [];
  for (const line of lines) {
    const known = result.find(({ sku, unit }) => sku === line.sku && unit === line.unit);
    if (known === undefined) result.push({ ...line });
    else known.quantity += line.quantity;
  }
  return result;
}

export const openOf = ({ quantity, cancelled, shipped }: OrderLine): number => quantity - cancelled - shipped;
const sizeOf = ({ quantity, cancelled }: OrderLine): number => quantity - cancelled;

export const lineOf = (order: Order, { sku, unit }: Pick<Line, 'sku' | 'unit'>): OrderLine | undefined =>
  order.lines.find((line) => line.sku === sku && line.unit === unit);

/** What is given up of a line is first what was never allocated. */
const allocatedPart = (line: OrderLine, quantity: number): number =>
  Math.max(0, quantity - (openOf(line) - line.allocated));

export function standOf(order: Order): void {
  const { lines } = order;
  if (lines.some((line) => openOf(line) > 0)) order.status = 'accepted';
  else if (lines.every(({ shipped }) => shipped === 0)) order.status = 'cancelled';
  else order.status = lines.every((line) => line.cancelled + line.returned === 0) ? 'shipped' : 'closed';
}

export const skusOf = (lines: readonly { readonly sku: string }[]): readonly string[] =>
  [...new Set(lines.map(({ sku }) => sku))].sort();

/** By every product and rule, why it cannot be had. */
function reasonsOf(shop: Shop, sku: string, demand: Demand, named: readonly NamedLine[]): readonly Reason[] {
  const product = shop.products.get(sku);
  if (product !== undefined) return reasonsAgainst(shop, product, demand);
  const units = new Set(named.filter((line) => line.sku === sku).map(({ unit }) => unit));
  return [...units].map((unit) => ({ code: 'UNKNOWN_PRODUCT', sku, unit }));
}

/** Promises what is asked for; false where the product's stock is not tracked. */
function promise(
  shop: Shop,
  { orderId, operation, website }: Order,
  product: Product,
  sums: ReturnType<typeof sumsOf>,
): boolean {
  if (!isTracked(shop, product, website)) return false;
  const { sku } = product;
  const shares = sums.flatMap((each) =>
    [...source(shop, product, website, each)].map(([warehouse, quantity]) => ({
      unit: each.unit,
      warehouse,
      quantity,
    })),
  );
  for (const share of shares) shop.promises.push({ orderId, operation, sku, ...share });
  applyStatusRule(shop, product);
  return true;
}

export function submitOrder(shop: Shop, command: CommandOf<'SubmitOrder'>): Result {
  const { orderId, website } = command;
  const content = JSON.stringify(command);
  const known = shop.orders.get(orderId);
  if (known !== undefined) {
    return known.content === content ? known.answer : { kind: 'conflict', code: 'IDEMPOTENCY_CONFLICT' };
  }
  if (!shop.websites.has(website)) return refused({ code: 'UNKNOWN_WEBSITE' });
  const lines = meant(shop, command.lines);
  const skus = skusOf(lines);
  const reasons = skus.flatMap((sku) =>
    reasonsOf(shop, sku, { website, lines: lines.filter((line) => line.sku === sku) }, command.lines),
  );
  const order: Order = {
    orderId,
    website,
    content,
    answer: DONE,
    lines: merged(lines).map((line) => newLine(line, line.quantity)),
    status: 'accepted',
    operation: 0,
    origins: [],
  };
  shop.orders.set(orderId, order);
  if (reasons.length > 0) {
    order.status = 'rejected';
    order.answer = { kind: 'refused', isRecorded: true, reasons };
    return order.answer;
  }
  for (const sku of skus) {
    const product = productOf(shop, sku);
    const own = order.lines.filter((line) => line.sku === sku);
    const isPromised = promise(shop, order, product, sumsOf(product, own));
    for (const line of own) line.allocated = isPromised ? line.quantity : 0;
  }
  return DONE;
}

const newLine = ({ sku, unit = '' }: Line, quantity: number): OrderLine => ({
  sku,
  unit,
  quantity,
  cancelled: 0,
  shipped: 0,
  returned: 0,
  allocated: 0,
  fromStock: 0,
});

export function productOf(shop: Shop, sku: string): Product {
  const product = shop.products.get(sku);
  if (product === undefined) throw new Error(`an order was accepted for ${sku}, which does not exist`);
  return product;
}

/** The order, where something can be done to it. */
export function openOrder(shop: Shop, orderId: string, statuses: readonly Order['status'][]): Order | Result {
  const order = shop.orders.get(orderId);
  if (order === undefined) return refused({ code: 'UNKNOWN_ORDER' });
  return statuses.includes(order.status) ? order : refused({ code: 'ORDER_NOT_OPEN' });
}

export function amendOrder(shop: Shop, command: CommandOf<'AmendOrder'>): Result {
  const order = openOrder(shop, command.orderId, ['accepted']);
  if ('kind' in order) return order;
  const { website, orderId } = order;
  const targets = merged(meant(shop, command.lines));
  const added: Line[] = [];
  const given: Line[] = [];
  const changed = new Set<string>();
  const reasons: Reason[] = [];
  for (const line of order.lines) {
    const { sku, unit } = line;
    const target = targets.find((each) => each.sku === sku && each.unit === unit)?.quantity ?? 0;
    const change = target - sizeOf(line);
    if (target < line.shipped) {
      reasons.push({ code: 'EXCEEDS_OPEN', sku, unit, requested: -change, open: openOf(line) });
    }
    if (change !== 0) changed.add(sku);
    if (change > 0) added.push({ sku, unit, quantity: change });
    if (change < 0 && allocatedPart(line, -change) > 0) {
      given.push({ sku, unit, quantity: allocatedPart(line, -change) });
    }
  }
  for (const target of targets) {
    if (lineOf(order, target) !== undefined) continue;
    added.push(target);
    changed.add(target.sku);
  }
  if (changed.size === 0) return NOTHING;
  order.operation += 1;
  const of = (sku: string, lines: readonly Line[]) => lines.filter((line) => line.sku === sku);
  const skus = [...changed].sort();
  for (const sku of skus) {
    const demand = { website, lines: of(sku, added), whole: of(sku, targets), givenUp: of(sku, given) };
    reasons.push(...reasonsOf(shop, sku, demand, command.lines));
  }
  if (reasons.length > 0) return { kind: 'refused', isRecorded: true, reasons };
  const untracked = new Set<string>();
  for (const sku of skus) {
    const product = productOf(shop, sku);
    const more = beyond(product, sumsOf(product, of(sku, added)), of(sku, given));
    if (more.length > 0 && !promise(shop, order, product, more)) untracked.add(sku);
  }
  for (const { sku, unit } of targets) {
    if (lineOf(order, { sku, unit }) === undefined) order.lines.push(newLine({ sku, unit, quantity: 0 }, 0));
  }
  for (const line of order.lines) {
    const target = targets.find(({ sku, unit }) => sku === line.sku && unit === line.unit)?.quantity ?? 0;
    const change = target - sizeOf(line);
    if (change > 0 && !untracked.has(line.sku)) line.allocated += change;
    if (change < 0) line.allocated -= allocatedPart(line, -change);
    line.quantity = target;
    line.cancelled = 0;
  }
  for (const sku of skusOf(given)) {
    const product = productOf(shop, sku);
    const exchanged = untracked.has(sku) ? [] : of(sku, added);
    const less = beyond(product, sumsOf(product, of(sku, given)), exchanged);
    for (const { unit, quantity } of less) giveBack(shop, orderId, sku, unit, quantity);
    if (less.length > 0) applyStatusRule(shop, product);
  }
  standOf(order);
  return DONE;
}

/** Why lines of a command on an order cannot be: precision, and more than is left of the order's line. */
export function reasonsAgainstLines(
  shop: Shop,
  order: Order,
  lines: readonly Line[],
  leftOf: (line: OrderLine) => number,
): readonly Reason[] {
  const reasons: Reason[] = [];
  for (const { sku, unit: code, quantity } of lines) {
    const product = shop.products.get(sku);
    const unit = product === undefined ? undefined : unitOf(product, code);
    if (unit !== undefined && isTooPrecise(unit, quantity)) {
      reasons.push({ code: 'PRECISION_EXCEEDED', sku, unit: unit.code, requested: quantity });
    }
    if (code === undefined) reasons.push({ code: 'UNKNOWN_PRODUCT', sku });
  }
  for (const { sku, unit, quantity } of merged(lines.filter((line) => line.unit !== undefined))) {
    const line = lineOf(order, { sku, unit });
    const open = line === undefined ? 0 : leftOf(line);
    if (quantity > open) reasons.push({ code: 'EXCEEDS_OPEN', sku, unit, requested: quantity, open });
  }
  return reasons;
}

export function cancelOrder(shop: Shop, command: CommandOf<'CancelOrder'>): Result {
  const order = openOrder(shop, command.orderId, ['accepted']);
  if ('kind' in order) return order;
  const named = command.lines && meant(shop, command.lines);
  const reasons = reasonsAgainstLines(shop, order, named ?? [], openOf);
  if (reasons.length > 0) return refused(...reasons);
  const taken = merged(named ?? order.lines.map((line) => ({ ...line, quantity: openOf(line) })));
  order.operation += 1;
  const released: Line[] = [];
  for (const { sku, unit, quantity } of taken) {
    const line = lineOf(order, { sku, unit });
    if (line === undefined) continue;
    const part = allocatedPart(line, quantity);
    if (part > 0) released.push({ sku, unit, quantity: part });
    line.allocated -= part;
    line.cancelled += quantity;
  }
  for (const sku of skusOf(released)) {
    const product = productOf(shop, sku);
    for (const { unit, quantity } of sumsOf(
      product,
      released.filter((line) => line.sku === sku),
    )) {
      giveBack(shop, order.orderId, sku, unit, quantity);
    }
    applyStatusRule(shop, product);
  }
  standOf(order);
  return DONE;
}

/** What is open of all lines together. */
export const everythingOpen = ({ lines }: Order): readonly Line[] =>
  lines.map((line) => ({ ...line, quantity: openOf(line) })).filter(({ quantity }) => quantity > 0);

export const isOver = (order: Order): boolean => sum(order.lines.map(openOf)) === 0;
