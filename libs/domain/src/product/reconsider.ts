import { consequencesOf } from './consequences.ts';
import type { DecisionContext } from './context.ts';
import type { ProductEvent } from './events.ts';
import type { ProductState } from './state.ts';

/**
 * What another value of an inherited option that bears on status or low inventory changes of the product. None where
 * nothing changes.
 */
export const reconsider = (product: ProductState, context: DecisionContext): readonly ProductEvent[] =>
  consequencesOf(product, { changes: [] }, context);
