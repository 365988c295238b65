/** What an order asks of one product: by which rules it is refused, and where it comes from. */
import { figure, flag, isTracked, option } from './options.ts';
import {
  fromLevelUnit,
  inLevelUnit,
  isTooPrecise,
  levelUnitOf,
  type Product,
  type Reason,
  type Shop,
  sum,
  unitOf,
} from './shop.ts';
import { availableAt, availableOver, statusOn } from './stock.ts';

export interface Line {
  readonly sku: string;
  readonly unit: string | undefined;
  readonly quantity: number;
}

export interface LevelSum {
  readonly unit: string;
  readonly quantity: number;
  /** The units in which it was asked for, in their order. */
  readonly asked: readonly { readonly unit: string; readonly quantity: number }[];
}

/** Lines in known units, summed per level. */
export function sumsOf(product: Product, lines: readonly Line[]): readonly LevelSum[] {
  const known = lines.flatMap((line) => {
    const unit = unitOf(product, line.unit);
    return unit === undefined ? [] : [{ unit, quantity: line.quantity }];
  });
  const levels = [...new Set(known.map(({ unit }) => levelUnitOf(product, unit)))];
  return levels.map((level) => {
    const own = known.filter(({ unit }) => levelUnitOf(product, unit) === level);
    const units = [...new Set(own.map(({ unit }) => unit.code))];
    return {
      unit: level,
      quantity: sum(own.map(({ unit, quantity }) => inLevelUnit(product, unit, quantity))),
      asked: units.map((unit) => ({
        unit,
        quantity: sum(own.filter((each) => each.unit.code === unit).map(({ quantity }) => quantity)),
      })),
    };
  });
}

/** What is asked for beyond what is given up at the same levels. */
export function beyond(
  product: Product,
  added: readonly LevelSum[],
  givenUp: readonly Line[],
): readonly LevelSum[] {
  const less = sumsOf(product, givenUp);
  return added.flatMap((each) => {
    const other = less.find(({ unit }) => unit === each.unit);
    if (other === undefined) return [each];
    const quantity = each.quantity - other.quantity;
    return quantity <= 0 ? [] : [{ unit: each.unit, quantity, asked: [{ unit: each.unit, quantity }] }];
  });
}

export interface Demand {
  readonly website: string;
  readonly lines: readonly Line[];
  /** Of an amendment: all lines as they shall be, and what is given up. */
  readonly whole?: readonly Line[];
  readonly givenUp?: readonly Line[];
}

/** Why the demand is refused, by every rule. */
export function reasonsAgainst(shop: Shop, product: Product, demand: Demand): readonly Reason[] {
  const { website, lines, whole = lines, givenUp = [] } = demand;
  const isAmended = demand.whole !== undefined;
  const { sku } = product;
  const added = sumsOf(product, lines);
  const reasons: Reason[] = [];
  for (const { unit: code } of whole) {
    if (unitOf(product, code) === undefined) reasons.push({ code: 'UNKNOWN_UNIT', sku, unit: code });
  }
  for (const { unit: code, quantity } of whole) {
    const unit = unitOf(product, code);
    if (unit === undefined || !isTooPrecise(unit, quantity)) continue;
    reasons.push({ code: 'PRECISION_EXCEEDED', sku, unit: unit.code, requested: quantity });
  }
  if (!isAmended || added.length > 0) reasons.push(...statusReasons(shop, product, website, added));
  for (const each of sumsOf(product, whole)) reasons.push(...limitReasons(shop, product, website, each));
  for (const each of beyond(product, added, givenUp)) {
    reasons.push(...stockReasons(shop, product, website, each));
  }
  return reasons;
}

function statusReasons(
  shop: Shop,
  product: Product,
  website: string,
  sums: readonly LevelSum[],
): readonly Reason[] {
  const allowed = option(shop, product, website, 'orderableStatuses') as readonly string[];
  if (allowed.includes(statusOn(shop, product, website))) return [];
  const { sku } = product;
  const units = sums.flatMap(({ asked }) => asked.map(({ unit }) => unit));
  if (units.length === 0) return [{ code: 'STATUS_NOT_ALLOWED', sku }];
  return units.map((unit) => ({ code: 'STATUS_NOT_ALLOWED', sku, unit }));
}

