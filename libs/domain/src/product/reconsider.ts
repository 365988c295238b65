import type { OptionName } from '../options/catalogue.ts';
import { consequencesOf, LOW_INVENTORY_OPTIONS } from './consequences.ts';
import type { DecisionContext } from './context.ts';
import type { ProductEvent } from './events.ts';
import type { ProductState } from './state.ts';

/**
 * What another value of an inherited option that bears on status or low inventory changes of the product. None where
 * nothing changes. A status set by hand stays as it is where the option bears on low inventory only.
 *
 * @param changed the option, or that a category above the product was moved.
 */
export const reconsider = (
  product: ProductState,
  context: DecisionContext,
  changed: OptionName | 'parent',
): readonly ProductEvent[] =>
  consequencesOf(product, { changes: [], statusStays: isAboutLowInventory(changed) }, context);

const isAboutLowInventory = (changed: OptionName | 'parent'): boolean =>
  changed !== 'parent' && LOW_INVENTORY_OPTIONS.includes(changed);
