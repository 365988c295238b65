/** Why a quantity, or the unit it is in, is not one of the product. */
import { formatQuantity, hasPrecision, MAGNITUDE_MAX, type Quantity } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import type { Unit } from './state.ts';
import { isInRange } from './units.ts';

export const unknownProduct = (sku: string, path: string): Reason => ({
  code: 'UNKNOWN_PRODUCT',
  message: `there is no product ${quote(sku)}`,
  path,
  sku,
});

export const unknownUnit = (sku: string, unit: string | undefined, path: string): Reason => ({
  code: 'UNKNOWN_UNIT',
  message: `${quote(sku)} is not sold by the unit ${quote(unit)}`,
  path,
  sku,
  ...(unit !== undefined && { unit }),
});

/** More decimals than the unit has; nothing when it is within the unit's precision. */
export function precisionExceeded(
  sku: string,
  { code: unit, precision }: Unit,
  quantity: Quantity,
  path: string,
): readonly Reason[] {
  if (hasPrecision(quantity, precision)) return NONE;
  const requested = formatQuantity(quantity);
  const message = `${requested} has more than the ${precision} decimals of the unit ${quote(unit)} of ${quote(sku)}`;
  return [{ code: 'PRECISION_EXCEEDED', message, path, sku, unit, requested, precision }];
}

/** Beyond what a level can hold; nothing when it is within. */
export function outOfRange(sku: string, unit: string, quantity: Quantity, path: string): readonly Reason[] {
  if (isInRange(quantity)) return NONE;
  const requested = formatQuantity(quantity);
  const limit = formatQuantity(MAGNITUDE_MAX);
  const message = `${requested} ${unit} of ${quote(sku)} is beyond the ${limit} that a level can hold`;
  return [{ code: 'OUT_OF_RANGE', message, path, sku, unit, requested, limit }];
}

const NONE: readonly Reason[] = [];
