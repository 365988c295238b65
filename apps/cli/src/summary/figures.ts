import { formatCount } from '../terminal/format.ts';
import { widthOf, wrap } from '../terminal/text.ts';

/** A count with its name. */
export interface Figure {
  readonly label: string;
  readonly count: number;
  /** A part of the figure above that has none; shown indented. */
  readonly isPart?: true;
  /** Its share of that figure. */
  readonly share?: string;
  readonly note?: string;
}

const GAP = '  ';
const NOTE_WIDTH_MIN = 24;

/** The lines of a column of figures: labels, right-aligned counts and shares, then notes that wrap. */
export function figureLines(figures: readonly Figure[], width: number): string[] {
  const labels = figures.map(({ label, isPart }) => (isPart ? `  ${label}` : label));
  const counts = figures.map(({ count, share = '' }) => [formatCount(count), share] as const);
  const labelWidth = Math.max(...labels.map(widthOf));
  const countWidth = Math.max(...counts.map(([count]) => widthOf(count)));
  const shareWidth = Math.max(...counts.map(([, share]) => widthOf(share)));

  return figures.flatMap(({ note = '', share }, index) => {
    const label = (labels[index] ?? '').padEnd(labelWidth);
    const count = (counts[index]?.[0] ?? '').padStart(countWidth);
    const cells = share === undefined ? [label, count] : [label, count, share.padStart(shareWidth)];
    const start = cells.join(GAP) + GAP;
    const [first = '', ...others] = wrap(note, Math.max(NOTE_WIDTH_MIN, width - widthOf(start)));
    return [(start + first).trimEnd(), ...others.map((line) => ' '.repeat(widthOf(start)) + line)];
  });
}

/** Counts by name, the largest first, in words: `POST 312, DOT 80 and 3 others 12`. */
export function topOf(counts: ReadonlyMap<string, number>, most: number): string {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const shown = sorted.slice(0, most).map(([name, count]) => `${name} ${formatCount(count)}`);
  const others = sorted.slice(most);
  if (others.length === 0) return shown.join(', ');
  const rest = others.reduce((sum, [, count]) => sum + count, 0);
  return `${shown.join(', ')} and ${formatCount(others.length)} others ${formatCount(rest)}`;
}
