/** Commands on one product: its registration and status, and backorders that move. */
import { componentsOf, derivedStatus, reasonsAgainstKit } from './kits.ts';
import { coverHolds } from './levels.ts';
import { backorderedOf, forget, promisesTo } from './promises.ts';
import { type CommandOf, DONE, NOTHING, type Reason, type Result, refused, type Shop, sum } from './shop.ts';
import { applyStatusRule } from './status.ts';
import { fromLevelUnit, inLevelUnit, isTooPrecise, levelUnitOf, type Product, unitOf } from './units.ts';
import { reasonsAgainstPlace, warehousesOf } from './warehouses.ts';

export function registerProduct(shop: Shop, command: CommandOf<'RegisterProduct'>): Result {
  const { sku, category, stockUnit, kit, units = [{ code: 'item', precision: 0 }] } = command;
  if (shop.products.has(sku)) return { kind: 'conflict', code: 'ALREADY_EXISTS' };
  const reasons = kit === undefined ? [] : reasonsAgainstKit(shop, sku, kit);
  if (reasons.length > 0) return refused(...reasons);
  const product: Product = {
    sku,
    category,
    units: units.map(({ code, precision, conversionRate = '1' }) => ({
      code,
      precision,
      rate: Number(conversionRate),
    })),
    stockUnit,
    kit: kit && componentsOf(kit),
    status: 'in_stock',
    setByHand: false,
    takenByThreshold: false,
    takenByHold: undefined,
  };
  shop.products.set(sku, product);
  applyStatusRule(shop, product);
  return DONE;
}

export function setStatus(shop: Shop, { sku, status }: CommandOf<'SetStatus'>): Result {
  const product = shop.products.get(sku);
  if (product === undefined) return refused({ code: 'UNKNOWN_PRODUCT', sku });
  if (status === null) {
    if (product.kit === undefined) return refused({ code: 'VALIDATION_FAILED', sku });
    if (!product.setByHand) return NOTHING;
    const derived = derivedStatus(shop, product, { website: undefined });
    Object.assign(product, { status: derived, setByHand: false });
    return DONE;
  }
  // Of a kit only what was set by hand is kept: else it has no status of its own.
  const isOwn = product.kit === undefined || product.setByHand;
  if (isOwn && product.status === status) return NOTHING;
  Object.assign(product, { status, setByHand: true, takenByThreshold: false, takenByHold: undefined });
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
  const reasons: Reason[] = shop.warehouses.has(from) ? [] : [{ code: 'UNKNOWN_WAREHOUSE' }];
  const againstTarget = reasonsAgainstPlace(shop, to);
  reasons.push(...againstTarget);
  const isSoldFrom = warehousesOf(shop, order.website).includes(to);
  if (againstTarget.length === 0 && (from === to || !isSoldFrom)) reasons.push({ code: 'VALIDATION_FAILED' });
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
    for (const warehouse of [from, to]) coverHolds(shop, { ...promise, warehouse });
  }
  forget(shop);
  applyStatusRule(shop, product);
  return DONE;
}
