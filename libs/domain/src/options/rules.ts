import { ONE, ZERO } from '../shared/quantity.ts';
import type { OptionLevel, OptionName, OptionValues } from './catalogue.ts';

/** What kind of values an option takes. */
export type OptionKind = 'boolean' | 'decimal' | 'instant' | 'statuses' | 'strategy';

export interface OptionRule<Name extends OptionName = OptionName> {
  readonly kind: OptionKind;
  /** Holds where no level has set the option. */
  readonly default: OptionValues[Name];
  /** Where it may be set. */
  readonly levels: readonly OptionLevel[];
  /** Whether null is a value: no limit, no date. */
  readonly nullable: boolean;
  /** Of a decimal: the values it may take. */
  readonly range: 'any' | 'not-negative' | 'positive';
}

const EVERYWHERE: readonly OptionLevel[] = ['product', 'category', 'website', 'organization', 'system'];
const ASSORTMENT: readonly OptionLevel[] = ['product', 'category'];
const CHANNEL: readonly OptionLevel[] = ['website', 'organization', 'system'];

const rule = <Name extends OptionName>(
  kind: OptionKind,
  value: OptionValues[Name],
  levels: readonly OptionLevel[],
  more: Partial<Pick<OptionRule, 'nullable' | 'range'>> = {},
): OptionRule<Name> => ({ kind, default: value, levels, nullable: false, range: 'any', ...more });

const SALEABLE = Object.freeze(['in_stock', 'out_of_stock'] as const);

/** Every option, in the order of the rules page. */
export const OPTION_RULES: { readonly [Name in OptionName]: OptionRule<Name> } = {
  manageInventory: rule('boolean', false, EVERYWHERE),
  decrementQuantity: rule('boolean', true, EVERYWHERE),
  backOrder: rule('boolean', false, EVERYWHERE),
  backOrderLimit: rule('decimal', null, EVERYWHERE, { nullable: true, range: 'not-negative' }),
  inventoryThreshold: rule('decimal', ZERO, EVERYWHERE),
  highlightLowInventory: rule('boolean', false, EVERYWHERE),
  lowInventoryThreshold: rule('decimal', ZERO, EVERYWHERE),
  minimumQuantityToOrder: rule('decimal', null, EVERYWHERE, { nullable: true, range: 'not-negative' }),
  maximumQuantityToOrder: rule('decimal', 100_000n * ONE, EVERYWHERE, {
    nullable: true,
    range: 'not-negative',
  }),
  quantityIncrement: rule('decimal', null, EVERYWHERE, { nullable: true, range: 'positive' }),
  isUpcoming: rule('boolean', false, ASSORTMENT),
  availabilityDate: rule('instant', null, ASSORTMENT, { nullable: true }),
  hideLabelsPastAvailabilityDate: rule('boolean', true, CHANNEL),
  visibleStatuses: rule('statuses', SALEABLE, CHANNEL),
  orderableStatuses: rule('statuses', SALEABLE, CHANNEL),
  rfqStatuses: rule('statuses', SALEABLE, CHANNEL),
  quoteStatuses: rule('statuses', SALEABLE, CHANNEL),
  shoppingListStatuses: rule('statuses', SALEABLE, CHANNEL),
  automaticRestock: rule('boolean', true, EVERYWHERE),
  sourcingStrategy: rule('strategy', 'priority', CHANNEL),
  splitLines: rule('boolean', true, CHANNEL),
};

/** The names of all options, in the order of the rules page. */
export const OPTION_NAMES = Object.freeze(Object.keys(OPTION_RULES)) as readonly OptionName[];

export const isOptionName = (name: string): name is OptionName => Object.hasOwn(OPTION_RULES, name);

/** What every option is where nobody has set anything. */
export const DEFAULT_OPTIONS: Readonly<OptionValues> = Object.freeze(
  Object.fromEntries(OPTION_NAMES.map((name) => [name, OPTION_RULES[name].default])),
) as unknown as OptionValues;
