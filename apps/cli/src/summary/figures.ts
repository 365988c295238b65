import { formatCount } from '../terminal/format.ts';
import { unbroken, widthOf, wrap } from '../terminal/text.ts';

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
/** With less room than this beside a figure its note goes below. */
const NOTE_WIDTH_MIN = 24;
const NOTE_INDENT = 4;

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
    return withNote(cells.join(GAP), note, width);
  });
}

/** A note beside a figure, or below it where there is too little room. */
function withNote(figure: string, note: string, width: number): string[] {
  if (note === '') return [figure.trimEnd()];
  const indent = widthOf(figure + GAP);
  if (width - indent < NOTE_WIDTH_MIN) {
    return [
      figure.trimEnd(),
      ...wrap(note, width - NOTE_INDENT).map((line) => ' '.repeat(NOTE_INDENT) + line),
    ];
  }
  const [first, ...others] = wrap(note, width - indent);
  return [`${figure}${GAP}${first}`, ...others.map((line) => ' '.repeat(indent) + line)];
}

/** Counts by name, the largest first, in words that {@link wrap} keeps: `POST 312, DOT 80, 3 other kinds 12`. */
export function topOf(counts: ReadonlyMap<string, number>, most: number): string {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const shown = sorted.length <= most + 1 ? sorted : sorted.slice(0, most);
  const words = shown.map(([name, count]) => unbroken(`${name} ${formatCount(count)}`));
  const others = sorted.slice(shown.length);
  if (others.length > 0) {
    const rest = others.reduce((sum, [, count]) => sum + count, 0);
    words.push(unbroken(`${others.length} other kinds ${formatCount(rest)}`));
  }
  return words.join(', ');
}

/** The same for names that begin with what they are: `not stock: POST 312, DOT 80; bad debt: 3`. */
export function topByKind(counts: ReadonlyMap<string, number>, most: number): string {
  const kinds = Map.groupBy(counts, ([name]) => name.split(': ')[0] ?? '');
  const words = Array.from(kinds, ([kind, members]) => {
    const parts = members.map(([name, count]) => [name.slice(kind.length + 2), count] as const);
    return `${kind}: ${topOf(new Map(parts), most).trim()}`;
  });
  return words.join('; ');
}
