import type { AdjustLevel } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import { nothingChanged } from '../shared/nothing-changed.ts';
import { formatQuantity, ZERO } from '../shared/quantity.ts';
import { effectiveFigures } from './backdating.ts';
import type { DecisionContext } from './context.ts';
import type { ProductEvent } from './events.ts';
import { acceptOnHand, changeToday, checkOnHand, findLevel } from './on-hand.ts';
import type { ProductState } from './state.ts';

/**
 * Adds a signed quantity to on hand. It is a fact: what was promised does not stand against it, but becomes
 * backordered where it is no longer there. A backdated one changes what was on hand from its effective time on, up to
 * the next count or today.
 *
 * Refused: UNKNOWN_UNIT, UNKNOWN_WAREHOUSE, WAREHOUSE_CLOSED, PRECISION_EXCEEDED, OUT_OF_RANGE, NEGATIVE_ON_HAND, and
 * VALIDATION_FAILED for an effective time in the future.
 */
export function decideAdjustment(
  product: ProductState,
  command: AdjustLevel,
  context: DecisionContext,
): Decision<ProductEvent> {
  const { sku } = product;
  const { warehouse, reason, reference } = command;
  const found = findLevel(product, command, { quantity: command.quantity, path: 'quantity' }, context);
  if (!('onHand' in found)) return refuse(...found);
  const { unit, quantity, onHand, placement } = found;
  const today = changeToday(found, quantity);
  const reasons = checkOnHand(product, warehouse, found, quantity, 'quantity', context);
  if (reasons.length > 0) return refuse(...reasons);
  if (quantity === ZERO) return accept(nothingChanged(command));
  const adjusted: ProductEvent = {
    type: 'LevelAdjusted',
    data: {
      sku,
      warehouse,
      unit,
      quantity: formatQuantity(quantity),
      before: { onHand: formatQuantity(onHand) },
      after: { onHand: formatQuantity(onHand + today) },
      ...effectiveFigures(command, placement, quantity),
      reason,
      ...(reference !== undefined && { reference }),
    },
  };
  return acceptOnHand(product, adjusted, { unit, warehouse, change: today }, context);
}
