/** Goods that leave one warehouse for another: at once, or on their way. */
import { kitHasNoLevels } from '../kit/no-levels.ts';
import { unknownWarehouse } from '../scopes/unknown.ts';
import { type Accepted, accept, type Refused, refuse } from '../shared/decision.ts';
import { formatQuantity, maximum, type Quantity, ZERO } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import { warehouseClosed } from '../warehouse/closed.ts';
import { backorderEvents, roomOfAppend } from './backorders.ts';
import { consequencesOf } from './consequences.ts';
import type { DecisionContext } from './context.ts';
import type { LevelChange, ProductEvent } from './events.ts';
import { availableOf, levelOf } from './levels.ts';
import { outOfRange, precisionExceeded, unknownProduct, unknownUnit } from './quantity-reasons.ts';
import { ALREADY_APPLIED, type AlreadyApplied } from './rulings.ts';
import type { ProductState, Unit } from './state.ts';
import { findUnit, fromLevelUnit, levelUnitOf, toLevelUnit } from './units.ts';

/** What a transfer wants to move. */
export interface WantedTransfer {
  readonly sku: string;
  readonly from: string;
  readonly to: string;
  /** Default: the primary unit. */
  readonly unit?: string;
  readonly quantity: Quantity;
}

/** One operation of a transfer that moves goods out of a warehouse. */
export interface TransferStep extends WantedTransfer {
  readonly transferId: string;
  readonly operation: number;
  readonly reference?: string;
}

/**
 * Why the goods cannot be moved; empty: they can. UNKNOWN_PRODUCT, UNKNOWN_UNIT, PRECISION_EXCEEDED, UNKNOWN_WAREHOUSE,
 * WAREHOUSE_CLOSED, VALIDATION_FAILED for a kit, a quantity not above zero or one warehouse named twice, OUT_OF_RANGE, and
 * INSUFFICIENT_STOCK: only what is available moves, what is allocated or held stays.
 */
export function checkTransfer(
  product: ProductState | null,
  wanted: WantedTransfer,
  context: DecisionContext,
): readonly Reason[] {
  const { sku, from, to, quantity } = wanted;
  if (product === null) return [unknownProduct(sku, 'sku')];
  if (product.kit !== null) return [kitHasNoLevels(sku)];
  const reasons: Reason[] = [];
  const unit = findUnit(product, wanted.unit);
  if (unit === undefined) reasons.push(unknownUnit(sku, wanted.unit, 'unit'));
  else reasons.push(...precisionExceeded(sku, unit, quantity, 'quantity'));
  if (quantity <= ZERO) reasons.push(invalid('quantity', 'what is moved is above 0'));
  reasons.push(...checkPlaces(from, to, context));
  if (unit === undefined || reasons.length > 0) return reasons;
  return checkLevels(product, wanted, unit);
}

function checkPlaces(from: string, to: string, { scopes }: DecisionContext): readonly Reason[] {
  const reasons: Reason[] = [];
  const [source, target] = [scopes.warehouses.get(from), scopes.warehouses.get(to)];
  if (source === undefined) reasons.push(unknownWarehouse(from, 'from'));
  else if (source.state === 'closed') reasons.push(warehouseClosed(from, 'from'));
  if (from === to) {
    reasons.push(invalid('to', `what leaves ${quote(from)} cannot come to it`));
  } else if (target === undefined) {
    reasons.push(unknownWarehouse(to, 'to'));
  } else if (target.state !== 'open') {
    reasons.push(warehouseClosed(to, 'to'));
  }
  return reasons;
}

function checkLevels(
  product: ProductState,
  { sku, from, to, quantity }: WantedTransfer,
  unit: Unit,
): readonly Reason[] {
  const levelUnit = levelUnitOf(product, unit);
  const moved = toLevelUnit(product, unit, quantity);
  const source = levelOf(product, levelUnit, from);
  const available = source === undefined ? ZERO : maximum(ZERO, availableOf(source));
  if (moved > available) {
    const requested = formatQuantity(quantity);
    const sellable = formatQuantity(fromLevelUnit(product, unit, available));
    const message = `${requested} ${unit.code} of ${quote(sku)} was to leave ${quote(from)} and ${sellable} is available there`;
    const figures = { sku, unit: unit.code, warehouse: from, requested, sellable };
    return [{ code: 'INSUFFICIENT_STOCK', message, path: 'quantity', ...figures }];
  }
  const target = levelOf(product, levelUnit, to)?.onHand ?? ZERO;
  return outOfRange(sku, levelUnit, target + moved, 'quantity');
}

