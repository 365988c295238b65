import { createHmac, timingSafeEqual } from 'node:crypto';
import { InvalidCursorError } from './errors.ts';

/** Where a page ended: the key of its last item. */
export type Place = readonly (string | number)[];

/** Bytes of the signature that a cursor carries. */
const SIGNATURE_BYTES = 16;

/**
 * Cursors: where a page ended, signed together with the list and its filters. One that was not given out for the
 * same question is refused, on every process that shares the key.
 */
export class Cursors {
  readonly #key: () => Uint8Array;

  constructor(key: () => Uint8Array) {
    this.#key = key;
  }

  seal(question: string, place: Place): string {
    const text = Buffer.from(JSON.stringify(place));
    return Buffer.concat([this.#sign(question, text), text]).toString('base64url');
  }

  /** @throws InvalidCursorError */
  open(question: string, cursor: string): Place {
    const bytes = Buffer.from(cursor, 'base64url');
    const signature = bytes.subarray(0, SIGNATURE_BYTES);
    const text = bytes.subarray(SIGNATURE_BYTES);
    // Decoding passes over what is no base64: only the very text that was given out is a cursor.
    const isWhole = bytes.toString('base64url') === cursor && signature.length === SIGNATURE_BYTES;
    if (!isWhole || !timingSafeEqual(signature, this.#sign(question, text))) throw new InvalidCursorError();
    return JSON.parse(text.toString());
  }

  #sign(question: string, text: Uint8Array): Buffer {
    const hmac = createHmac('sha256', this.#key()).update(`${question}\n`).update(text);
    return hmac.digest().subarray(0, SIGNATURE_BYTES);
  }
}

/** A list and its filters as one text; filters that are absent do not count. */
export function questionOf(list: string, filters: Readonly<Record<string, unknown>> = {}): string {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return JSON.stringify([list, given.sort(([a], [b]) => (a < b ? -1 : 1))]);
}
