const LITERAL = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Digits that every double keeps, wherever the point is. */
const SAFE_DIGITS = 15;

/** No double needs more places than this on either side of the point. */
const PLACES_MAX = 1100;

/** Whether reading the number as a double has changed it: `value` is not what `source` says. */
export function inexactNumber(value: number, source: string): boolean {
  const [, whole = '', decimals = '', exponent = '0'] = LITERAL.exec(source) ?? [];
  const digits = (whole + decimals).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return false;
  if (value === 0 || !Number.isFinite(value)) return true;
  if (significant.length <= SAFE_DIGITS) return false;
  const places = decimals.length - Number(exponent) - (digits.length - significant.length);
  if (Math.abs(places) > PLACES_MAX) return true;
  return !isEqual(Math.abs(value), BigInt(significant), places);
}

/** Whether the double is exactly digits · 10^−places. */
function isEqual(value: number, digits: bigint, places: number): boolean {
  const { whole, halvings } = asFraction(value);
  return whole * tenTo(places) === digits * 2n ** halvings * tenTo(-places);
}

/** 10^exponent, and 1 for a negative exponent: the other side of the equation takes it then. */
const tenTo = (exponent: number): bigint => (exponent > 0 ? 10n ** BigInt(exponent) : 1n);

/** A positive double as whole / 2^halvings. */
function asFraction(value: number): { whole: bigint; halvings: bigint } {
  let whole = value;
  let halvings = 0n;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    halvings += 1n;
  }
  return { whole: BigInt(whole), halvings };
}
