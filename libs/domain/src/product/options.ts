import type { OptionName } from '../options/catalogue.ts';
import { decideOption } from '../options/decide-option.ts';
import { evolveOwnOptions } from '../options/own-options.ts';
import { inheritedOptions, resolveOptions } from '../options/resolve.ts';
import { overlay } from '../options/resolved.ts';
import type { OptionCommand } from '../shared/commands.ts';
import { accept, type Decision } from '../shared/decision.ts';
import { consequencesOf, LOW_INVENTORY_OPTIONS, STATUS_OPTIONS } from './consequences.ts';
import type { DecisionContext } from './context.ts';
import type { ProductEvent } from './events.ts';
import type { ProductState } from './state.ts';

/**
 * Sets or clears an own option of the product. What it changes of status and low inventory is recorded with it.
 *
 * Refused: OPTION_UNKNOWN, OPTION_NOT_SETTABLE_HERE, OPTION_INVALID, MINIMUM_ABOVE_MAXIMUM.
 */
export function decideProductOption(
  product: ProductState,
  command: OptionCommand,
  context: DecisionContext,
): Decision<ProductEvent> {
  const { sku, organization, category, options: own } = product;
  const inherited = inheritedOptions(product, null, context.scopes);
  const decision = decideOption({ source: { level: 'product', code: sku }, own, inherited }, command);
  if (decision.kind === 'refused') return decision;
  const options = { ...own };
  for (const event of decision.events) {
    if (event.type === 'OptionSet' || event.type === 'OptionCleared') evolveOwnOptions(options, event);
  }
  const after = { organization, category, options };
  return accept<ProductEvent>(...decision.events, ...effectOfOptions(product, after, context));
}

/**
 * What other own options, or another category, change of the product's status and low inventory. A status set by hand
 * stays as it is unless an option that bears on the status gets another value.
 */
export function effectOfOptions(
  product: ProductState,
  after: Pick<ProductState, 'organization' | 'category' | 'options'>,
  context: DecisionContext,
): ProductEvent[] {
  const before = resolveOptions(product, null, context.scopes);
  const inherited = inheritedOptions(after, null, context.scopes);
  const options = overlay(inherited, after.options, { level: 'product', code: product.sku });
  const changes = (names: readonly OptionName[]) =>
    names.some((name) => before.values[name] !== options.values[name]);
  if (!changes(STATUS_OPTIONS) && !changes(LOW_INVENTORY_OPTIONS)) return [];
  return consequencesOf(product, { changes: [], options, statusStays: !changes(STATUS_OPTIONS) }, context);
}
