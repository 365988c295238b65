/**
 * Rising whole numbers as bytes: the gap of each to the one before, seven bits a byte, the lowest first, a set
 * eighth bit meaning that more follow.
 */
export function encodeGaps(numbers: readonly number[], start: number): Uint8Array {
  const bytes: number[] = [];
  let before = start;
  for (const number of numbers) {
    let gap = number - before;
    before = number;
    while (gap > 127) {
      bytes.push((gap % 128) + 128);
      gap = Math.floor(gap / 128);
    }
    bytes.push(gap);
  }
  return Uint8Array.from(bytes);
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
