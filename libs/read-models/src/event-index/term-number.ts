import type { Term } from './terms.ts';

/**
 * 53 bits of a hash of the term: what the index keeps in its stead. Two terms may share a number: whoever finds an
 * event looks whether it really names the term.
 *
 * Two multiplicative hashes over the UTF-16 units, finished as MurmurHash3 does (fmix32).
 */
export function termNumber(text: Term): number {
  let high = 0x9e3779b1;
  let low = 0x85ebca77;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 0x5bd1e995);
    low = Math.imul(low ^ unit, 0x1b873593);
    // The upper bits come down, so that they bear on the next product.
    high ^= high >>> 15;
    low ^= low >>> 13;
  }
  high = finish(high ^ text.length);
  low = finish(low ^ high);
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
