import type { AdjustLevel } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import { nothingChanged } from '../shared/nothing-changed.ts';
import { formatQuantity, ZERO } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import type { DecisionContext } from './context.ts';
import type { ProductEvent } from './events.ts';
import { acceptOnHand, checkOnHand, findLevel, type NamedLevel } from './on-hand.ts';
import type { ProductState } from './state.ts';

/**
 * Adds a signed quantity to on hand. It is a fact: what was promised does not stand against it, but becomes
 * backordered where it is no longer there.
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
  const { unit, quantity, onHand } = found;
  const after = onHand + quantity;
  const reasons = checkOnHand(product, warehouse, found, after, 'quantity', context);
  if (after < ZERO) reasons.push(negativeOnHand(sku, warehouse, found));
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
      after: { onHand: formatQuantity(after) },
      reason,
      ...(reference !== undefined && { reference }),
    },
  };
  return acceptOnHand(product, adjusted, { unit, warehouse, change: quantity }, context);
}

function negativeOnHand(sku: string, warehouse: string, { unit, quantity, onHand }: NamedLevel): Reason {
  const requested = formatQuantity(quantity);
  return {
    code: 'NEGATIVE_ON_HAND',
    message: `${formatQuantity(onHand)} ${unit} of ${quote(sku)} is on hand at ${quote(warehouse)}: ${requested} would take it below zero`,
    path: 'quantity',
    sku,
    unit,
    warehouse,
    requested,
    onHand: formatQuantity(onHand),
  };
}
