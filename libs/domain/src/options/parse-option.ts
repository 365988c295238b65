import { parseInstant } from '../shared/instant.ts';
import { parseQuantity, type Quantity, ZERO } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import type { OptionLevel, OptionName, SourcingStrategy, Status } from './catalogue.ts';
import { STATUSES } from './catalogue.ts';
import { isOptionName, OPTION_RULES, type OptionRule } from './rules.ts';
import type { OptionValue } from './value.ts';

export const SOURCING_STRATEGIES: readonly SourcingStrategy[] = [
  'priority',
  'single_warehouse_first',
  'highest_stock_first',
];

/** An option and a value that it may take. */
export interface ParsedOption {
  readonly name: OptionName;
  readonly value: OptionValue;
}

/**
 * Reads a value for an option at a level.
 *
 * @returns the typed value, or why it may not be: OPTION_UNKNOWN, OPTION_NOT_SETTABLE_HERE, OPTION_INVALID.
 */
export function parseOption(level: OptionLevel, name: string, json: unknown): ParsedOption | Reason {
  const known = settableOption(level, name);
  if (typeof known !== 'string') return known;
  const rule = OPTION_RULES[known];
  const value = json === null && rule.nullable ? null : readers[rule.kind](json, rule);
  if (value !== undefined) return { name: known, value };
  return {
    code: 'OPTION_INVALID',
    message: `${known} cannot be ${quote(json)}: it is ${allowedValues(known)}`,
    path: 'value',
    option: known,
  };
}

/** The option of that name, or why it may not be set at the level: OPTION_UNKNOWN, OPTION_NOT_SETTABLE_HERE. */
export function settableOption(level: OptionLevel, name: string): OptionName | Reason {
  if (!isOptionName(name)) {
    return { code: 'OPTION_UNKNOWN', message: `there is no option ${quote(name)}`, path: 'option' };
  }
  const { levels } = OPTION_RULES[name];
  if (levels.includes(level)) return name;
  return {
    code: 'OPTION_NOT_SETTABLE_HERE',
    message: `${name} cannot be set at the level ${level}: it is set at ${levels.join(', ')}`,
    path: 'scope.level',
    option: name,
  };
}

/** In words, which values an option takes. */
export function allowedValues(name: OptionName): string {
  const rule = OPTION_RULES[name];
  const words = {
    boolean: 'true or false',
    decimal: `a decimal ${ranges[rule.range]} with at most 10 decimals, as a string where a binary number is not exact`,
    instant: 'an instant in ISO 8601 UTC',
    statuses: `a list of ${STATUSES.join(', ')}`,
    strategy: `one of ${SOURCING_STRATEGIES.join(', ')}`,
  }[rule.kind];
  return rule.nullable ? `${words}, or null` : words;
}

const ranges = {
  any: 'from -10000000000 to 10000000000',
  'not-negative': 'from 0 to 10000000000',
  positive: 'above 0 and up to 10000000000',
};

type Reader = (json: unknown, rule: OptionRule) => OptionValue | undefined;

const readers: { readonly [Kind in OptionRule['kind']]: Reader } = {
  boolean: (json) => (typeof json === 'boolean' ? json : undefined),
  decimal: (json, { range }) => {
    const quantity = parseQuantity(json);
    return typeof quantity === 'bigint' && isWithin(quantity, range) ? quantity : undefined;
  },
  instant: parseInstant,
  statuses: (json) =>
    isListOfStatuses(json) ? STATUSES.filter((status) => json.includes(status)) : undefined,
  strategy: (json) => SOURCING_STRATEGIES.find((strategy) => strategy === json),
};

function isWithin(quantity: Quantity, range: OptionRule['range']): boolean {
  if (range === 'positive') return quantity > ZERO;
  return range === 'any' || quantity >= ZERO;
}

const isListOfStatuses = (json: unknown): json is readonly Status[] =>
  Array.isArray(json) && json.every((item) => STATUSES.includes(item));
