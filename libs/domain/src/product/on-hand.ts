/** What adjusting and counting a level have in common. */
import { kitHasNoLevels } from '../kit/no-levels.ts';
import { unknownWarehouse } from '../scopes/unknown.ts';
import { type Accepted, accept } from '../shared/decision.ts';
import { type Quantity, ZERO } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import { warehouseClosed } from '../warehouse/closed.ts';
import type { DecisionContext } from './context.ts';
import type { ProductEvent } from './events.ts';
import { followUp } from './follow-up.ts';
import { levelOf } from './levels.ts';
import { outOfRange, precisionExceeded, unknownUnit } from './quantity-reasons.ts';
import type { ProductState } from './state.ts';
import { findUnit, levelUnitOf, toLevelUnit } from './units.ts';

/** A command about a quantity at one warehouse. */
interface LevelCommand {
  readonly warehouse: string;
  readonly unit?: string;
  readonly effectiveAt?: string;
}

/** A level that a command names, and the command's quantity in its unit. */
export interface NamedLevel {
  readonly unit: string;
  readonly quantity: Quantity;
  readonly onHand: Quantity;
  /** Revision of the event that last changed what is on hand; −1: none has. */
  readonly movedAt: number;
}

/**
 * The level that a command means, or why there is none: UNKNOWN_UNIT, UNKNOWN_WAREHOUSE, PRECISION_EXCEEDED, and
 * VALIDATION_FAILED for a kit, and for an effective time in the future.
 */
export function findLevel(
  product: ProductState,
  command: LevelCommand,
  stated: { readonly quantity: Quantity; readonly path: string },
  { scopes, now }: DecisionContext,
): NamedLevel | readonly Reason[] {
  const { sku } = product;
  const { warehouse, effectiveAt } = command;
  if (product.kit !== null) return [kitHasNoLevels(sku)];
  const reasons: Reason[] = [];
  const unit = findUnit(product, command.unit);
  if (unit === undefined) reasons.push(unknownUnit(sku, command.unit, 'unit'));
  else reasons.push(...precisionExceeded(sku, unit, stated.quantity, stated.path));
  if (!scopes.warehouses.has(warehouse)) reasons.push(unknownWarehouse(warehouse, 'warehouse'));
  if (effectiveAt !== undefined && effectiveAt > now) reasons.push(notYet(effectiveAt, now));
  if (unit === undefined || reasons.length > 0) return reasons;
  const levelUnit = levelUnitOf(product, unit);
  const level = levelOf(product, levelUnit, warehouse);
  const { onHand = ZERO, movedAt = -1 } = level ?? {};
  return { unit: levelUnit, quantity: toLevelUnit(product, unit, stated.quantity), onHand, movedAt };
}

const notYet = (effectiveAt: string, now: string): Reason => ({
  code: 'VALIDATION_FAILED',
  message: `a fact cannot be effective at ${effectiveAt}: it is ${now}`,
  path: 'effectiveAt',
});

/**
 * Why on hand may not become so at the warehouse: WAREHOUSE_CLOSED (into one that is closing nothing new comes),
 * OUT_OF_RANGE.
 */
export function checkOnHand(
  { sku }: ProductState,
  warehouse: string,
  { unit, onHand }: NamedLevel,
  after: Quantity,
  path: string,
  { scopes }: DecisionContext,
): Reason[] {
  const state = scopes.warehouses.get(warehouse)?.state;
  const isShut = state === 'closed' || (state === 'closing' && after > onHand);
  return [
    ...(isShut ? [warehouseClosed(warehouse, 'warehouse')] : []),
    ...outOfRange(sku, unit, after, path),
  ];
}

/**
 * A fact about on hand, and what follows from it in the same append: backorders filled by what came, promises
 * backordered by what was lost, status and low inventory.
 */
export function acceptOnHand(
  product: ProductState,
  fact: ProductEvent,
  at: { readonly unit: string; readonly warehouse: string; readonly change: Quantity },
  context: DecisionContext,
): Accepted<ProductEvent> {
  const { change: onHand, ...level } = at;
  if (onHand === ZERO) return accept(fact);
  return accept(fact, ...followUp(product, [{ ...level, onHand }], {}, context));
}
