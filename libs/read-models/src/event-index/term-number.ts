import type { Term } from './terms.ts';

/**
 * 32 bits of a hash of the term: what the index keeps in its stead. Two terms may share a number: whoever finds an
 * event looks whether it really names the term.
 *
 * A multiplicative hash over the UTF-16 units, finished as MurmurHash3 does (fmix32).
 */
export function termNumber(text: Term): number {
  let hash = 0x9e3779b1;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x5bd1e995);
    // The upper bits come down, so that they bear on the next product.
    hash ^= hash >>> 15;
  }
  return finish(hash ^ text.length) >>> 0;
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
