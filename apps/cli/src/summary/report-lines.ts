import type { ImportReport } from '../import/run-import.ts';
import type { ProductGroup } from '../import/stock-overview.ts';
import { counted, formatCount, formatDuration, formatRate, plain } from '../terminal/format.ts';
import { type Column, tableLines } from '../terminal/table.ts';
import { wrap } from '../terminal/text.ts';
import { figureLines } from './figures.ts';
import { reportFigures } from './report-figures.ts';

const INDENT = '  ';
const NAME_WIDTH_MIN = 12;

/** What came of a load, for people. */
export function reportLines(report: ImportReport, width: number): string[] {
  const { title, tally, stock } = report;
  const failed = counted(tally.unexpectedCount, 'command');
  return [
    '',
    plain(title),
    '',
    ...figureLines(reportFigures(report), width),
    ...section('Most wanted by refused orders', lostDemandRows(report), LOST_DEMAND_COLUMNS, width),
    ...groupLines('out of stock', stock.outOfStock, width),
    ...groupLines('low on stock', stock.low, width),
    ...section(`${failed} failed and should not have`, failureRows(report), FAILURE_COLUMNS, width),
    '',
    ...logLines(report, width),
    '',
  ];
}

const PRODUCT_COLUMNS: readonly Column[] = [
  { title: 'sku' },
  { title: 'name', shrinkTo: NAME_WIDTH_MIN },
  { title: 'available', align: 'right' },
  { title: 'unit' },
];

const LOST_DEMAND_COLUMNS: readonly Column[] = [
  { title: 'sku' },
  { title: 'name', shrinkTo: NAME_WIDTH_MIN },
  { title: 'asked', align: 'right' },
  { title: 'unit' },
  { title: 'orders', align: 'right' },
];

const FAILURE_COLUMNS: readonly Column[] = [
  { title: 'command' },
  { title: 'id', shrinkTo: NAME_WIDTH_MIN },
  { title: 'code' },
  { title: 'why' },
];

function section(
  heading: string,
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
  width: number,
): string[] {
  if (rows.length === 0) return [];
  const table = tableLines(columns, rows, width - INDENT.length).map((line) => INDENT + line);
  return ['', heading, ...table];
}

/** Also told where there are none of them: it is what everybody wants to know of a stock. */
function groupLines(words: string, group: ProductGroup, width: number): string[] {
  const heading = headingOf(words, group);
  return group.count === 0 ? ['', heading] : section(heading, rowsOf(group), PRODUCT_COLUMNS, width);
}

function headingOf(words: string, { count, examples }: ProductGroup): string {
  const more = count > examples.length ? `, the first ${examples.length} by sku` : '';
  return `${counted(count, 'product')} ${words}${more}`;
}

const rowsOf = ({ examples }: ProductGroup): string[][] =>
  examples.map(({ sku, name, available, unit }) => [
    plain(sku),
    plain(name),
    formatCount(available),
    plain(unit),
  ]);

const lostDemandRows = ({ stock }: ImportReport): string[][] =>
  stock.lostDemand.map(({ sku, name, requested, unit, orders }) => {
    return [plain(sku), plain(name), formatCount(requested), plain(unit), formatCount(orders)];
  });

const failureRows = ({ tally }: ImportReport): string[][] =>
  tally.unexpected.map(({ type, id, code, message }) => [plain(type), plain(id ?? ''), code, plain(message)]);

function logLines({ log, tally, durations }: ImportReport, width: number): string[] {
  const { readingMs, loadingMs, checkingMs } = durations;
  const commands = tally.count();
  const total = readingMs + loadingMs + checkingMs;
  const text = [
    `Log hash  ${log.hash}`,
    `the SHA-256 over the content hashes of all ${formatCount(log.events)} events in log order, ` +
      'to compare: the same commands give the same hash, on every machine and however often they are sent',
    `Time      ${formatDuration(total)}`,
    `reading ${formatDuration(readingMs)}, ${counted(commands, 'command')} in ${formatDuration(loadingMs)} ` +
      `(${formatRate(commands, loadingMs)}, ${formatRate(log.eventsAfter, loadingMs).replace('/s', ' events/s')}), ` +
      `reading the log back ${formatDuration(checkingMs)}`,
  ];
  const [hash = '', meaning = '', time = '', parts = ''] = text;
  const indented = (words: string) => wrap(words, width - 10).map((line) => ' '.repeat(10) + line);
  return [hash, ...indented(meaning), time, ...indented(parts)];
}
