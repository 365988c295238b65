/** What adjusting and counting a level have in common. */
import { kitHasNoLevels } from '../kit/no-levels.ts';
import { unknownWarehouse } from '../scopes/unknown.ts';
import { type Accepted, accept } from '../shared/decision.ts';
import { formatQuantity, maximum, type Quantity, ZERO } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import { warehouseClosed } from '../warehouse/closed.ts';
import { levelToReadFor, type Placement, placeAmong } from './backdating.ts';
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
  /** Where the command stands among later-dated facts; nothing when there are none. */
  readonly placement: Placement | undefined;
}

/**
 * The level that a command means, or why there is none: UNKNOWN_UNIT, UNKNOWN_WAREHOUSE, PRECISION_EXCEEDED, and
 * VALIDATION_FAILED for a kit, and for an effective time in the future.
 */
export function findLevel(
  product: ProductState,
  command: LevelCommand,
  stated: { readonly quantity: Quantity; readonly path: string },
  context: DecisionContext,
): NamedLevel | readonly Reason[] {
  const { sku } = product;
  const { scopes, now } = context;
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
  const quantity = toLevelUnit(product, unit, stated.quantity);
  return { unit: levelUnit, quantity, onHand, movedAt, placement: placementOf(product, command, context) };
}

function placementOf(
  product: ProductState,
  command: LevelCommand,
  { facts }: DecisionContext,
): Placement | undefined {
  if (command.effectiveAt === undefined || levelToReadFor(product, command) === undefined) return undefined;
  if (facts === undefined) throw new RangeError('a backdated change needs what is on record since');
  return placeAmong(facts, command.effectiveAt);
}

/** What a change of on hand comes to today: nothing where a later count has absorbed it. */
export const changeToday = ({ placement }: NamedLevel, change: Quantity): Quantity =>
  placement?.absorbedBy === undefined ? change : ZERO;

const notYet = (effectiveAt: string, now: string): Reason => ({
  code: 'VALIDATION_FAILED',
  message: `a fact cannot be effective at ${effectiveAt}: it is ${now}`,
  path: 'effectiveAt',
});

/**
 * Why on hand may not change so at the warehouse: WAREHOUSE_CLOSED (into one that is closing nothing new comes),
 * OUT_OF_RANGE and NEGATIVE_ON_HAND, today or at a moment since the effective time.
 */
export function checkOnHand(
  { sku }: ProductState,
  warehouse: string,
  found: NamedLevel,
  change: Quantity,
  path: string,
  { scopes }: DecisionContext,
): Reason[] {
  const { unit, onHand, placement } = found;
  const moments: readonly Moment[] = placement?.moments ?? [{ onHand }];
  const highest = moments.reduce((most, moment) => maximum(most, moment.onHand), moments[0]?.onHand ?? ZERO);
  const negative = moments.find((moment) => moment.onHand + change < ZERO);
  const state = scopes.warehouses.get(warehouse)?.state;
  const isShut = state === 'closed' || (state === 'closing' && changeToday(found, change) > ZERO);
  return [
    ...(isShut ? [warehouseClosed(warehouse, 'warehouse')] : []),
    ...outOfRange(sku, unit, highest + change, path),
    ...(negative === undefined ? [] : [negativeOnHand({ sku, unit, warehouse }, negative, change, path)]),
  ];
}

interface Moment {
  readonly at?: string;
  readonly onHand: Quantity;
}

function negativeOnHand(
  level: { readonly sku: string; readonly unit: string; readonly warehouse: string },
  { at, onHand }: Moment,
  change: Quantity,
  path: string,
): Reason {
  const { sku, unit, warehouse } = level;
  const [there, requested] = [formatQuantity(onHand), formatQuantity(change)];
  const was = at === undefined ? 'is on hand' : 'was on hand';
  const when = at === undefined ? '' : ` at ${at}`;
  return {
    code: 'NEGATIVE_ON_HAND',
    message: `${there} ${unit} of ${quote(sku)} ${was} at ${quote(warehouse)}${when}: ${requested} would take it below zero`,
    path,
    ...level,
    requested,
    onHand: there,
    ...(at !== undefined && { at }),
  };
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
