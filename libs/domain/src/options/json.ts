/** Option values as commands, events and answers carry them, and back. */
import { formatQuantity, quantityOf } from '../shared/quantity.ts';
import type { OptionJson, OptionName, OptionValues } from './catalogue.ts';
import { OPTION_RULES } from './rules.ts';
import type { OptionValue } from './value.ts';

/** The value as JSON: a decimal as its canonical string, a set as an array in canonical order. */
export const optionToJson = (value: OptionValue): OptionJson =>
  typeof value === 'bigint' ? formatQuantity(value) : value;

/**
 * Reads a value that we wrote ourselves, as it stands in an event.
 *
 * @throws RangeError when a decimal is none: the log is broken.
 */
export function optionFromJson<Name extends OptionName>(name: Name, json: OptionJson): OptionValues[Name] {
  const isDecimal = OPTION_RULES[name].kind === 'decimal' && json !== null;
  return (isDecimal ? quantityOf(String(json)) : json) as OptionValues[Name];
}
