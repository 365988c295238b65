import type { DecisionContext } from '../product/context.ts';
import type { KitComponent, ProductEvent } from '../product/events.ts';
import type { ProductState } from '../product/state.ts';
import type { ChangeKit } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import { nothingChanged } from '../shared/nothing-changed.ts';
import { quote } from '../shared/quote.ts';
import { checkKit } from './check.ts';
import { kitOf } from './kit-of.ts';

/**
 * Says anew what a kit is made of. Orders that exist keep what they recorded.
 *
 * Refused: VALIDATION_FAILED for a product that is no kit, and what `checkKit` refuses.
 */
export function decideKitChange(
  product: ProductState,
  command: ChangeKit,
  context: DecisionContext,
): Decision<ProductEvent> {
  const { sku, kit: from } = product;
  if (from === null) {
    const message = `${quote(sku)} is no kit: it was registered without components`;
    return refuse({ code: 'VALIDATION_FAILED', message, path: 'sku', sku });
  }
  const reasons = checkKit(product, command.kit, context);
  if (reasons.length > 0) return refuse(...reasons);
  const to = kitOf(command.kit);
  if (JSON.stringify(from.components.map(listed)) === JSON.stringify(to.components.map(listed)))
    return accept(nothingChanged(command));
  return accept({ type: 'KitChanged', data: { sku, from, to } });
}

/** In one order of members, whatever that of the log is. */
const listed = ({ products, quantity, required }: KitComponent) => [products, quantity, required];
