import { formatQuantity, quantityOf } from '#domain';

/** Whole numbers of so few digits that their differences are exact as a number. */
const DIGITS_MAX = 12;

/** A decimal minus two others, exact, in canonical form; quicker for the whole numbers that most of them are. */
export const differenceOf = (a: string, b: string, c: string): string =>
  isShort(a) && isShort(b) && isShort(c)
    ? String(Number(a) - Number(b) - Number(c))
    : formatQuantity(quantityOf(a) - quantityOf(b) - quantityOf(c));

function isShort(text: string): boolean {
  const { length } = text;
  if (length === 0 || length > DIGITS_MAX) return false;
  for (let i = text.charCodeAt(0) === MINUS && length > 1 ? 1 : 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < ZERO || unit > NINE) return false;
  }
  return true;
}

const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
