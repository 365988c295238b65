import type { ImportReport } from '../import/run-import.ts';
import type { ProductGroup } from '../import/stock-overview.ts';
import { counted, formatCount, formatDuration, formatRate, plain } from '../terminal/format.ts';
import { type Column, tableLines } from '../terminal/table.ts';
import { unbroken, wrap } from '../terminal/text.ts';
import { figureLines } from './figures.ts';
import { reportFigures } from './report-figures.ts';

const INDENT = '  ';
const LABEL = ' '.repeat('Log hash  '.length);
const NAME_WIDTH_MIN = 12;

/** Of each kind: more would push the figures off the screen. The JSON report has more. */
const EXAMPLES_SHOWN = 5;

/** Wider than this a line of words is hard to read, whatever there is room for. */
const WIDTH_MAX = 100;

/** What came of a load, for people. */
export function reportLines(report: ImportReport, screenWidth: number): string[] {
  const width = Math.min(screenWidth, WIDTH_MAX);
  const { title, tally, stock } = report;
  const failed = counted(tally.unexpectedCount, 'command');
  return [
    '',
    ...wrap(plain(title), width),
    '',
    ...figureLines(reportFigures(report), width),
    ...section('Most wanted by refused orders', lostDemandRows(report), LOST_DEMAND_COLUMNS, width),
    ...section(headingOf('Out of stock', stock.outOfStock), rowsOf(stock.outOfStock), PRODUCT_COLUMNS, width),
    ...section(headingOf('Low', stock.low), rowsOf(stock.low), PRODUCT_COLUMNS, width),
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

function headingOf(words: string, { count, examples }: ProductGroup): string {
  const shown = Math.min(examples.length, EXAMPLES_SHOWN);
  return count > shown ? `${words}, the first ${shown} of ${formatCount(count)} by sku` : words;
}

const rowsOf = ({ examples }: ProductGroup): string[][] =>
  examples.slice(0, EXAMPLES_SHOWN).map(({ sku, name, available }) => {
    const amounts = available.map(({ unit, quantity }) => `${formatCount(quantity)} ${plain(unit)}`);
    return [plain(sku), plain(name), amounts.join(', ')];
  });

const lostDemandRows = ({ stock }: ImportReport): string[][] =>
  stock.lostDemand.map(({ sku, name, requested, unit, orders }) => {
    return [plain(sku), plain(name), formatCount(requested), plain(unit), formatCount(orders)];
  });

const failureRows = ({ tally }: ImportReport): string[][] =>
  tally.unexpected.map(({ type, id, code, message }) => [plain(type), plain(id ?? ''), code, plain(message)]);

function logLines({ log, tally, durations }: ImportReport, width: number): string[] {
  const { readingMs, loadingMs, checkingMs } = durations;
  const commands = tally.count();
  const lasting = (durationMs: number) => unbroken(formatDuration(durationMs));
  const ofEvents = log.eventsAfter === 0 ? '' : `, ${formatRate(log.eventsAfter, loadingMs)} for events`;
  const rates = `(${formatRate(commands, loadingMs)}${ofEvents})`;
  const parts = [
    `reading the file ${lasting(readingMs)}`,
    `${counted(commands, 'command')} ${lasting(loadingMs)} ${rates}`,
    `reading the log back ${lasting(checkingMs)}`,
  ];
  const meaning =
    `the SHA-256 over the content hashes of all ${formatCount(log.events)} events in log order, to compare: ` +
    'the same commands give the same hash, on every machine and however often they are sent';
  const indented = (words: string) => wrap(words, width - LABEL.length).map((line) => LABEL + line);
  return [
    `Log hash  ${log.hash}`,
    ...indented(meaning),
    `Time      ${formatDuration(readingMs + loadingMs + checkingMs)}`,
    ...indented(parts.join(', ')),
  ];
}
