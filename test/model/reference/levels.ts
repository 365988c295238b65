/** Commands on one product: its registration, status and levels. */
import {
  type CommandOf,
  DONE,
  fromLevelUnit,
  inLevelUnit,
  isTooPrecise,
  levelUnitOf,
  NOTHING,
  type Product,
  type Reason,
  type Result,
  refused,
  type Shop,
  sum,
  type Unit,
  unitOf,
} from './shop.ts';
import { applyStatusRule, backorderedOf, move, onHandAt, promisesTo } from './stock.ts';

export function registerProduct(shop: Shop, command: CommandOf<'RegisterProduct'>): Result {
  const { sku, category, stockUnit, units = [{ code: 'item', precision: 0 }] } = command;
  if (shop.products.has(sku)) return { kind: 'conflict', code: 'ALREADY_EXISTS' };
  const product: Product = {
    sku,
    category,
    units: units.map(({ code, precision, conversionRate = '1' }) => ({
      code,
      precision,
      rate: Number(conversionRate),
    })),
    stockUnit,
    status: 'in_stock',
    setByHand: false,
    takenByThreshold: false,
  };
  shop.products.set(sku, product);
  applyStatusRule(shop, product);
  return DONE;
}

export function setStatus(shop: Shop, { sku, status }: CommandOf<'SetStatus'>): Result {
  const product = shop.products.get(sku);
  if (product === undefined) return refused({ code: 'UNKNOWN_PRODUCT', sku });
  if (product.status === status) return NOTHING;
  Object.assign(product, { status, setByHand: true, takenByThreshold: false });
  return DONE;
}

interface AtLevel {
  readonly sku: string;
  readonly unit?: string;
}

/** The product and the unit that a command means, or why there are none. */
function found(
  shop: Shop,
  { sku, unit: code }: AtLevel,
  quantity: number,
  against: readonly Reason[],
): { readonly product: Product; readonly unit: Unit } | readonly Reason[] {
  const product = shop.products.get(sku);
  if (product === undefined) return [{ code: 'UNKNOWN_PRODUCT', sku }];
  const unit = unitOf(product, code);
  if (unit === undefined) return [{ code: 'UNKNOWN_UNIT', sku, unit: code }, ...against];
  if (isTooPrecise(unit, quantity)) {
    return [{ code: 'PRECISION_EXCEEDED', sku, unit: unit.code, requested: quantity }, ...against];
  }
  return against.length > 0 ? against : { product, unit };
}

const unknownWarehouse = (shop: Shop, warehouse: string): readonly Reason[] =>
  shop.warehouses.includes(warehouse) ? [] : [{ code: 'UNKNOWN_WAREHOUSE' }];

export function adjustLevel(shop: Shop, command: CommandOf<'AdjustLevel'>): Result {
  const { sku, warehouse } = command;
  const asked = Number(command.quantity);
  const at = found(shop, command, asked, unknownWarehouse(shop, warehouse));
  if (!('product' in at)) return refused(...at);
  const unit = levelUnitOf(at.product, at.unit);
  const level = { sku, unit, warehouse };
  const quantity = inLevelUnit(at.product, at.unit, asked);
  if (onHandAt(shop, level) + quantity < 0) {
    return refused({ code: 'NEGATIVE_ON_HAND', ...level, requested: quantity });
  }
  if (quantity === 0) return NOTHING;
  move(shop, level, quantity);
  applyStatusRule(shop, at.product);
  return DONE;
}

export function countLevel(shop: Shop, command: CommandOf<'CountLevel'>): Result {
  const { sku, warehouse, seen, keepCount } = command;
  const counted = Number(command.counted);
  const at = found(shop, command, counted, unknownWarehouse(shop, warehouse));
  if (!('product' in at)) return refused(...at);
  const unit = levelUnitOf(at.product, at.unit);
  const level = { sku, unit, warehouse };
  const onHand = onHandAt(shop, level);
  if (seen?.quantity !== undefined && keepCount !== true) {
    const saw = inLevelUnit(at.product, at.unit, Number(seen.quantity));
    if (saw !== onHand) return refused({ code: 'MOVED_SINCE_COUNT', ...level });
  }
  const change = inLevelUnit(at.product, at.unit, counted) - onHand;
  if (change === 0) return DONE;
  move(shop, level, change);
  applyStatusRule(shop, at.product);
  return DONE;
}

/** What is not there of an order's promise is promised at another warehouse, behind all that is promised there. */
export function moveBackorder(shop: Shop, command: CommandOf<'MoveBackorder'>): Result {
  const { orderId, sku, from, to } = command;
  const order = shop.orders.get(orderId);
  if (order === undefined) return refused({ code: 'UNKNOWN_ORDER' });
  const product = shop.products.get(sku);
  if (product === undefined) return refused({ code: 'UNKNOWN_PRODUCT', sku });
  if (order.status !== 'accepted') return refused({ code: 'ORDER_NOT_OPEN' });
  const reasons: Reason[] = [...unknownWarehouse(shop, from), ...unknownWarehouse(shop, to)];
  const isSoldFrom = (shop.websites.get(order.website) ?? []).includes(to);
  if (shop.warehouses.includes(to) && (from === to || !isSoldFrom))
    reasons.push({ code: 'VALIDATION_FAILED' });
  const unit = unitOf(product, command.unit);
  if (unit === undefined) return refused({ code: 'UNKNOWN_UNIT', sku, unit: command.unit }, ...reasons);
  const own = promisesTo(shop, orderId, sku, levelUnitOf(product, unit)).filter(
    ({ warehouse }) => warehouse === from,
  );
  const missing = new Map(own.map((promise) => [promise, backorderedOf(shop, promise)]));
  const backordered = sum([...missing.values()]);
  const asked = command.quantity === undefined ? undefined : Number(command.quantity);
  if (asked !== undefined && isTooPrecise(unit, asked)) {
    reasons.push({ code: 'PRECISION_EXCEEDED', sku, unit: unit.code, requested: asked });
  }
  let rest = asked === undefined ? backordered : inLevelUnit(product, unit, asked);
  if (rest > backordered || rest === 0) {
    const open = fromLevelUnit(product, unit, backordered);
    reasons.push({ code: 'EXCEEDS_OPEN', sku, unit: unit.code, requested: asked ?? 0, open });
  }
  if (reasons.length > 0) return refused(...reasons);
  for (const promise of own) {
    const part = Math.min(rest, missing.get(promise) ?? 0);
    if (part === 0) continue;
    promise.quantity -= part;
    rest -= part;
    shop.promises.push({ ...promise, warehouse: to, quantity: part });
  }
  shop.promises = shop.promises.filter(({ quantity }) => quantity > 0);
  applyStatusRule(shop, product);
  return DONE;
}
