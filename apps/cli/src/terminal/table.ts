import { clip, widthOf } from './text.ts';

/** A column of a table; rows are given as cells in the columns' order. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Made narrower, with an ellipsis, where the terminal has too few columns; never below this. */
  readonly shrinkTo?: number;
}

const GAP = '  ';

/**
 * Lines of a table: a header, then the rows. Columns are as wide as their widest cell.
 *
 * @param width the terminal's columns; Infinity where nothing needs to fit
 */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const widths = fittingWidths(columns, rows, width);
  const header = columns.map(({ title }) => title);
  return [header, ...rows].map((cells) => lineOf(columns, widths, cells));
}

/** How wide each column of a table is. */
export function fittingWidths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): number[] {
  const widths = columns.map(({ title }, index) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(row[index] ?? '')), widthOf(title)),
  );
  let excess = widths.reduce((sum, each) => sum + each, 0) + GAP.length * (columns.length - 1) - width;
  columns.forEach(({ shrinkTo, title }, index) => {
    if (shrinkTo === undefined || excess <= 0) return;
    const wide = widths[index] ?? 0;
    const narrow = Math.max(Math.min(wide, shrinkTo), widthOf(title), wide - excess);
    excess -= wide - narrow;
    widths[index] = narrow;
  });
  return widths;
}

/** One line of a table whose columns have these widths. */
export function lineOf(
  columns: readonly Column[],
  widths: readonly number[],
  cells: readonly string[],
): string {
  const padded = columns.map(({ align, shrinkTo }, index) => {
    const width = widths[index] ?? 0;
    const whole = cells[index] ?? '';
    const cell = shrinkTo === undefined ? whole : clip(whole, width);
    const padding = ' '.repeat(Math.max(0, width - widthOf(cell)));
    return align === 'right' ? padding + cell : cell + padding;
  });
  return padded.join(GAP).trimEnd();
}
