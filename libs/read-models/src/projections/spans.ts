/**
 * Sums over time that grow with neither the length of history nor the disorder in which facts come.
 *
 * What a fact adds at an instant is added to one sum in each layer: to its millisecond, its 256 milliseconds, its 65
 * seconds, and so on up to all time. What was added up to an instant is then a few sums in each layer.
 */

/** Layers above the one of single milliseconds, each of spans 256 times as long. */
const LAYERS = 7;
const RADIX = 256;
/** Instants begin with the year 1, so that none is negative here. */
const FIRST_MS = Date.UTC(2000, 0, 1) - 2000 * 366 * 86_400_000;
const DIGITS = 10;

/** The names of the spans that hold an instant, one in each layer, the shortest first. */
export function spansOf(instantMs: number): string[] {
  const spans: string[] = [];
  let number = instantMs - FIRST_MS;
  for (let layer = 0; layer < LAYERS; layer++, number = Math.floor(number / RADIX)) {
    spans.push(nameOf(layer, number));
  }
  return spans;
}

/** From the first name on, up to the second, which is not among them. */
export interface SpanRange {
  readonly from: string;
  readonly before: string;
}

/** The spans that together are all time up to an instant, itself included: at most 255 in each layer. */
export function spansUpTo(instantMs: number): SpanRange[] {
  const ranges: SpanRange[] = [];
  let end = instantMs - FIRST_MS + 1;
  for (let layer = 0; layer < LAYERS; layer++) {
    const parent = Math.floor(end / RADIX);
    const start = layer === LAYERS - 1 ? 0 : parent * RADIX;
    if (start < end) ranges.push({ from: nameOf(layer, start), before: nameOf(layer, end) });
    end = parent;
  }
  return ranges;
}

/** Sorts by layer, then by time. */
const nameOf = (layer: number, number: number): string =>
  `${layer}${number.toString(36).padStart(DIGITS, '0')}`;
