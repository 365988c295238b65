/** What a ledger and the model can be seen to say, in the same words. */
import {
  formatQuantity,
  type HoldState,
  type Reason as LedgerReason,
  type Level,
  type OrderState,
  type ProductState,
  type Quantity,
} from '#domain';
import type { Answer, Ledger, Outcome } from '#ledger';
import { SKUS } from './opening.ts';
import { allocatedAt, asideAt, heldAt, onHandAt, promisesAt } from './reference/levels.ts';
import { backorderedAt } from './reference/promises.ts';
import type { Hold, Order, Reason, Result, Shop } from './reference/shop.ts';
import { lowUnits } from './reference/status.ts';
import { inLevelUnit, levelUnits, type Product, unitOf } from './reference/units.ts';

const number = (quantity: Quantity): number => Number(formatQuantity(quantity));

/** What is looked at. */
export interface Names {
  readonly orders: readonly string[];
  readonly holds: readonly string[];
}

/** Everything that there is, as the ledger has it. */
export async function seenInLedger(ledger: Ledger, names: Names) {
  const products: Record<string, unknown> = {};
  for (const sku of SKUS) {
    const product = await ledger.product(sku);
    products[sku] = product === null ? null : productInLedger(product);
  }
  const orders: Record<string, unknown> = {};
  for (const orderId of names.orders) {
    const order = await ledger.order(orderId);
    orders[orderId] = order === null ? null : orderInLedger(order);
  }
  const holds: Record<string, unknown> = {};
  for (const holdId of names.holds) {
    const hold = await ledger.hold(holdId);
    holds[holdId] = hold === null ? null : holdInLedger(hold);
  }
  const warehouses = [...ledger.scopes().warehouses.values()].map(({ code, state }) => `${code} ${state}`);
  return { products, orders, holds, warehouses: warehouses.sort() };
}

function productInLedger(product: ProductState) {
  const { status, setByHand, takenByThreshold, low, stock, transit, holds } = product;
  const onTheWay = [...(transit ?? [])].map(([id, { quantity }]) => `${id}: ${number(quantity)}`).sort();
  const levels: Record<string, unknown> = {};
  for (const { levels: own } of stock) {
    for (const level of own.values()) {
      const figures = {
        onHand: number(level.onHand),
        allocated: number(level.allocated),
        held: number(level.held),
        aside: number(level.held - level.heldBackordered),
      };
      const promises = promisesInLedger(level);
      if (Object.values(figures).every((each) => each === 0) && promises.length === 0) continue;
      levels[`${level.unit}@${level.warehouse}`] = { ...figures, promises };
    }
  }
  const inOrder = [...holds.open.values()].sort((a, b) => (a.holdId < b.holdId ? -1 : 1));
  const held = inOrder.flatMap(({ holdId, shares }) =>
    shares.map(({ level: { unit, warehouse }, operation, quantity, backordered }) =>
      shareText({ holdId, operation, unit, warehouse }, number(quantity), number(backordered)),
    ),
  );
  const kit = product.kit?.components.map(
    ({ products, quantity, required }) => `${quantity} ${products}${required ? '' : ' or none'}`,
  );
  return { status, setByHand, takenByThreshold, low: [...low].sort(), levels, held, kit, onTheWay };
}

const shareText = (
  {
    holdId,
    operation,
    unit,
    warehouse,
  }: {
    readonly holdId: string;
    readonly operation: number;
    readonly unit: string;
    readonly warehouse: string;
  },
  quantity: number,
  notThere: number,
): string => `${holdId}/${operation} ${unit}@${warehouse}: ${quantity}, ${notThere} not there`;

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
    lines: lines.map(({ sku, unit, parts, ...line }) => ({
      sku,
      unit,
      quantity: number(line.quantity),
      cancelled: number(line.cancelled),
      shipped: number(line.shipped),
      returned: number(line.returned),
      stocked: (parts ?? [{ ...line, sku, unit, each: 10_000_000_000n }]).map(
        (part) =>
          `${number(part.each)} ${part.unit} ${part.sku}: ${number(part.allocated)} allocated, ${number(part.fromStock)} from stock`,
      ),
    })),
  };
}

function holdInLedger({ status, operation, expiresAt, lines, open, claimedBy }: HoldState) {
  if (open !== null || claimedBy !== null) throw new Error('an operation of a hold was left open');
  if (status === null) return { status, operation };
  return {
    status,
    operation,
    expiresAt: Date.parse(expiresAt),
    lines: lines.map(({ sku, unit, quantity, components }) =>
      [number(quantity), unit, sku, ...(components ?? []).map((part) => part.sku)].join(' '),
    ),
  };
}

