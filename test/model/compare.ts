/** What a ledger and the model can be seen to say, in the same words. */
import {
  formatQuantity,
  type Reason as LedgerReason,
  type Level,
  type OrderState,
  type ProductState,
  type Quantity,
} from '#domain';
import type { Ledger, Outcome } from '#ledger';
import {
  inLevelUnit,
  type Order,
  type Product,
  type Reason,
  type Result,
  type Shop,
  unitOf,
} from './reference/shop.ts';
import { allocatedAt, backorderedAt, levelUnits, lowUnits, onHandAt, promisesAt } from './reference/stock.ts';

const number = (quantity: Quantity): number => Number(formatQuantity(quantity));

/** Everything that there is, as the ledger has it. */
export async function seenInLedger(ledger: Ledger, skus: Iterable<string>, orderIds: Iterable<string>) {
  const products: Record<string, unknown> = {};
  for (const sku of skus) {
    const product = await ledger.product(sku);
    products[sku] = product === null ? null : productInLedger(product);
  }
  const orders: Record<string, unknown> = {};
  for (const orderId of orderIds) {
    const order = await ledger.order(orderId);
    orders[orderId] = order === null ? null : orderInLedger(order);
  }
  return { products, orders };
}

function productInLedger({ status, setByHand, takenByThreshold, low, stock, transit }: ProductState) {
  const onTheWay = [...(transit ?? [])].map(([id, { quantity }]) => `${id}: ${number(quantity)}`).sort();
  const levels: Record<string, unknown> = {};
  for (const { levels: own } of stock) {
    for (const level of own.values()) {
      const { onHand, allocated } = level;
      const promises = promisesInLedger(level);
      if (onHand === 0n && allocated === 0n && promises.length === 0) continue;
      levels[`${level.unit}@${level.warehouse}`] = {
        onHand: number(onHand),
        allocated: number(allocated),
        promises,
      };
    }
  }
  return { status, setByHand, takenByThreshold, low: [...low].sort(), levels, onTheWay };
}

function promisesInLedger({ oldest }: Level): readonly string[] {
  const promises: string[] = [];
  for (let promise = oldest; promise !== null; promise = promise.after) {
    const { orderId, operation, quantity, backordered } = promise;
    promises.push(promiseText(orderId, operation, number(quantity), number(backordered)));
  }
  return promises;
}

const promiseText = (orderId: string, operation: number, quantity: number, backordered: number): string =>
  `${orderId}/${operation}: ${quantity}, ${backordered} backordered`;

function orderInLedger({ status, operation, lines, open }: OrderState) {
  if (open !== null) throw new Error('an operation was left open');
  return {
    status,
    operation,
    lines: lines.map(({ sku, unit, ...line }) => ({
      sku,
      unit,
      quantity: number(line.quantity),
      cancelled: number(line.cancelled),
      shipped: number(line.shipped),
      returned: number(line.returned),
      allocated: number(line.allocated),
      fromStock: number(line.fromStock),
    })),
  };
}

/** The same, as the model has it. */
export function seenInModel(shop: Shop, skus: Iterable<string>, orderIds: Iterable<string>) {
  const products: Record<string, unknown> = {};
  for (const sku of skus) {
    const product = shop.products.get(sku);
    products[sku] = product === undefined ? null : productInModel(shop, product);
  }
  const orders: Record<string, unknown> = {};
  for (const orderId of orderIds) {
    const order = shop.orders.get(orderId);
    orders[orderId] = order === undefined ? null : orderInModel(order);
  }
  return { products, orders };
}

function productInModel(shop: Shop, product: Product) {
  const { sku, status, setByHand, takenByThreshold } = product;
  const levels: Record<string, unknown> = {};
  for (const unit of levelUnits(product)) {
    for (const warehouse of shop.warehouses) {
      const level = { sku, unit, warehouse };
      const backordered = backorderedAt(shop, level);
      const promises = promisesAt(shop, level).map((promise) =>
        promiseText(promise.orderId, promise.operation, promise.quantity, backordered.get(promise) ?? 0),
      );
      const [onHand, allocated] = [onHandAt(shop, level), allocatedAt(shop, level)];
      if (onHand === 0 && promises.length === 0) continue;
      levels[`${unit}@${warehouse}`] = { onHand, allocated, promises };
    }
  }
  const low = [...lowUnits(shop, product)].sort();
  return { status, setByHand, takenByThreshold, low, levels, onTheWay: onTheWayOf(shop, product) };
}

function onTheWayOf(shop: Shop, product: Product): readonly string[] {
  const texts: string[] = [];
  for (const { transferId, sku, unit: code, dispatched, received, discrepancy } of shop.transfers.values()) {
    const unit = sku === product.sku ? unitOf(product, code) : undefined;
    const quantity = dispatched - received - discrepancy;
    if (unit === undefined || quantity === 0) continue;
    texts.push(`${transferId}: ${inLevelUnit(product, unit, quantity)}`);
  }
  return texts.sort();
}

const orderInModel = ({ status, operation, lines }: Order) => ({
  status,
  operation,
  lines: lines.map(({ unit, ...line }) => ({ ...line, unit: unit === '' ? undefined : unit })),
});

/** A ledger's outcome in the model's words. */
export function resultOf(outcome: Outcome): unknown {
  switch (outcome.kind) {
    case 'done':
      return { kind: 'done', isNothing: outcome.answer.events[0]?.type === 'NothingChanged' };
    case 'refused':
      return {
        kind: 'refused',
        isRecorded: outcome.position !== undefined,
        reasons: outcome.reasons.map(reasonInLedger).sort(),
      };
    case 'conflict':
      return { kind: 'conflict', code: outcome.code };
    default:
      return outcome;
  }
}

const FIGURES = ['requested', 'sellable', 'limit', 'open'] as const;

const reasonInLedger = (reason: LedgerReason): string =>
  reasonText(reason, (figure) => (reason[figure] === undefined ? undefined : Number(reason[figure])));

const reasonInModel = (reason: Reason): string => reasonText(reason, (figure) => reason[figure]);

function reasonText(
  { code, sku, unit }: Pick<Reason, 'code' | 'sku' | 'unit'>,
  figureOf: (figure: (typeof FIGURES)[number]) => number | undefined,
): string {
  const figures = FIGURES.map((name) => [name, figureOf(name)]).filter(([, value]) => value !== undefined);
  return [code, sku, unit, ...figures.map(([name, value]) => `${name} ${value}`)]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** The model's result, comparable with a ledger's. */
export const expectedOf = (result: Result): unknown =>
  result.kind === 'refused' ? { ...result, reasons: result.reasons.map(reasonInModel).sort() } : result;
