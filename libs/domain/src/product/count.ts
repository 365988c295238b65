import type { CountLevel } from '../shared/commands.ts';
import { type Decision, refuse } from '../shared/decision.ts';
import { formatQuantity, ZERO } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import { effectiveFigures } from './backdating.ts';
import type { DecisionContext } from './context.ts';
import type { ProductEvent } from './events.ts';
import { acceptOnHand, changeToday, checkOnHand, findLevel, type NamedLevel } from './on-hand.ts';
import type { ProductState } from './state.ts';
import { findUnit, toLevelUnit } from './units.ts';

/**
 * States what of on hand was counted. It is a fact, as an adjustment is. Where the counter says what they saw and
 * stock has moved since, the count is refused unless it is to be kept. A count of what is there is recorded too.
 * A backdated one says what was on hand at its effective time: later movements stay on top, up to the next count.
 *
 * Refused: UNKNOWN_UNIT, UNKNOWN_WAREHOUSE, WAREHOUSE_CLOSED, PRECISION_EXCEEDED, OUT_OF_RANGE, NEGATIVE_ON_HAND,
 * MOVED_SINCE_COUNT, and VALIDATION_FAILED for a negative count, a revision that is still to come, or an effective time in the future.
 */
export function decideCount(
  product: ProductState,
  command: CountLevel,
  context: DecisionContext,
): Decision<ProductEvent> {
  const { sku } = product;
  const { warehouse, counted, keepCount, reason, reference } = command;
  const found = findLevel(product, command, { quantity: counted, path: 'counted' }, context);
  if (!('onHand' in found)) return refuse(...found);
  const { unit, quantity, onHand, placement } = found;
  const difference = quantity - (placement ?? found).onHand;
  const today = changeToday(found, difference);
  const moved = movedSince(product, command, found);
  const reasons: Reason[] = [];
  if (counted < ZERO) reasons.push(invalid('counted', 'a count is not negative'));
  else reasons.push(...checkOnHand(product, warehouse, found, difference, 'counted', context));
  if (isToCome(product, command)) {
    reasons.push(invalid('seen.revision', `the product is at revision ${product.revision}`));
  }
  if (moved !== undefined && keepCount !== true) reasons.push(moved);
  if (reasons.length > 0) return refuse(...reasons);
  const counting: ProductEvent = {
    type: 'LevelCounted',
    data: {
      sku,
      warehouse,
      unit,
      counted: formatQuantity(quantity),
      difference: formatQuantity(difference),
      before: { onHand: formatQuantity(onHand) },
      after: { onHand: formatQuantity(onHand + today) },
      ...effectiveFigures(command, placement, difference),
      ...seenBy(product, command),
      ...(moved !== undefined && { keptCount: true }),
      ...(reason !== undefined && { reason }),
      ...(reference !== undefined && { reference }),
    },
  };
  return acceptOnHand(product, counting, { unit, warehouse, change: today }, context);
}

const isToCome = ({ revision }: ProductState, { seen }: CountLevel): boolean =>
  seen?.revision !== undefined && seen.revision > revision;

/** MOVED_SINCE_COUNT: on hand has changed after the revision, or is not the quantity, that the counter saw. */
function movedSince(product: ProductState, command: CountLevel, level: NamedLevel): Reason | undefined {
  const { sku } = product;
  const { seen, warehouse } = command;
  const { unit } = level;
  const { onHand, movedAt } = level.placement ?? level;
  const quantity = seenQuantity(product, command);
  const isLater = seen?.revision !== undefined && movedAt > seen.revision;
  const isOther = quantity !== undefined && quantity !== onHand;
  if (!isLater && !isOther) return undefined;
  const is = formatQuantity(onHand);
  return {
    code: 'MOVED_SINCE_COUNT',
    message: `stock of ${quote(sku)} at ${quote(warehouse)} has moved since the count began: ${is} ${unit} is on hand now`,
    path: 'seen',
    sku,
    unit,
    warehouse,
    onHand: is,
    movedAtRevision: movedAt,
    ...(seen?.revision !== undefined && { seenRevision: seen.revision }),
    ...(quantity !== undefined && {
      seenQuantity: formatQuantity(quantity),
      moved: formatQuantity(onHand - quantity),
    }),
  };
}

/** What the counter saw, in the unit of the level. */
function seenQuantity(product: ProductState, { unit, seen }: CountLevel): bigint | undefined {
  const known = findUnit(product, unit);
  if (seen?.quantity === undefined || known === undefined) return undefined;
  return toLevelUnit(product, known, seen.quantity);
}

function seenBy(
  product: ProductState,
  command: CountLevel,
): { seen?: { revision?: number; quantity?: string } } {
  const { seen } = command;
  if (seen === undefined) return {};
  const quantity = seenQuantity(product, command);
  return {
    seen: {
      ...(seen.revision !== undefined && { revision: seen.revision }),
      ...(quantity !== undefined && { quantity: formatQuantity(quantity) }),
    },
  };
}

const invalid = (path: string, message: string): Reason => ({ code: 'VALIDATION_FAILED', message, path });