function limitReasons(
  shop: Shop,
  product: Product,
  website: string,
  { unit, quantity }: LevelSum,
): readonly Reason[] {
  const reasons: Reason[] = [];
  const against = (code: string, limit: number) =>
    reasons.push({ code, sku: product.sku, unit, requested: quantity, limit });
  const least = figure(shop, product, website, 'minimumQuantityToOrder');
  const most = figure(shop, product, website, 'maximumQuantityToOrder');
  const step = figure(shop, product, website, 'quantityIncrement');
  if (least !== null && quantity < least) against('BELOW_MINIMUM', least);
  if (most !== null && quantity > most) against('ABOVE_MAXIMUM', most);
  if (step !== null && quantity % step !== 0) against('NOT_AN_INCREMENT', step);
  return reasons;
}

/** What a website may still promise of a level; null: unlimited. */
export function sellable(shop: Shop, product: Product, website: string, unit: string): number | null {
  if (!isTracked(shop, product, website)) return null;
  const warehouses = shop.websites.get(website) ?? [];
  if (warehouses.length === 0) return 0;
  const available = availableOver(shop, product.sku, unit, warehouses);
  if (flag(shop, product, website, 'backOrder')) {
    const limit = figure(shop, product, website, 'backOrderLimit');
    return limit === null ? null : Math.max(0, available + limit);
  }
  const all = Math.max(0, available - (figure(shop, product, website, 'inventoryThreshold') ?? 0));
  if (flag(shop, product, website, 'splitLines')) return all;
  const { sku } = product;
  return Math.min(
    all,
    Math.max(0, ...warehouses.map((at) => availableAt(shop, { sku, unit, warehouse: at }))),
  );
}

function stockReasons(
  shop: Shop,
  product: Product,
  website: string,
  { unit, quantity, asked }: LevelSum,
): readonly Reason[] {
  const most = sellable(shop, product, website, unit);
  if (most === null || quantity <= most) return [];
  const limit = flag(shop, product, website, 'backOrder')
    ? figure(shop, product, website, 'backOrderLimit')
    : null;
  const { sku } = product;
  const [only, ...more] = asked;
  const own = only === undefined || more.length > 0 ? undefined : unitOf(product, only.unit);
  const figures =
    own === undefined || only === undefined
      ? { sku, unit, requested: quantity, sellable: most }
      : { sku, unit: own.code, requested: only.quantity, sellable: fromLevelUnit(product, own, most) };
  return limit === null
    ? [{ code: 'INSUFFICIENT_STOCK', ...figures }]
    : [{ code: 'BACKORDER_LIMIT_EXCEEDED', ...figures, limit }];
}

/** Where a quantity is promised. */
export function source(
  shop: Shop,
  product: Product,
  website: string,
  { unit, quantity }: LevelSum,
): ReadonlyMap<string, number> {
  const { sku } = product;
  const warehouses = shop.websites.get(website) ?? [];
  const there = (warehouse: string) => Math.max(0, availableAt(shop, { sku, unit, warehouse }));
  const strategy = option(shop, product, website, 'sourcingStrategy');
  const isSplit = flag(shop, product, website, 'splitLines');
  const inOrder =
    strategy === 'highest_stock_first'
      ? warehouses.toSorted(
          (a, b) =>
            availableAt(shop, { sku, unit, warehouse: b }) - availableAt(shop, { sku, unit, warehouse: a }),
        )
      : warehouses;
  const shares = new Map<string, number>();
  const whole = inOrder.find((warehouse) => there(warehouse) >= quantity);
  if (whole !== undefined && (!isSplit || strategy === 'single_warehouse_first')) {
    return shares.set(whole, quantity);
  }
  const [first] = warehouses;
  if (first === undefined) throw new Error('nowhere to sell from');
  let rest = quantity;
  for (const warehouse of isSplit ? inOrder : [first]) {
    const part = Math.min(rest, there(warehouse));
    if (part > 0) shares.set(warehouse, part);
    rest -= part;
  }
  if (rest > 0) shares.set(first, (shares.get(first) ?? 0) + rest);
  return shares;
}
