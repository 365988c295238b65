import { formatCount } from '../terminal/format.ts';
import { widthOf, wrap } from '../terminal/text.ts';

/** A count with its name. */
export interface Figure {
  readonly label: string;
  readonly count: number;
  /** A part of the figure above that has none; shown indented. */
  readonly isPart?: true;
  readonly note?: string;
}

const GAP = '  ';
const NOTE_WIDTH_MIN = 24;

/** The lines of a column of figures: labels, right-aligned counts, then notes that wrap within their column. */
export function figureLines(figures: readonly Figure[], width: number): string[] {
  const labels = figures.map(({ label, isPart }) => (isPart ? `  ${label}` : label));
  const counts = figures.map(({ count }) => formatCount(count));
  const labelWidth = Math.max(...labels.map(widthOf));
  const countWidth = Math.max(...counts.map(widthOf));
  const indent = labelWidth + GAP.length + countWidth + GAP.length;
  const noteWidth = Math.max(NOTE_WIDTH_MIN, width - indent);

  return figures.flatMap(({ note = '' }, index) => {
    const label = (labels[index] ?? '').padEnd(labelWidth);
    const count = (counts[index] ?? '').padStart(countWidth);
    const [first = '', ...others] = wrap(note, noteWidth);
    return [
      `${label}${GAP}${count}${GAP}${first}`.trimEnd(),
      ...others.map((line) => ' '.repeat(indent) + line),
    ];
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
