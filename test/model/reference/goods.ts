/** Goods of an order that go out and come back. */
import { type Line, sumsOf } from './demand.ts';
import {
  everythingOpen,
  lineOf,
  meant,
  openOf,
  openOrder,
  productOf,
  reasonsAgainstLines,
  skusOf,
  standOf,
} from './orders.ts';
import {
  type CommandOf,
  DONE,
  fromLevelUnit,
  inLevelUnit,
  levelUnitOf,
  type Order,
  type OrderLine,
  type Reason,
  type Result,
  refused,
  type Shop,
  sum,
  unitOf,
} from './shop.ts';
import { applyStatusRule, backorderedOf, goOut, move, promisesTo } from './stock.ts';

interface Moved extends Line {
  readonly warehouse?: string | undefined;
  readonly restock?: boolean | undefined;
}

const placesOf = (lines: readonly { readonly warehouse?: string }[] | undefined) =>
  lines?.map(({ warehouse }) => warehouse) ?? [];

const unknownPlaces = (shop: Shop, places: readonly (string | undefined)[]): readonly Reason[] =>
  places
    .filter((place) => place !== undefined && !shop.warehouses.includes(place))
    .map(() => ({ code: 'UNKNOWN_WAREHOUSE' }));

/** What of the moved lines concerns the stock: up to a limit for each line of the order. */
function stockPart(
  order: Order,
  lines: readonly Moved[],
  limitOf: (line: OrderLine) => number,
): readonly Moved[] {
  const used = new Map<OrderLine, number>();
  return lines.flatMap((moved) => {
    const line = lineOf(order, moved);
    if (line === undefined) return [];
    const quantity = Math.min(moved.quantity, limitOf(line) - (used.get(line) ?? 0));
    used.set(line, (used.get(line) ?? 0) + quantity);
    return quantity > 0 ? [{ ...moved, quantity }] : [];
  });
}

/** One place from which goods of an order may go out. */
interface Stand {
  readonly warehouse: string;
  readonly unit: string;
  promised: number;
  there: number;
  taken: number;
}

function standsOf(shop: Shop, orderId: string, sku: string): readonly Stand[] {
  const stands: Stand[] = [];
  for (const promise of promisesTo(shop, orderId, sku)) {
    const { warehouse, unit, quantity } = promise;
    let stand = stands.find((each) => each.warehouse === warehouse && each.unit === unit);
    if (stand === undefined) {
      stand = { warehouse, unit, promised: 0, there: 0, taken: 0 };
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
  { sku, unit: code, quantity, warehouse }: Moved,
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
  if (rest > promised)
    return [{ code: 'EXCEEDS_OPEN', ...named, open: fromLevelUnit(product, unit, promised) }];
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

export function shipOrder(shop: Shop, command: CommandOf<'ShipOrder'>): Result {
  const order = openOrder(shop, command.orderId, ['accepted']);
  if ('kind' in order) return order;
  const { orderId } = order;
  const named: readonly Moved[] | undefined =
    command.lines &&
    meant(shop, command.lines).map((line, index) => ({
      ...line,
      warehouse: command.lines?.[index]?.warehouse,
    }));
  const against = [
    ...unknownPlaces(shop, placesOf(command.lines)),
    ...reasonsAgainstLines(shop, order, named ?? [], openOf),
  ];
  if (against.length > 0) return refused(...against);
  const lines = named ?? everythingOpen(order).map(({ sku, unit, quantity }) => ({ sku, unit, quantity }));
  const namedFirst = [
    ...lines.filter((line: Moved) => line.warehouse !== undefined),
    ...lines.filter((line: Moved) => line.warehouse === undefined),
  ];
  const fromStock = stockPart(order, namedFirst, ({ allocated }) => allocated);
  const stands = new Map(skusOf(fromStock).map((sku) => [sku, standsOf(shop, orderId, sku)]));
  const reasons = fromStock.flatMap((line) => take(shop, stands.get(line.sku) ?? [], line));
  if (reasons.length > 0) return refused(...reasons);
  order.operation += 1;
  for (const [sku, places] of stands) {
    for (const { warehouse, unit, taken } of places) {
      if (taken === 0) continue;
      goOut(shop, orderId, { sku, unit, warehouse }, taken);
      order.origins.push({ sku, unit, warehouse, quantity: taken });
    }
  }
  for (const { sku, unit, quantity } of lines) {
    const line = lineOf(order, { sku, unit });
    if (line === undefined) continue;
    const part = Math.min(quantity, line.allocated);
    line.allocated -= part;
    line.fromStock += part;
    line.shipped += quantity;
  }
  standOf(order);
  return DONE;
}

export function returnOrder(shop: Shop, command: CommandOf<'ReturnOrder'>): Result {
  const order = openOrder(shop, command.orderId, ['accepted', 'shipped', 'closed']);
  if ('kind' in order) return order;
  const lines: readonly Moved[] = meant(shop, command.lines).map((line, index) => {
    const { warehouse, restock } = command.lines[index] ?? {};
    return { ...line, warehouse, restock };
  });
  const against = [
    ...unknownPlaces(shop, placesOf(command.lines)),
    ...reasonsAgainstLines(shop, order, lines, ({ shipped, returned }) => shipped - returned),
  ];
  if (against.length > 0) return refused(...against);
  order.operation += 1;
  const toStock = stockPart(order, lines, ({ fromStock }) => fromStock);
  for (const sku of skusOf(toStock)) {
    comeBack(
      shop,
      order,
      sku,
      toStock.filter((line) => line.sku === sku),
    );
  }
  for (const { sku, unit, quantity } of lines) {
    const line = lineOf(order, { sku, unit });
    if (line === undefined) continue;
    line.fromStock -= Math.min(quantity, line.fromStock);
    line.returned += quantity;
  }
  standOf(order);
  return DONE;
}

/** To the warehouse that a line names, or to where the goods went out. */
function comeBack(shop: Shop, order: Order, sku: string, lines: readonly Moved[]): void {
  const product = productOf(shop, sku);
  const origins = order.origins.filter((origin) => origin.sku === sku);
  const left = origins.map((origin) => ({ ...origin }));
  let isRestocked = false;
  for (const line of lines) {
    const restock = (warehouse: string, unit: string, quantity: number) => {
      if (line.restock !== true) return;
      move(shop, { sku, unit, warehouse }, quantity);
      isRestocked = true;
    };
    for (const { unit, quantity } of sumsOf(product, [line])) {
      if (line.warehouse !== undefined) {
        restock(line.warehouse, unit, quantity);
        continue;
      }
      let rest = quantity;
      for (const origin of left.filter((each) => each.unit === unit)) {
        const part = Math.min(rest, origin.quantity);
        if (part > 0) restock(origin.warehouse, unit, part);
        origin.quantity -= part;
        rest -= part;
      }
    }
  }
  for (const { unit, quantity } of sumsOf(product, lines)) {
    let rest = quantity;
    for (const origin of origins.filter((each) => each.unit === unit)) {
      const part = Math.min(rest, origin.quantity);
      origin.quantity -= part;
      rest -= part;
    }
  }
  if (isRestocked) applyStatusRule(shop, product);
}
