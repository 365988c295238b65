import { statusFor } from '../kit/serve.ts';
import type { SetStatus } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import { nothingChanged } from '../shared/nothing-changed.ts';
import { quote } from '../shared/quote.ts';
import type { DecisionContext } from './context.ts';
import type { ProductEvent } from './events.ts';
import type { ProductState } from './state.ts';

/**
 * Sets the status by hand. It holds on every website until the automatic rule next changes it; that of a kit, whose
 * status follows from its components otherwise, until somebody sets another or (null) lets it follow from them again.
 *
 * Refused: VALIDATION_FAILED for null where the product is no kit.
 */
export function decideStatus(
  product: ProductState,
  command: SetStatus,
  context: DecisionContext,
): Decision<ProductEvent> {
  const { sku, kit, status: from, setByHand } = product;
  const { status: to } = command;
  if (to === null) return derivedAgain(product, command, context);
  if (from === to && (kit === null || setByHand)) return accept(nothingChanged(command));
  return accept({ type: 'StatusChanged', data: { sku, from, to, cause: 'hand' } });
}

/** The event says what follows from the components at this moment, over all open warehouses. */
function derivedAgain(
  product: ProductState,
  command: SetStatus,
  context: DecisionContext,
): Decision<ProductEvent> {
  const { sku, kit, status: from, setByHand } = product;
  if (kit === null) {
    const message = `${quote(sku)} is no kit: its status follows from its own stock`;
    return refuse({ code: 'VALIDATION_FAILED', message, path: 'status', sku });
  }
  if (!setByHand) return accept(nothingChanged(command));
  const to = statusFor({ ...product, status: 'in_stock', setByHand: false }, null, context);
  return accept({ type: 'StatusChanged', data: { sku, from, to, cause: 'derived' } });
}
