import { counted, formatCount, plain } from '../terminal/format.ts';
import { type Column, tableLines } from '../terminal/table.ts';
import type { StockImportReport } from './import-stock.ts';

/** More would push the figures off the screen. The JSON report has all. */
const ERRORS_SHOWN = 20;

const COLUMNS: readonly Column[] = [
  { title: 'row', align: 'right' },
  { title: 'sku', shrinkTo: 8 },
  { title: 'column' },
  { title: 'code' },
  { title: 'why', shrinkTo: 20 },
];

/** What came of a stock file, for people. */
export function stockReportLines(report: StockImportReport, width: number): string[] {
  const { rows, changed, unchanged, inError, notSent, errors } = report;
  const shown = errors.slice(0, ERRORS_SHOWN);
  const figures = [
    `${counted(changed, 'row')} changed something`,
    `${formatCount(unchanged)} found everything as they say`,
    ...(notSent > 0 ? [`${formatCount(notSent)} good, not sent`] : []),
    `${formatCount(inError)} in error`,
  ];
  const heading =
    errors.length > shown.length
      ? `The first ${shown.length} of ${counted(errors.length, 'error')}:`
      : 'Errors:';
  return [
    `${counted(rows, 'row')}: ${figures.join(', ')}.`,
    ...(shown.length === 0 ? [] : [heading, ...tableLines(COLUMNS, shown.map(cellsOf), width)]),
  ];
}

const cellsOf = ({ row, sku, column, code, message }: StockImportReport['errors'][number]): string[] => [
  formatCount(row),
  plain(sku),
  column,
  code,
  plain(message),
];
