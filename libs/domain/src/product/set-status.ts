import type { SetStatus } from '../shared/commands.ts';
import { accept, type Decision } from '../shared/decision.ts';
import { nothingChanged } from '../shared/nothing-changed.ts';
import type { ProductEvent } from './events.ts';
import type { ProductState } from './state.ts';

/** Sets the status by hand. It holds on every website until the automatic rule next changes it. */
export function decideStatus(product: ProductState, command: SetStatus): Decision<ProductEvent> {
  const { sku, status: from } = product;
  const { status: to } = command;
  if (from === to) return accept(nothingChanged(command));
  return accept({ type: 'StatusChanged', data: { sku, from, to, cause: 'hand' } });
}
