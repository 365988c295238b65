/** Skus, codes and ids: what streams are named by. */

/** The most characters (code points) of a key. */
export const KEY_LENGTH_MAX = 200;

const CONTROL = /\p{Cc}/u;

/** Why a text is no key. */
export type KeyFault = 'empty' | 'too-long' | 'control-character' | 'lone-surrogate' | 'blank-at-an-end';

/** One spelling for one name: Unicode NFC. Case is kept. */
export const normaliseKey = (text: string): string => text.normalize('NFC');

/**
 * Why a normalised text is no sku, code or id; nothing when it is one.
 *
 * Blanks at the ends are refused and not cut off: what was sent and what is on record stay the same text.
 */
export function keyFault(key: string): KeyFault | undefined {
  if (key === '') return 'empty';
  if (isLongerThan(key, KEY_LENGTH_MAX)) return 'too-long';
  if (!key.isWellFormed()) return 'lone-surrogate';
  if (CONTROL.test(key)) return 'control-character';
  if (key.trim().length !== key.length) return 'blank-at-an-end';
  return undefined;
}

/** Whether the text has more than `length` characters, counted as code points. */
export function isLongerThan(text: string, length: number): boolean {
  if (text.length <= length) return false;
  return text.length > 2 * length || [...text].length > length;
}
