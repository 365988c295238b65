/**
 * Exact quantities.
 *
 * A quantity is a whole number of 10⁻¹⁰ units, so that every precision of 0 to 10 decimals is exact and addition
 * is integer addition. Magnitude: up to 10¹⁰ units.
 */

/** A count of 10⁻¹⁰ units of some unit of a product. */
export type Quantity = bigint;

/** The most decimals a unit may have. */
export const PRECISION_MAX = 10;

/** 10⁻¹⁰ units in one unit. */
export const ONE: Quantity = 10n ** 10n;

/** No quantity is larger than this, either way. */
export const MAGNITUDE_MAX: Quantity = 10n ** 10n * ONE;

export const ZERO: Quantity = 0n;

const PATTERN = /^(-?)(\d+)(?:\.(\d+))?$/;
const CANONICAL_WHOLE = /^-?\d{1,10}$/;

/** Why a text or number is no quantity. */
export type QuantityFault = 'not-a-decimal' | 'too-precise' | 'out-of-range';

/**
 * Reads a quantity: a decimal string `-?digits[.digits]`, or a JSON number that a double holds exactly.
 *
 * Trailing zeros do not count as decimals. −0 is 0.
 */
export function parseQuantity(input: unknown): Quantity | QuantityFault {
  const text = typeof input === 'number' ? textOfNumber(input) : input;
  if (typeof text !== 'string') return 'not-a-decimal';
  const match = PATTERN.exec(text);
  if (match === null) return 'not-a-decimal';
  const [, sign, whole = '', decimals = ''] = match;
  const significant = decimals.replace(/0+$/, '');
  if (whole.replace(/^0+/, '').length > 11) return 'out-of-range';
  if (significant.length > PRECISION_MAX) return 'too-precise';
  const magnitude = BigInt(whole) * ONE + BigInt(significant.padEnd(PRECISION_MAX, '0'));
  if (magnitude > MAGNITUDE_MAX) return 'out-of-range';
  return sign === '-' ? -magnitude : magnitude;
}

/**
 * A JSON number as a decimal string, where a double holds it exactly: with at most 10 decimals that is a multiple
 * of 2⁻¹⁰. What is not (0.1, say) has already lost its exact value and is no quantity.
 */
function textOfNumber(input: number): string | undefined {
  if (!Number.isSafeInteger(input * 2 ** PRECISION_MAX)) return undefined;
  return Number.isInteger(input) ? BigInt(input).toString() : input.toFixed(PRECISION_MAX);
}

/**
 * Reads a decimal string that we wrote ourselves, as it stands in an event.
 *
 * @throws RangeError when it is none: the log is broken.
 */
export function quantityOf(text: string): Quantity {
  if (CANONICAL_WHOLE.test(text)) return BigInt(text) * ONE;
  const quantity = parseQuantity(text);
  if (typeof quantity !== 'bigint') throw new RangeError(`no quantity: ${JSON.stringify(text)}`);
  return quantity;
}

/** The one decimal string of a quantity: no exponent, no needless zeros. */
export function formatQuantity(quantity: Quantity): string {
  const negative = quantity < 0n;
  const magnitude = negative ? -quantity : quantity;
  const whole = magnitude / ONE;
  const rest = magnitude % ONE;
  const digits =
    rest === 0n ? `${whole}` : `${whole}.${rest.toString().padStart(PRECISION_MAX, '0').replace(/0+$/, '')}`;
  return negative ? `-${digits}` : digits;
}

/** Whether the quantity has at most `precision` decimals. */
export function hasPrecision(quantity: Quantity, precision: number): boolean {
  return quantity % 10n ** BigInt(PRECISION_MAX - precision) === 0n;
}

export const minimum = (a: Quantity, b: Quantity): Quantity => (a < b ? a : b);

export const maximum = (a: Quantity, b: Quantity): Quantity => (a > b ? a : b);
