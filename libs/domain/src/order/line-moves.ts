/** How the quantities of an order's lines move, and what of it concerns the stock. */
import { maximum, minimum, ONE, type Quantity, ZERO } from '../shared/quantity.ts';
import { lineFinder } from './lines.ts';
import { type LinePart, type OpenLine, type OrderLineState, openOf } from './state.ts';

/** What is given up of a line is given up first of what was never allocated. */
const releasedBy = (line: OrderLineState, quantity: Quantity): Quantity =>
  maximum(ZERO, quantity - (openOf(line) - line.allocated));

/** How much of a component goes into so many kits. */
export const forKits = ({ each }: LinePart, kits: Quantity): Quantity => (kits * each) / ONE;

/** The same of a component of a kit, of which so many are given up. */
const releasedByPart = (line: OrderLineState, part: LinePart, kits: Quantity): Quantity =>
  maximum(ZERO, forKits(part, kits) - (forKits(part, openOf(line)) - part.allocated));

/** A quantity of one product that concerns its stock. */
export interface StockPart {
  readonly sku: string;
  readonly unit: string;
  readonly quantity: Quantity;
}

/** What of a line was allocated, where so much of it is given up. Of a kit that is its components. */
export function releasedParts(line: OrderLineState, quantity: Quantity): readonly StockPart[] {
  const { sku, unit = '' } = line;
  const released = [
    { sku, unit, quantity: releasedBy(line, quantity) },
    ...(line.parts ?? []).map((part) => ({
      sku: part.sku,
      unit: part.unit,
      quantity: releasedByPart(line, part, quantity),
    })),
  ];
  return released.filter((one) => one.quantity > ZERO);
}

/** Of quantities that are taken off an order's lines: what of it was allocated, and is to be released. */
export function releasedOf(
  lines: readonly OrderLineState[],
  taken: readonly OpenLine[],
): readonly StockPart[] {
  const find = lineFinder(lines);
  return taken.flatMap((each) => {
    const line = find(each);
    return line === undefined ? [] : releasedParts(line, each.quantity);
  });
}

/** Gives up so much of what was allocated. */
function release(line: OrderLineState, quantity: Quantity): void {
  line.allocated -= releasedBy(line, quantity);
  for (const part of line.parts ?? []) part.allocated -= releasedByPart(line, part, quantity);
}

/** Part of a line is taken off the order. */
export function cancelLine(line: OrderLineState, quantity: Quantity): void {
  release(line, quantity);
  line.cancelled += quantity;
}

/** A line is to be so much from now on; `isAllocated`: what is added of the product was allocated. */
export function amendLine(
  line: OrderLineState,
  quantity: Quantity,
  isAllocated: (sku: string) => boolean,
): void {
  const change = quantity - sizeOf(line);
  if (change < ZERO) {
    release(line, -change);
  } else {
    if (line.parts === undefined && isAllocated(line.sku)) line.allocated += change;
    for (const part of line.parts ?? []) {
      if (isAllocated(part.sku)) part.allocated += forKits(part, quantity) - forKits(part, sizeOf(line));
    }
  }
  line.quantity = quantity;
  line.cancelled = ZERO;
}

/** What the order is to bring of a line: what of it was not cancelled. */
export const sizeOf = ({ quantity, cancelled }: OrderLineState): Quantity => quantity - cancelled;

type Stocked = Pick<LinePart, 'allocated' | 'fromStock'>;

function ship(stocked: Stocked, quantity: Quantity): void {
  const fromStock = minimum(quantity, stocked.allocated);
  stocked.allocated -= fromStock;
  stocked.fromStock += fromStock;
}

function takeBack(stocked: Stocked, quantity: Quantity): void {
  stocked.fromStock -= minimum(quantity, stocked.fromStock);
}

const NONE: ReadonlySet<string> = new Set();

/** Components of so many kits have gone out, all but those refused. */
export function shipParts(line: OrderLineState, kits: Quantity, without: ReadonlySet<string>): void {
  for (const part of line.parts ?? []) if (!without.has(part.sku)) ship(part, forKits(part, kits));
}

/** Components of so many kits have come back, all but those refused. */
export function returnParts(line: OrderLineState, kits: Quantity, without: ReadonlySet<string>): void {
  for (const part of line.parts ?? []) if (!without.has(part.sku)) takeBack(part, forKits(part, kits));
}

/** Part of a line has gone out. What was allocated goes first. */
export function shipLine(line: OrderLineState, quantity: Quantity): void {
  ship(line, quantity);
  shipParts(line, quantity, NONE);
  line.shipped += quantity;
}

/** Part of what was shipped has come back. What had come from stock comes back first. */
export function returnLine(line: OrderLineState, quantity: Quantity): void {
  takeBack(line, quantity);
  returnParts(line, quantity, NONE);
  line.returned += quantity;
}

/**
 * Of quantities that are moved one after the other: what of each concerns the stock of which product, up to a limit for
 * each. Of a kit that is its components.
 */
export function stockPart<L extends OpenLine>(
  lines: readonly OrderLineState[],
  moved: readonly L[],
  limitOf: (stocked: Stocked) => Quantity,
): readonly L[] {
  const find = lineFinder(lines);
  const left = new Map<Stocked, Quantity>();
  const upTo = (stocked: Stocked, wanted: Quantity): Quantity => {
    const limit = left.get(stocked) ?? limitOf(stocked);
    const quantity = minimum(wanted, limit);
    left.set(stocked, limit - quantity);
    return quantity;
  };
  return moved.flatMap((named) => {
    const line = find(named);
    if (line === undefined) return [];
    const { components: _, ...move } = named;
    const own = { ...move, quantity: upTo(line, move.quantity) };
    const parts = (line.parts ?? []).map((part) => ({
      ...move,
      sku: part.sku,
      unit: part.unit,
      quantity: upTo(part, forKits(part, move.quantity)),
    }));
    // Apart from the components, which may be missing, each is a line like the one it came from.
    return [own, ...parts].filter(({ quantity }) => quantity > ZERO) as unknown as readonly L[];
  });
}
