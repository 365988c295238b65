/**
 * Rising whole numbers as bytes: the gap of each to the one before, seven bits a byte, the lowest first, a set
 * eighth bit meaning that more follow.
 */
export function encodeGaps(numbers: readonly number[], start: number): Uint8Array {
  const bytes = scratchFor(numbers.length);
  let length = 0;
  let before = start;
  for (const number of numbers) {
    let gap = number - before;
    before = number;
    for (; gap > 127; gap = Math.floor(gap / 128)) bytes[length++] = (gap % 128) + 128;
    bytes[length++] = gap;
  }
  return bytes.slice(0, length);
}

/** Bytes that one number may take: seven bits each of 53. */
const BYTES_MAX = 8;

let scratch = new Uint8Array(0);

/** Encoding is synchronous, so one piece of memory serves all. */
function scratchFor(count: number): Uint8Array {
  if (scratch.length < count * BYTES_MAX) scratch = new Uint8Array(count * BYTES_MAX);
  return scratch;
}

/** The numbers again, given the same start. */
export function decodeGaps(bytes: Uint8Array, start: number): number[] {
  const numbers: number[] = [];
  let number = start;
  let gap = 0;
  let unit = 1;
  for (const byte of bytes) {
    gap += (byte & 127) * unit;
    unit *= 128;
    if (byte > 127) continue;
    number += gap;
    numbers.push(number);
    gap = 0;
    unit = 1;
  }
  return numbers;
}
