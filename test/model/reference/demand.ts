/** What an order or a cart asks of one product, and by which rules it is refused. */
import { kitStatusOn } from './kits.ts';
import { availableAt, availableOver, heldAt } from './levels.ts';
import { figure, flag, isTracked, option } from './options.ts';
import { type AskingLine, type Reason, type Shop, sum } from './shop.ts';
import { statusOn } from './status.ts';
import {
  fromLevelUnit,
  inLevelUnit,
  isTooPrecise,
  levelUnitOf,
  type Product,
  type Status,
  unitOf,
} from './units.ts';
import { tooLate } from './upcoming.ts';
import { openWarehouses, warehousesOf } from './warehouses.ts';

/** A quantity asked of a product; `isPart`: it goes into a kit, and the product's own limits do not count for it. */
export interface Ask {
  readonly unit: string | undefined;
  readonly quantity: number;
  readonly isPart?: boolean;
}

/** What lines ask of each product: a kit's line of the kit, and of what goes into it. */
export function asksByProduct(lines: readonly AskingLine[]): ReadonlyMap<string, readonly Ask[]> {
  const asks = new Map<string, Ask[]>();
  const add = (sku: string, ask: Ask) => asks.set(sku, [...(asks.get(sku) ?? []), ask]);
  for (const { sku, unit, quantity, components = [] } of lines) {
    add(sku, { unit, quantity });
    for (const part of components) {
      add(part.sku, { unit: part.unit, quantity: quantity * part.each, isPart: true });
    }
  }
  return new Map([...asks].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export interface LevelSum {
  readonly unit: string;
  readonly quantity: number;
  /** How much of it goes into kits. */
  readonly inKits: number;
  /** The units in which it was asked for, in their order. */
  readonly asked: readonly { readonly unit: string; readonly quantity: number }[];
}

/** What is asked in known units, summed per level. */
export function sumsOf(product: Product, asks: readonly Ask[]): readonly LevelSum[] {
  const ownFirst = [...asks.filter(({ isPart }) => !isPart), ...asks.filter(({ isPart }) => isPart)];
  const known = ownFirst.flatMap((ask) => {
    const unit = unitOf(product, ask.unit);
    return unit === undefined ? [] : [{ ...ask, unit }];
  });
  const total = (some: typeof known) =>
    sum(some.map(({ unit, quantity }) => inLevelUnit(product, unit, quantity)));
  const levels = [...new Set(known.map(({ unit }) => levelUnitOf(product, unit)))];
  return levels.map((level) => {
    const own = known.filter(({ unit }) => levelUnitOf(product, unit) === level);
    const units = [...new Set(own.map(({ unit }) => unit.code))];
    return {
      unit: level,
      quantity: total(own),
      inKits: total(own.filter(({ isPart }) => isPart)),
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
  givenUp: readonly Ask[],
): readonly LevelSum[] {
  const less = sumsOf(product, givenUp);
  return added.flatMap((each) => {
    const other = less.find(({ unit }) => unit === each.unit);
    if (other === undefined) return [each];
    const quantity = each.quantity - other.quantity;
    const inKits = Math.min(each.inKits, quantity);
    return quantity <= 0
      ? []
      : [{ unit: each.unit, quantity, inKits, asked: [{ unit: each.unit, quantity }] }];
  });
}

/** What all that is asked has in common. */
export interface Asking {
  /** Undefined: none is asked about. */
  readonly website: string | undefined;
  /** The cart's own hold: it does not count against it. */
  readonly holdId?: string | undefined;
  readonly shipUntil?: string | undefined;
}

export interface Demand extends Asking {
  readonly asks: readonly Ask[];
  /** Of an amendment: all lines as they shall be, and what is given up. */
  readonly whole?: readonly Ask[];
  readonly givenUp?: readonly Ask[];
}

/** Why the demand is refused, by every rule. */
export function reasonsAgainst(shop: Shop, product: Product, demand: Demand): readonly Reason[] {
  const { website, asks, whole = asks, givenUp = [] } = demand;
  const { sku } = product;
  const added = sumsOf(product, asks);
  const reasons: Reason[] = [];
  for (const { unit: code, quantity } of whole) {
    const unit = unitOf(product, code);
    if (unit === undefined) reasons.push({ code: 'UNKNOWN_UNIT', sku, unit: code });
    else if (isTooPrecise(unit, quantity)) {
      reasons.push({ code: 'PRECISION_EXCEEDED', sku, unit: unit.code, requested: quantity });
    }
  }
  if (demand.whole === undefined || added.length > 0) {
    reasons.push(...statusReasons(shop, product, demand, added));
    reasons.push(...shippingReasons(shop, product, demand, added));
  }
  for (const each of sumsOf(product, whole)) reasons.push(...limitReasons(shop, product, website, each));
  if (product.kit !== undefined) return reasons;
  for (const each of beyond(product, added, givenUp)) {
    reasons.push(...stockReasons(shop, product, demand, each));
  }
  return reasons;
}

/** A reason that looks at no quantity: for each unit asked for, or once. */
function perUnit(code: string, { sku }: Product, sums: readonly LevelSum[]): readonly Reason[] {
  const units = sums.flatMap(({ asked }) => asked.map(({ unit }) => unit));
  return units.length === 0 ? [{ code, sku }] : units.map((unit) => ({ code, sku, unit }));
}

/** The status of any product on a website. */
export function anyStatusOn(shop: Shop, product: Product, { website, holdId }: Asking): Status {
  if (product.kit !== undefined) return kitStatusOn(shop, product, { website, holdId });
  return website === undefined ? product.status : statusOn(shop, product, website, holdId);
}

function statusReasons(shop: Shop, product: Product, asking: Asking, sums: readonly LevelSum[]) {
  const allowed = option(shop, product, asking.website, 'orderableStatuses') as readonly string[];
  const isAllowed = allowed.includes(anyStatusOn(shop, product, asking));
  return isAllowed ? [] : perUnit('STATUS_NOT_ALLOWED', product, sums);
}

const shippingReasons = (shop: Shop, product: Product, asking: Asking, sums: readonly LevelSum[]) =>
  tooLate(shop, product, asking) ? perUnit('SHIPS_TOO_LATE', product, sums) : [];

function limitReasons(
  shop: Shop,
  product: Product,
  website: string | undefined,
  each: LevelSum,
): readonly Reason[] {
  const quantity = each.quantity - each.inKits;
  if (quantity === 0) return [];
  const reasons: Reason[] = [];
  const against = (code: string, limit: number) =>
    reasons.push({ code, sku: product.sku, unit: each.unit, requested: quantity, limit });
  const least = figure(shop, product, website, 'minimumQuantityToOrder');
  const most = figure(shop, product, website, 'maximumQuantityToOrder');
  const step = figure(shop, product, website, 'quantityIncrement');
  if (least !== null && quantity < least) against('BELOW_MINIMUM', least);
  if (most !== null && quantity > most) against('ABOVE_MAXIMUM', most);
  if (step !== null && quantity % step !== 0) against('NOT_AN_INCREMENT', step);
  return reasons;
}

/** What a website may still promise of a level; null: unlimited. */
export function sellable(
  shop: Shop,
  product: Product,
  { website, holdId }: Asking,
  unit: string,
): number | null {
  if (!isTracked(shop, product, website)) return null;
  const warehouses = website === undefined ? openWarehouses(shop) : warehousesOf(shop, website);
  if (warehouses.length === 0) return 0;
  const { sku } = product;
  const available = availableOver(shop, { sku, unit }, warehouses, holdId);
  if (flag(shop, product, website, 'backOrder')) {
    const limit = figure(shop, product, website, 'backOrderLimit');
    return limit === null ? null : Math.max(0, available + limit);
  }
  const all = Math.max(0, available - (figure(shop, product, website, 'inventoryThreshold') ?? 0));
  if (flag(shop, product, website, 'splitLines')) return all;
  const atOne = warehouses.map((warehouse) => {
    const level = { sku, unit, warehouse };
    return availableAt(shop, level) + (holdId === undefined ? 0 : heldAt(shop, level, holdId));
  });
  return Math.min(all, Math.max(0, ...atOne));
}

function stockReasons(
  shop: Shop,
  product: Product,
  asking: Asking,
  { unit, quantity, asked }: LevelSum,
): readonly Reason[] {
  const most = sellable(shop, product, asking, unit);
  if (most === null || quantity <= most) return [];
  const { website } = asking;
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
