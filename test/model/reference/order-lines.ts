/** The lines of an order, and which of them the lines of a command mean. */
import type { NamingLine } from './kits.ts';
import {
  type AskingLine,
  type Order,
  type OrderLine,
  type Reason,
  type Result,
  refused,
  type Shop,
  type Stocked,
} from './shop.ts';
import { isTooPrecise, unitOf } from './units.ts';

interface CommandLine {
  readonly sku: string;
  readonly unit?: string;
  readonly quantity: string;
  readonly components?: readonly string[];
}

/** Lines in the unit that they name, or the product's primary one. */
export const meant = (shop: Shop, lines: readonly CommandLine[]): readonly NamingLine[] =>
  lines.map(({ sku, unit, quantity, components }) => {
    const product = shop.products.get(sku);
    return { sku, unit: unit ?? product?.units[0]?.code, quantity: Number(quantity), named: components };
  });

/** What tells lines apart: kits that are made of other products are another line. */
export const nameOf = ({ sku, unit, components }: Omit<AskingLine, 'quantity'>): string =>
  JSON.stringify([sku, unit ?? '', components?.map((part) => [part.sku, part.each]) ?? null]);

export const nameOfLine = ({ sku, unit, isKit, stocked }: OrderLine): string =>
  nameOf({ sku, unit, ...(isKit && { components: stocked }) });

/** Lines of one name are one line. */
export function merged<Line extends AskingLine>(lines: readonly Line[]): readonly Line[] {
  const result: Line[] = [];
  for (const line of lines) {
    const at = result.findIndex((each) => nameOf(each) === nameOf(line));
    const known = result[at];
    if (known === undefined) result.push(line);
    else result[at] = { ...known, quantity: known.quantity + line.quantity };
  }
  return result;
}

export function newLine({ sku, unit = '', components, quantity }: AskingLine): OrderLine {
  const isKit = components !== undefined;
  const stocked = (components ?? [{ sku, unit, each: 1 }]).map((each) => ({
    ...each,
    allocated: 0,
    fromStock: 0,
  }));
  return { sku, unit, isKit, quantity, cancelled: 0, shipped: 0, returned: 0, stocked };
}

export const openOf = ({ quantity, cancelled, shipped }: OrderLine): number => quantity - cancelled - shipped;
export const sizeOf = ({ quantity, cancelled }: OrderLine): number => quantity - cancelled;
export const backOf = ({ shipped, returned }: OrderLine): number => shipped - returned;

export const lineOf = (order: Order, name: Omit<AskingLine, 'quantity'>): OrderLine | undefined =>
  order.lines.find((line) => nameOfLine(line) === nameOf(name));

/** The order's line as one that asks, for so much. */
export const askingOf = ({ sku, unit, isKit, stocked }: OrderLine, quantity: number): AskingLine => ({
  sku,
  unit,
  quantity,
  ...(isKit && { components: stocked.map((part) => ({ sku: part.sku, unit: part.unit, each: part.each })) }),
});

/** What is given up of a line is first what was never allocated. */
export const allocatedPart = (line: OrderLine, stocked: Stocked, quantity: number): number =>
  Math.max(0, quantity * stocked.each - (openOf(line) * stocked.each - stocked.allocated));

/** Whether each name is that of a component of its own. */
const areNamed = ({ stocked }: OrderLine, named: readonly string[]): boolean =>
  named.every((name) => {
    const wanted = named.filter((each) => each === name).length;
    return stocked.filter(({ sku }) => sku === name).length >= wanted;
  });

/**
 * Which lines of the order are meant. A line that names a kit takes from the first of the order's lines for it on what is
 * left there, and the rest from the last.
 */
export function linesNamed<Line extends NamingLine>(
  order: Order,
  naming: readonly Line[],
  leftOf: (line: OrderLine) => number,
): readonly Omit<Line, 'named'>[] {
  const taken = new Map<OrderLine, number>();
  return naming.flatMap(({ named = [], ...line }): readonly Omit<Line, 'named'>[] => {
    const own = order.lines.filter(
      (each) => each.isKit && each.sku === line.sku && each.unit === line.unit && areNamed(each, named),
    );
    let rest = line.quantity;
    if (own.length === 0) return [line];
    return own.flatMap((each, index) => {
      const left = leftOf(each) - (taken.get(each) ?? 0);
      const quantity = index === own.length - 1 ? rest : Math.min(rest, left);
      if (quantity <= 0) return [];
      taken.set(each, (taken.get(each) ?? 0) + quantity);
      rest -= quantity;
      return [{ ...line, ...askingOf(each, quantity) }];
    });
  });
}

/** Why lines of a command on an order cannot be: precision, and more than is left of the order's line. */
export function reasonsAgainstLines(
  shop: Shop,
  order: Order,
  lines: readonly NamingLine[],
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
  const known = lines.filter(({ unit }) => unit !== undefined);
  for (const line of merged(linesNamed(order, known, leftOf))) {
    const { sku, unit, quantity } = line;
    const own = lineOf(order, line);
    const open = own === undefined ? 0 : leftOf(own);
    if (quantity > open) reasons.push({ code: 'EXCEEDS_OPEN', sku, unit, requested: quantity, open });
  }
  return reasons;
}

/** The order, where something can be done to it. */
export function openOrder(shop: Shop, orderId: string, statuses: readonly Order['status'][]): Order | Result {
  const order = shop.orders.get(orderId);
  if (order === undefined) return refused({ code: 'UNKNOWN_ORDER' });
  return statuses.includes(order.status) ? order : refused({ code: 'ORDER_NOT_OPEN' });
}

/** The order's status by what is open of it. */
export function standOf(order: Order): void {
  const { lines } = order;
  if (lines.some((line) => openOf(line) > 0)) order.status = 'accepted';
  else if (lines.every(({ shipped }) => shipped === 0)) order.status = 'cancelled';
  else order.status = lines.every((line) => line.cancelled + line.returned === 0) ? 'shipped' : 'closed';
}

/** Everything open, as lines. */
export const everythingOpen = ({ lines }: Order): readonly AskingLine[] =>
  lines.map((line) => askingOf(line, openOf(line))).filter(({ quantity }) => quantity > 0);
