import { unknownCategory } from '../scopes/unknown.ts';
import type { MoveProduct } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import { nothingChanged } from '../shared/nothing-changed.ts';
import type { DecisionContext } from './context.ts';
import type { ProductEvent } from './events.ts';
import { effectOfOptions } from './options.ts';
import type { ProductState } from './state.ts';

/**
 * Puts the product into another category, or none. The options that it inherits from there bear on its status at
 * once.
 *
 * Refused: UNKNOWN_CATEGORY.
 */
export function decideMove(
  product: ProductState,
  command: MoveProduct,
  context: DecisionContext,
): Decision<ProductEvent> {
  const { sku, organization, category: from, options } = product;
  const { category: to } = command;
  if (to !== null && !context.scopes.categories.has(to)) return refuse(unknownCategory(to, 'category'));
  if (from === to) return accept(nothingChanged(command));
  const moved: ProductEvent = { type: 'ProductMoved', data: { sku, from, to } };
  const after = { organization, category: to, options };
  return accept(moved, ...effectOfOptions(product, after, context));
}
