import type { RegisterProduct } from '../shared/commands.ts';
import { ONE, PRECISION_MAX, ZERO } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import type { Unit } from './state.ts';
import { mapsOnto } from './units.ts';

/**
 * Why the units of a product cannot be so: VALIDATION_FAILED for none at all, for two of one code, for a precision
 * other than 0 to 10, for a stock unit that is none of them, and for conversion rates that are missing, not positive,
 * or give quantities that the stock unit cannot express.
 */
export function checkUnits({ units, stockUnit: code }: RegisterProduct): readonly Reason[] {
  if (units === undefined) return code === undefined || code === 'item' ? [] : [notOneOfThem(code)];
  if (units.length === 0) return [invalid('units', 'a product has at least one unit')];
  const stockUnit = units.find((unit) => unit.code === code);
  const reasons = units.flatMap((unit, index) => [
    ...checkUnit(unit, units.slice(0, index), `units[${index}]`),
    ...(stockUnit === undefined ? [] : checkRate(unit, stockUnit, `units[${index}].conversionRate`)),
  ]);
  if (code !== undefined && stockUnit === undefined) reasons.push(notOneOfThem(code));
  return reasons;
}

function checkUnit(
  { code, precision, conversionRate }: Unit,
  others: readonly Unit[],
  path: string,
): Reason[] {
  const reasons: Reason[] = [];
  if (others.some((other) => other.code === code)) {
    reasons.push(invalid(`${path}.code`, `the unit ${quote(code)} is named twice`));
  }
  if (!Number.isInteger(precision) || precision < 0 || precision > PRECISION_MAX) {
    reasons.push(invalid(`${path}.precision`, `a precision is a whole number from 0 to ${PRECISION_MAX}`));
  }
  if (conversionRate !== undefined && conversionRate <= ZERO) {
    reasons.push(invalid(`${path}.conversionRate`, 'a conversion rate is above zero'));
  }
  return reasons;
}

function checkRate(unit: Unit, stockUnit: Unit, path: string): Reason[] {
  const { code, conversionRate } = unit;
  if (unit === stockUnit) {
    if (conversionRate === undefined || conversionRate === ONE) return [];
    return [invalid(path, `one ${quote(code)} is one ${quote(code)}: it is the stock unit`)];
  }
  if (conversionRate === undefined) {
    return [invalid(path, `how many ${quote(stockUnit.code)} is one ${quote(code)}?`)];
  }
  if (mapsOnto(unit, stockUnit)) return [];
  const message = `not every quantity of ${quote(code)} is one of ${quote(stockUnit.code)} with ${stockUnit.precision} decimals`;
  return [invalid(path, message)];
}

const notOneOfThem = (code: string): Reason =>
  invalid('stockUnit', `the stock unit ${quote(code)} is none of the product's units`);

const invalid = (path: string, message: string): Reason => ({ code: 'VALIDATION_FAILED', message, path });
