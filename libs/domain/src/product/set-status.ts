import type { SetStatus } from '../shared/commands.ts';
import { accept, type Decision } from '../shared/decision.ts';
import { nothingChanged } from '../shared/nothing-changed.ts';
import type { ProductEvent } from './events.ts';
import type { ProductState } from './state.ts';

/**
 * Sets the status by hand. It holds on every website until the automatic rule next changes it; that of a kit, whose
 * status follows from its components otherwise, until somebody sets another.
 */
export function decideStatus(product: ProductState, command: SetStatus): Decision<ProductEvent> {
  const { sku, kit, status: from, setByHand } = product;
  const { status: to } = command;
  if (from === to && (kit === null || setByHand)) return accept(nothingChanged(command));
  return accept({ type: 'StatusChanged', data: { sku, from, to, cause: 'hand' } });
}