/** The same, as the model has it. */
export function seenInModel(shop: Shop, names: Names) {
  const products: Record<string, unknown> = {};
  for (const sku of SKUS) {
    const product = shop.products.get(sku);
    products[sku] = product === undefined ? null : productInModel(shop, product);
  }
  const orders: Record<string, unknown> = {};
  for (const orderId of names.orders) {
    const order = shop.orders.get(orderId);
    orders[orderId] = order === undefined ? null : orderInModel(order);
  }
  const holds: Record<string, unknown> = {};
  for (const holdId of names.holds) {
    const hold = shop.holds.get(holdId);
    holds[holdId] = hold === undefined ? null : holdInModel(hold);
  }
  const warehouses = [...shop.warehouses].map(([code, state]) => `${code} ${state}`);
  return { products, orders, holds, warehouses: warehouses.sort() };
}

function productInModel(shop: Shop, product: Product) {
  const { sku, status, setByHand, takenByThreshold } = product;
  const levels: Record<string, unknown> = {};
  for (const unit of levelUnits(product)) {
    for (const warehouse of shop.warehouses.keys()) {
      const level = { sku, unit, warehouse };
      const backordered = backorderedAt(shop, level);
      const promises = promisesAt(shop, level).map((promise) =>
        promiseText(promise.orderId, promise.operation, promise.quantity, backordered.get(promise) ?? 0),
      );
      const figures = {
        onHand: onHandAt(shop, level),
        allocated: allocatedAt(shop, level),
        held: heldAt(shop, level),
        aside: asideAt(shop, level),
      };
      if (Object.values(figures).every((each) => each === 0) && promises.length === 0) continue;
      levels[`${unit}@${warehouse}`] = { ...figures, promises };
    }
  }
  const low = [...lowUnits(shop, product)].sort();
  const kit = product.kit?.map(
    ({ products, quantity, required }) => `${quantity} ${products}${required ? '' : ' or none'}`,
  );
  const onTheWay = onTheWayOf(shop, product);
  return { status, setByHand, takenByThreshold, low, levels, held: heldIn(shop, product), kit, onTheWay };
}

/** Hold by hold, each with what it has held longest first. */
function heldIn(shop: Shop, { sku }: Product): readonly string[] {
  const own = shop.held.filter((share) => share.sku === sku);
  return [...new Set(own.map(({ holdId }) => holdId))]
    .sort()
    .flatMap((holdId) =>
      own
        .filter((share) => share.holdId === holdId)
        .map((share) => shareText(share, share.quantity, share.notThere)),
    );
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
  lines: lines.map(({ sku, unit: code, stocked, ...line }) => {
    const unit = code === '' ? undefined : code;
    const { quantity, cancelled, shipped, returned } = line;
    return {
      ...{ sku, unit, quantity, cancelled, shipped, returned },
      stocked: stocked.map(
        (part) =>
          `${part.each} ${part.unit || undefined} ${part.sku}: ${part.allocated} allocated, ${part.fromStock} from stock`,
      ),
    };
  }),
});

function holdInModel({ status, operation, expiresAt, lines }: Hold) {
  if (status === undefined) return { status: null, operation };
  const texts = lines.map(({ sku, unit, quantity, components = [] }) =>
    [quantity, unit, sku, ...components.map((part) => part.sku)].join(' '),
  );
  return { status, operation, expiresAt, lines: texts };
}

/** A ledger's outcome in the model's words. */
export function resultOf(outcome: Outcome): unknown {
  switch (outcome.kind) {
    case 'done': {
      const detail = detailOf(outcome.answer);
      const isNothing = outcome.answer.events[0]?.type === 'NothingChanged';
      return { kind: 'done', isNothing, ...(detail !== undefined && { detail }) };
    }
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

/** Where an order comes from, and which levels of a sheet were not set. */
function detailOf({ order, events }: Answer): readonly string[] | undefined {
  if (order !== undefined) {
    return order.lines.map(({ sku, unit, quantity, allocations }) =>
      [
        `${quantity} ${unit} ${sku}:`,
        ...allocations.map((each) =>
          [`${each.quantity} at ${each.warehouse}`, `${each.backordered} backordered`, each.sku, each.unit]
            .filter((part) => part !== undefined)
            .join(' '),
        ),
      ].join(', '),
    );
  }
  if (!events.some(({ type }) => type === 'CountSheetClosed')) return undefined;
  return events.flatMap(({ type, data }) =>
    type === 'LinesRefused'
      ? (data.lines as unknown as readonly Record<'sku' | 'unit' | 'code', string>[]).map(
          ({ sku, unit, code }) => `${sku} ${unit} ${code}`,
        )
      : [],
  );
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
