/** An amendment says what the order is: the difference is decided. */
import { type Ask, asksByProduct, beyond, sumsOf } from './demand.ts';
import { type NamingLine, reasonsAgainstNames, withComponents } from './kits.ts';
import {
  allocatedPart,
  askingOf,
  lineOf,
  linesNamed,
  meant,
  merged,
  nameOf,
  nameOfLine,
  newLine,
  openOf,
  openOrder,
  sizeOf,
  standOf,
} from './order-lines.ts';
import { giveBackAll, givenUpOf, productOf, promise, reasonsOf } from './orders.ts';
import {
  type AskingLine,
  type CommandOf,
  DONE,
  NOTHING,
  type Order,
  type Reason,
  type Result,
  refused,
  type Shop,
} from './shop.ts';

/** The lines as they shall be: a kit that the order has keeps its components, one that is new has them chosen. */
function targetsOf(shop: Shop, order: Order, named: readonly NamingLine[]) {
  const reasons: Reason[] = [];
  const lines = named.flatMap((line): readonly AskingLine[] => {
    const { named: _, ...plain } = line;
    if (shop.products.get(line.sku)?.kit === undefined || line.unit === undefined) return [plain];
    const known = linesNamed(order, [line], sizeOf);
    if (known.every(({ components }) => components !== undefined)) return known;
    reasons.push(...reasonsAgainstNames(shop, [line]));
    return withComponents(shop, [line], { website: order.website, shipUntil: order.shipUntil });
  });
  return { targets: merged(lines), reasons };
}

export function amendOrder(shop: Shop, command: CommandOf<'AmendOrder'>): Result {
  const order = openOrder(shop, command.orderId, ['accepted']);
  if ('kind' in order) return order;
  const { targets, reasons: misnamed } = targetsOf(shop, order, meant(shop, command.lines));
  if (misnamed.length > 0) return refused(...misnamed);
  const target = (name: string) => targets.find((each) => nameOf(each) === name)?.quantity ?? 0;
  const added: AskingLine[] = [];
  const given: AskingLine[] = [];
  const changed = new Set<string>();
  const reasons: Reason[] = [];
  for (const line of order.lines) {
    const { sku, unit } = line;
    const quantity = target(nameOfLine(line));
    const change = quantity - sizeOf(line);
    if (quantity < line.shipped) {
      reasons.push({ code: 'EXCEEDS_OPEN', sku, unit, requested: -change, open: openOf(line) });
    }
    if (change !== 0) changed.add(sku);
    if (change > 0) added.push(askingOf(line, change));
    if (change < 0) given.push(...givenUpOf(line, -change));
  }
  for (const line of targets) if (lineOf(order, line) === undefined) added.push(line);
  const addedOf = asksByProduct(added);
  const givenOf = asksByProduct(given);
  for (const sku of [...addedOf.keys(), ...givenOf.keys()]) changed.add(sku);
  if (changed.size === 0) return NOTHING;
  order.operation += 1;
  const { website, shipUntil } = order;
  const skus = [...changed].sort();
  for (const sku of skus) {
    const asks = addedOf.get(sku) ?? [];
    const whole = asksByProduct(targets).get(sku) ?? [];
    const givenUp = givenOf.get(sku) ?? [];
    reasons.push(...reasonsOf(shop, sku, { website, shipUntil, asks, whole, givenUp }));
  }
  if (reasons.length > 0) return { kind: 'refused', isRecorded: true, reasons };
  const untracked = new Set<string>();
  for (const sku of skus) {
    const product = productOf(shop, sku);
    const more = beyond(product, sumsOf(product, addedOf.get(sku) ?? []), givenOf.get(sku) ?? []);
    if (more.length > 0 && promise(shop, order, product, more) === undefined) untracked.add(sku);
  }
  for (const line of targets) {
    if (lineOf(order, line) === undefined) order.lines.push(newLine({ ...line, quantity: 0 }));
  }
  for (const line of order.lines) {
    const quantity = target(nameOfLine(line));
    const change = quantity - sizeOf(line);
    for (const stocked of line.stocked) {
      if (change > 0 && !untracked.has(stocked.sku)) stocked.allocated += change * stocked.each;
      if (change < 0) stocked.allocated -= allocatedPart(line, stocked, -change);
    }
    line.quantity = quantity;
    line.cancelled = 0;
  }
  const exchanged = (sku: string): readonly Ask[] => (untracked.has(sku) ? [] : (addedOf.get(sku) ?? []));
  giveBackAll(shop, order, given, exchanged);
  standOf(order);
  return DONE;
}
