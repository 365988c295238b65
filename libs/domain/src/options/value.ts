import type { OptionName, OptionValues } from './catalogue.ts';

/** The value of some option. */
export type OptionValue = OptionValues[OptionName];

/** The options that a scope or product has set itself; what is missing is inherited. */
export type OwnOptions = Partial<OptionValues>;
