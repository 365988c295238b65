/** Goods on their way that come to their warehouse. */
import { type Accepted, accept, type Refused, refuse } from '../shared/decision.ts';
import { formatQuantity, type Quantity, ZERO } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import { warehouseClosed } from '../warehouse/closed.ts';
import { consequencesOf } from './consequences.ts';
import type { DecisionContext } from './context.ts';
import type { ProductEvent } from './events.ts';
import { levelOf } from './levels.ts';
import { outOfRange, precisionExceeded } from './quantity-reasons.ts';
import { ALREADY_APPLIED, type AlreadyApplied } from './rulings.ts';
import type { ProductState, Transit, Unit } from './state.ts';
import { changeOf, filledBy } from './transfer.ts';
import { findUnit, toLevelUnit } from './units.ts';

/** One operation of a transfer that brings in goods on their way. */
export interface ReceiptStep {
  readonly transferId: string;
  readonly operation: number;
  /** The transfer's own unit, in which the quantities are. */
  readonly unit: string;
  readonly quantity: Quantity;
  /** How much will not come any more. */
  readonly discrepancy: Quantity;
  readonly discrepancyReason?: string;
}

/**
 * Why the goods cannot come in; empty: they can. PRECISION_EXCEEDED, OUT_OF_RANGE, and WAREHOUSE_CLOSED: a warehouse to
 * which goods are on their way cannot close, so that it does not happen.
 */
export function checkReceipt(
  product: ProductState,
  { transferId, ...step }: Pick<ReceiptStep, 'transferId' | 'unit' | 'quantity'>,
  { scopes }: DecisionContext,
): readonly Reason[] {
  const { sku } = product;
  const unit = unitOf(product, step.unit);
  const reasons = [...precisionExceeded(sku, unit, step.quantity, 'quantity')];
  const transit = product.transit?.get(transferId);
  if (transit === undefined || reasons.length > 0) return reasons;
  const { to, unit: levelUnit } = transit;
  if (scopes.warehouses.get(to)?.state === 'closed') reasons.push(warehouseClosed(to, 'transferId'));
  const onHand = levelOf(product, levelUnit, to)?.onHand ?? ZERO;
  const after = onHand + toLevelUnit(product, unit, step.quantity);
  return [...reasons, ...outOfRange(sku, levelUnit, after, 'quantity')];
}

/**
 * Brings in goods on their way, and gives up those that will not come. What comes fills backorders; status and low
 * inventory follow, all in the same append.
 *
 * Refused: as {@link checkReceipt} says. Nothing on its way: this operation, the transfer's last, was recorded before.
 *
 * @throws RangeError when more comes than is on its way: the transfer's stream allows no more.
 */
export function receiveStock(
  product: ProductState,
  step: ReceiptStep,
  context: DecisionContext,
): Accepted<ProductEvent> | Refused | AlreadyApplied {
  const { transferId, operation, discrepancyReason } = step;
  const transit = product.transit?.get(transferId);
  if (transit === undefined || transit.operation >= operation) return ALREADY_APPLIED;
  const reasons = checkReceipt(product, step, context);
  if (reasons.length > 0) return refuse(...reasons);
  const { quantity, discrepancy } = inLevelUnit(product, step, transit);
  const { unit, from, to } = transit;
  const isShort = discrepancy > ZERO;
  const fact: ProductEvent = {
    type: 'StockReceived',
    data: {
      transferId,
      operation,
      sku: product.sku,
      from,
      ...changeOf(product, unit, to, quantity),
      quantity: formatQuantity(quantity),
      ...(isShort && { discrepancy: formatQuantity(discrepancy) }),
      ...(isShort && discrepancyReason !== undefined && { discrepancyReason }),
    },
  };
  if (quantity === ZERO) return accept(fact);
  const changes = [{ unit, warehouse: to, available: quantity }];
  const filled = filledBy(product, unit, to, quantity);
  return accept(fact, ...filled, ...consequencesOf(product, { changes }, context));
}

function inLevelUnit(
  product: ProductState,
  step: ReceiptStep,
  transit: Transit,
): { readonly quantity: Quantity; readonly discrepancy: Quantity } {
  const unit = unitOf(product, step.unit);
  const quantity = toLevelUnit(product, unit, step.quantity);
  const discrepancy = toLevelUnit(product, unit, step.discrepancy);
  if (quantity + discrepancy > transit.quantity) {
    throw new RangeError(`more received than is on its way by ${step.transferId}`);
  }
  return { quantity, discrepancy };
}

function unitOf(product: ProductState, code: string): Unit {
  const unit = findUnit(product, code);
  if (unit === undefined) throw new RangeError(`${product.sku} has no unit ${code}`);
  return unit;
}
