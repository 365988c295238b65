import type { RenameProduct } from '../shared/commands.ts';
import { accept, type Decision } from '../shared/decision.ts';
import { nothingChanged } from '../shared/nothing-changed.ts';
import type { ProductEvent } from './events.ts';
import type { ProductState } from './state.ts';

/** Gives the product another name. */
export function decideRenaming(product: ProductState, command: RenameProduct): Decision<ProductEvent> {
  const { sku, name: from } = product;
  if (from === command.name) return accept(nothingChanged(command));
  return accept({ type: 'ProductRenamed', data: { sku, from, to: command.name } });
}
