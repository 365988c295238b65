/** Goods of an order that go out and come back. */
import type { NamingLine } from './kits.ts';
import { isAt, move } from './levels.ts';
import {
  backOf,
  everythingOpen,
  lineOf,
  linesNamed,
  meant,
  openOf,
  openOrder,
  reasonsAgainstLines,
  standOf,
} from './order-lines.ts';
import { productOf } from './orders.ts';
import { backorderedOf, goOut, promisesTo } from './promises.ts';
import {
  type AskingLine,
  type CommandOf,
  DONE,
  type LevelName,
  type Order,
  type Reason,
  type Result,
  refused,
  type Shop,
  type Stocked,
  sum,
} from './shop.ts';
import { applyStatusRule } from './status.ts';
import { fromLevelUnit, inLevelUnit, levelUnitOf, unitOf } from './units.ts';
import { openWarehouses, warehousesOf } from './warehouses.ts';

/** A line that goes out from, or comes back to, a warehouse. */
interface Moving extends AskingLine {
  readonly warehouse?: string | undefined;
  readonly restock?: boolean | undefined;
}

/** What of one product moves. */
interface Piece {
  readonly sku: string;
  readonly unit: string;
  readonly quantity: number;
  readonly warehouse: string | undefined;
  readonly restock: boolean | undefined;
}

const unknownPlaces = (shop: Shop, lines: readonly { readonly warehouse?: string }[]): readonly Reason[] =>
  lines
    .filter(({ warehouse }) => warehouse !== undefined && !shop.warehouses.has(warehouse))
    .map(() => ({ code: 'UNKNOWN_WAREHOUSE' }));

/** What of moving lines concerns the stock: of each line's product, or its components, up to a limit. */
function piecesOf(
  order: Order,
  lines: readonly Moving[],
  limitOf: (stocked: Stocked) => number,
): readonly Piece[] {
  const used = new Map<Stocked, number>();
  return lines.flatMap(({ warehouse, restock, ...moving }) => {
    const stocked = lineOf(order, moving)?.stocked ?? [];
    return stocked.flatMap((part) => {
      const quantity = Math.min(moving.quantity * part.each, limitOf(part) - (used.get(part) ?? 0));
      used.set(part, (used.get(part) ?? 0) + quantity);
      const { sku, unit } = part;
      return quantity > 0 ? [{ sku, unit, quantity, warehouse, restock }] : [];
    });
  });
}

const skusOf = (pieces: readonly Piece[]): readonly string[] =>
  [...new Set(pieces.map(({ sku }) => sku))].sort();

/** One place from which goods of an order may go out. */
interface Stand extends LevelName {
  promised: number;
  there: number;
  taken: number;
}

function standsOf(shop: Shop, orderId: string, sku: string): readonly Stand[] {
  const stands: Stand[] = [];
  for (const promise of promisesTo(shop, orderId, sku)) {
    const { warehouse, unit, quantity } = promise;
    let stand = stands.find(isAt({ sku, unit, warehouse }));
    if (stand === undefined) {
      stand = { sku, warehouse, unit, promised: 0, there: 0, taken: 0 };
      stands.push(stand);
    }
    stand.promised += quantity;
    stand.there += quantity - backorderedOf(shop, promise);
  }
  return stands;
}

function take(
  shop: Shop,
  stands: readonly Stand[],
  { sku, unit: code, quantity, warehouse }: Piece,
): readonly Reason[] {
  const product = productOf(shop, sku);
  const unit = unitOf(product, code);
  if (unit === undefined) throw new Error(`${sku} is not sold by ${code}`);
  const own = stands.filter(
    (stand) =>
      stand.unit === levelUnitOf(product, unit) && (warehouse === undefined || stand.warehouse === warehouse),
  );
  const promised = sum(own.map((stand) => stand.promised));
  const there = sum(own.map((stand) => stand.there));
  let rest = inLevelUnit(product, unit, quantity);
  const named = { sku, unit: unit.code, warehouse, requested: quantity };
  if (rest > promised) {
    return [{ code: 'EXCEEDS_OPEN', ...named, open: fromLevelUnit(product, unit, promised) }];
  }
  if (rest > there) {
    return [{ code: 'INSUFFICIENT_STOCK', ...named, sellable: fromLevelUnit(product, unit, there) }];
  }
  for (const stand of own) {
    const part = Math.min(rest, stand.there);
    stand.there -= part;
    stand.promised -= part;
    stand.taken += part;
    rest -= part;
  }
  return [];
}

/** The order's lines that moving lines mean. */
function movingLines<Line extends { readonly warehouse?: string; readonly restock?: boolean }>(
  order: Order,
  lines: readonly Line[],
  named: readonly NamingLine[],
  leftOf: typeof openOf,
): readonly Moving[] {
  const withPlaces = named.map((line, index) => {
    const { warehouse, restock } = lines[index] ?? {};
    return { ...line, warehouse, restock };
  });
  return linesNamed(order, withPlaces, leftOf);
}