/**
 * Moves goods from one warehouse to another in one event. What comes fills backorders there; status and low inventory
 * follow, all in the same append.
 *
 * Refused: as {@link checkTransfer} says.
 */
export function transferStock(
  product: ProductState | null,
  step: TransferStep,
  context: DecisionContext,
): Accepted<ProductEvent> | Refused {
  const reasons = checkTransfer(product, step, context);
  if (product === null || reasons.length > 0) return refuse(...reasons);
  const { transferId, operation, sku, from, to, reference } = step;
  const { unit, quantity } = inLevelUnit(product, step);
  const fact: ProductEvent = {
    type: 'StockTransferred',
    data: {
      transferId,
      operation,
      sku,
      unit,
      from,
      to,
      quantity: formatQuantity(quantity),
      ...(reference !== undefined && { reference }),
      levels: [changeOf(product, unit, from, -quantity), changeOf(product, unit, to, quantity)],
    },
  };
  const changes = [
    { unit, warehouse: from, available: -quantity },
    { unit, warehouse: to, available: quantity },
  ];
  const filled = filledBy(product, unit, to, quantity);
  return accept(fact, ...filled, ...consequencesOf(product, { changes }, context));
}

/**
 * Sends goods from one warehouse on their way to another. On their way they count for nobody; status and low
 * inventory follow in the same append.
 *
 * Refused: as {@link checkTransfer} says.
 */
export function dispatchStock(
  product: ProductState | null,
  step: TransferStep,
  context: DecisionContext,
): Accepted<ProductEvent> | Refused | AlreadyApplied {
  const { transferId, operation, sku, from, to, reference } = step;
  if ((product?.transit?.get(transferId)?.operation ?? -1) >= operation) return ALREADY_APPLIED;
  const reasons = checkTransfer(product, step, context);
  if (product === null || reasons.length > 0) return refuse(...reasons);
  const { unit, quantity } = inLevelUnit(product, step);
  const fact: ProductEvent = {
    type: 'StockDispatched',
    data: {
      transferId,
      operation,
      sku,
      ...changeOf(product, unit, from, -quantity),
      to,
      quantity: formatQuantity(quantity),
      ...(reference !== undefined && { reference }),
    },
  };
  const changes = [{ unit, warehouse: from, available: -quantity }];
  return accept(fact, ...consequencesOf(product, { changes }, context));
}

/** A level before and after so much came to it; below zero: went from it. */
export function changeOf(
  product: ProductState,
  unit: string,
  warehouse: string,
  quantity: Quantity,
): LevelChange {
  const onHand = levelOf(product, unit, warehouse)?.onHand ?? ZERO;
  return {
    warehouse,
    unit,
    before: { onHand: formatQuantity(onHand) },
    after: { onHand: formatQuantity(onHand + quantity) },
  };
}

/** Backorders at the warehouse that are filled by what comes to it. */
export function filledBy(
  product: ProductState,
  unit: string,
  warehouse: string,
  quantity: Quantity,
): readonly ProductEvent[] {
  const level = levelOf(product, unit, warehouse);
  if (level === undefined || quantity === ZERO) return [];
  const { onHand, allocated, held, backordered } = level;
  const after = { onHand: onHand + quantity, allocated, held };
  return backorderEvents(product, { level, after, backordered }, roomOfAppend());
}

function inLevelUnit(product: ProductState, { unit: code, quantity }: WantedTransfer) {
  const unit = findUnit(product, code);
  if (unit === undefined) throw new RangeError(`${product.sku} has no unit ${code}`);
  return { unit: levelUnitOf(product, unit), quantity: toLevelUnit(product, unit, quantity) };
}

const invalid = (path: string, message: string): Reason => ({ code: 'VALIDATION_FAILED', message, path });
