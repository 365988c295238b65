import { stat } from 'node:fs/promises';
import type { Api, BulkItem, BulkResult } from '../api/api.ts';
import { EXIT, Stop } from '../exit-code.ts';
import type { Screen } from '../terminal/screen.ts';
import { type CheckedRow, type Known, RowChecker, type RowError } from './check-row.ts';
import { lookUp } from './look-up.ts';
import { readStockRows, type StockRow } from './read-rows.ts';

export interface StockImportOptions {
  /** The run's id: a row's command ids are made of it and the row's number. */
  readonly run: string;
  /** Where quantities are counted whose row names no warehouse. */
  readonly warehouse: string;
  /** Only checks the rows. */
  readonly isDryRun: boolean;
  /** Nothing is sent where any row is in error. */
  readonly isAllOrNothing: boolean;
}

/** What came of a stock file. */
export interface StockImportReport {
  readonly run: string;
  readonly rows: number;
  /** Rows that were sent and changed something. */
  readonly changed: number;
  /** Rows that were sent and found everything as they say. */
  readonly unchanged: number;
  /** Rows that changed nothing, as something is wrong with them. */
  readonly inError: number;
  /** Good rows that were not sent: checked only, or held back by others in error. */
  readonly notSent: number;
  readonly errors: readonly RowError[];
}

/** A file and what it is checked against. */
interface StockFile {
  readonly path: string;
  readonly known: Known;
  readonly warehouse: string;
}

/**
 * Imports a stock file: every row is checked first, without effect; then the good rows are sent one after the other,
 * or none of them where a row is in error and that was asked for. The same run again goes on where it was broken off.
 *
 * @param signal when aborted, nothing more is sent
 * @throws Stop where the file cannot be read, or the signal was aborted
 */
export async function importStock(
  api: Api,
  path: string,
  options: StockImportOptions,
  screen: Pick<Screen, 'progress'>,
  signal: AbortSignal,
): Promise<StockImportReport> {
  const { run, warehouse, isDryRun, isAllOrNothing } = options;
  const skus = new Set<string>();
  for await (const { sku } of readStockRows(path).rows()) skus.add(sku);
  const file = { path, known: await lookUp(api, skus), warehouse };

  const errors: RowError[] = [];
  let rows = 0;
  for await (const { checked } of checkedRows(file, 'Checking', screen)) {
    rows += 1;
    if (checked.kind === 'bad') errors.push(...checked.errors);
  }
  const bad = new Set(errors.map(({ row }) => row)).size;
  if (isDryRun || (isAllOrNothing && bad > 0)) {
    return { run, rows, changed: 0, unchanged: 0, inError: bad, notSent: rows - bad, errors };
  }
  const sent = await sendRows(api, file, run, screen, signal);
  return {
    run,
    rows,
    changed: sent.changed,
    unchanged: sent.unchanged,
    inError: bad + sent.refused,
    notSent: 0,
    errors: [...errors, ...sent.errors].sort((a, b) => a.row - b.row),
  };
}

async function* checkedRows(
  { path, known, warehouse }: StockFile,
  title: string,
  screen: Pick<Screen, 'progress'>,
): AsyncGenerator<{ readonly row: StockRow; readonly checked: CheckedRow }> {
  const { size } = await stat(path);
  const { rows, bytesRead } = readStockRows(path);
  const checker = new RowChecker(known, warehouse);
  const progress = screen.progress(title, kilobytes(size), 'kB');
  try {
    for await (const row of rows()) {
      yield { row, checked: checker.check(row) };
      progress.update(kilobytes(bytesRead()));
    }
    progress.update(kilobytes(size));
  } finally {
    progress.stop();
  }
}

const kilobytes = (bytes: number): number => Math.ceil(bytes / 1000);

interface Sent {
  changed: number;
  unchanged: number;
  refused: number;
  readonly errors: RowError[];
}

/** Sends the commands of the good rows, and gathers what became of each row. */
async function sendRows(
  api: Api,
  file: StockFile,
  run: string,
  screen: Pick<Screen, 'progress'>,
  signal: AbortSignal,
): Promise<Sent> {
  const underWay: { readonly row: StockRow; readonly commands: readonly BulkItem[] }[] = [];

  async function* commands(): AsyncGenerator<BulkItem> {
    for await (const { row, checked } of checkedRows(file, 'Importing', screen)) {
      if (signal.aborted) return;
      if (checked.kind === 'bad') continue;
      const { count, status } = checked.commands;
      const id = `${run}:${row.number}`;
      // Counted first: a status that follows from the count need not be set by hand.
      const own = [
        ...(count === undefined ? [] : [{ ...count, id }]),
        ...(status === undefined ? [] : [{ ...status, id: `${id}:status` }]),
      ];
      underWay.push({ row, commands: own });
      yield* own;
    }
  }

  const sent: Sent = { changed: 0, unchanged: 0, refused: 0, errors: [] };
  let results: BulkResult[] = [];
  const closeRows = () => {
    for (let first = underWay[0]; first?.commands.length === results.length; first = underWay[0]) {
      enter(sent, first.row, results);
      underWay.shift();
      results = [];
    }
  };
  for await (const result of api.commands(commands())) {
    closeRows();
    results.push(result);
    closeRows();
  }
  closeRows();
  if (signal.aborted) {
    throw new Stop(`Stopped. With --run ${run} the same import goes on from there.`, EXIT.interrupted);
  }
  return sent;
}

function enter(sent: Sent, { number, sku }: StockRow, results: readonly BulkResult[]): void {
  const problems = results.flatMap(({ problem }) => problem?.reasons ?? []);
  if (results.some(({ status }) => status !== 200)) {
    sent.refused += 1;
    for (const { code, message } of problems)
      sent.errors.push({ row: number, sku, column: '', code, message });
  } else if (results.some(hasChanged)) sent.changed += 1;
  else sent.unchanged += 1;
}

const hasChanged = ({ result }: BulkResult): boolean =>
  (result?.events ?? []).some(
    ({ type, data }) =>
      type !== 'NothingChanged' &&
      !(type === 'LevelCounted' && (data as { difference?: string }).difference === '0'),
  );
