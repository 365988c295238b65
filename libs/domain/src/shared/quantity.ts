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
const WHOLE_DIGITS_MAX = 11;

/** Why a text or number is no quantity. */
export type QuantityFault = 'not-a-decimal' | 'inexact-number' | 'too-precise' | 'out-of-range';

/**
 * Reads a quantity: a decimal string `-?digits[.digits]`, or a JSON number that a double holds exactly.
 *
 * Trailing zeros do not count as decimals. −0 is 0.
 */
export function parseQuantity(input: unknown): Quantity | QuantityFault {
  if (typeof input === 'number') return quantityOfNumber(input);
  if (typeof input !== 'string') return 'not-a-decimal';
  if (CANONICAL_WHOLE.test(input)) return BigInt(input) * ONE;
  const match = PATTERN.exec(input);
  if (match === null) return 'not-a-decimal';
  const [, sign, digits = '', decimals = ''] = match;
  const whole = digits.replace(/^0+/, '');
  if (whole.length > WHOLE_DIGITS_MAX) return 'out-of-range';
  const significant = withoutTrailingZeros(decimals);
  if (significant.length > PRECISION_MAX) return 'too-precise';
  const magnitude = BigInt(whole) * ONE + BigInt(significant.padEnd(PRECISION_MAX, '0'));
  if (magnitude > MAGNITUDE_MAX) return 'out-of-range';
  return sign === '-' ? -magnitude : magnitude;
}

/**
 * With at most 10 decimals a double is exact where it is a multiple of 2⁻¹⁰. Any other number (0.1, say) lost its
 * exact value when the JSON was read.
 */
function quantityOfNumber(input: number): Quantity | QuantityFault {
  if (Number.isNaN(input)) return 'not-a-decimal';
  if (Math.abs(input) > Number(MAGNITUDE_MAX / ONE)) return 'out-of-range';
  const steps = input * 2 ** PRECISION_MAX;
  if (!Number.isInteger(steps)) return 'inexact-number';
  return (BigInt(steps) * ONE) / 2n ** BigInt(PRECISION_MAX);
}

/** By hand: a pattern would take quadratic time on a long run of zeros that does not end the text. */
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
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