export function shipOrder(shop: Shop, command: CommandOf<'ShipOrder'>): Result {
  const order = openOrder(shop, command.orderId, ['accepted']);
  if ('kind' in order) return order;
  const { orderId } = order;
  const named = command.lines && meant(shop, command.lines);
  const against = [
    ...unknownPlaces(shop, command.lines ?? []),
    ...reasonsAgainstLines(shop, order, named ?? [], openOf),
  ];
  if (against.length > 0) return refused(...against);
  const lines: readonly Moving[] =
    named === undefined ? everythingOpen(order) : movingLines(order, command.lines ?? [], named, openOf);
  const namedFirst = [
    ...lines.filter(({ warehouse }) => warehouse !== undefined),
    ...lines.filter(({ warehouse }) => warehouse === undefined),
  ];
  const pieces = piecesOf(order, namedFirst, ({ allocated }) => allocated);
  const stands = new Map(skusOf(pieces).map((sku) => [sku, standsOf(shop, orderId, sku)]));
  const reasons = pieces.flatMap((piece) => take(shop, stands.get(piece.sku) ?? [], piece));
  if (reasons.length > 0) return refused(...reasons);
  order.operation += 1;
  for (const places of stands.values()) {
    for (const { sku, warehouse, unit, taken } of places) {
      if (taken === 0) continue;
      goOut(shop, orderId, { sku, unit, warehouse }, taken);
      order.origins.push({ sku, unit, warehouse, quantity: taken });
    }
  }
  for (const moving of lines) {
    const line = lineOf(order, moving);
    if (line === undefined) continue;
    for (const stocked of line.stocked) {
      const part = Math.min(moving.quantity * stocked.each, stocked.allocated);
      stocked.allocated -= part;
      stocked.fromStock += part;
    }
    line.shipped += moving.quantity;
  }
  standOf(order);
  return DONE;
}

export function returnOrder(shop: Shop, command: CommandOf<'ReturnOrder'>): Result {
  const order = openOrder(shop, command.orderId, ['accepted', 'shipped', 'closed']);
  if ('kind' in order) return order;
  const named = meant(shop, command.lines);
  const against = [...unknownPlaces(shop, command.lines), ...reasonsAgainstLines(shop, order, named, backOf)];
  if (against.length > 0) return refused(...against);
  const lines = movingLines(order, command.lines, named, backOf);
  const pieces = piecesOf(order, lines, ({ fromStock }) => fromStock);
  const arrivals = pieces.flatMap((piece) => arrivalsOf(shop, order, piece, pieces));
  const shut = arrivals.filter(({ warehouse, restock }) => restock && !isOpen(shop, warehouse));
  if (shut.length > 0) return refused(...shut.map(() => ({ code: 'WAREHOUSE_CLOSED' })));
  order.operation += 1;
  for (const arrival of arrivals) if (arrival.restock) move(shop, arrival, arrival.quantity);
  for (const sku of skusOf(pieces)) {
    if (arrivals.some((each) => each.sku === sku && each.restock))
      applyStatusRule(shop, productOf(shop, sku));
  }
  for (const piece of pieces) comeBack(shop, order, piece);
  for (const moving of lines) {
    const line = lineOf(order, moving);
    if (line === undefined) continue;
    for (const stocked of line.stocked) {
      stocked.fromStock -= Math.min(moving.quantity * stocked.each, stocked.fromStock);
    }
    line.returned += moving.quantity;
  }
  standOf(order);
  return DONE;
}

const isOpen = (shop: Shop, warehouse: string): boolean => openWarehouses(shop).includes(warehouse);

interface Arrival extends LevelName {
  readonly quantity: number;
  readonly restock: boolean;
}

/** A piece in the unit of its level. */
function inLevel(shop: Shop, { sku, unit: code, quantity }: Piece) {
  const product = productOf(shop, sku);
  const unit = unitOf(product, code);
  if (unit === undefined) throw new Error(`${sku} is not sold by ${code}`);
  return { unit: levelUnitOf(product, unit), quantity: inLevelUnit(product, unit, quantity) };
}

/**
 * To the warehouse that is named, or to where the goods went out; where that is not open, to the website's first. Those
 * that name one take nothing from what went out for those that name none.
 */
function arrivalsOf(shop: Shop, order: Order, piece: Piece, all: readonly Piece[]): readonly Arrival[] {
  const { sku, warehouse, restock = false } = piece;
  const { unit, quantity } = inLevel(shop, piece);
  if (warehouse !== undefined) return [{ sku, unit, warehouse, quantity, restock }];
  const earlier = all
    .slice(0, all.indexOf(piece))
    .filter((each) => each.sku === sku && each.warehouse === undefined)
    .map((each) => inLevel(shop, each))
    .filter((each) => each.unit === unit);
  let skipped = sum(earlier.map((each) => each.quantity));
  let rest = quantity;
  const [first] = warehousesOf(shop, order.website);
  return order.origins.flatMap((origin) => {
    if (origin.sku !== sku || origin.unit !== unit) return [];
    const passed = Math.min(skipped, origin.quantity);
    skipped -= passed;
    const part = Math.min(rest, origin.quantity - passed);
    rest -= part;
    if (part === 0) return [];
    const isBack = !restock || isOpen(shop, origin.warehouse);
    const to = isBack ? origin.warehouse : (first ?? origin.warehouse);
    return [{ sku, unit, warehouse: to, quantity: part, restock }];
  });
}

/** What went out first has come back first. */
function comeBack(shop: Shop, order: Order, piece: Piece): void {
  const { unit, quantity } = inLevel(shop, piece);
  let rest = quantity;
  for (const origin of order.origins.filter((each) => each.sku === piece.sku && each.unit === unit)) {
    const part = Math.min(rest, origin.quantity);
    origin.quantity -= part;
    rest -= part;
  }
}
