import { basename, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { EXIT } from '../exit-code.ts';
import { recognise } from '../import/recognise.ts';
import { runImport } from '../import/run-import.ts';
import type { ImportSource } from '../import/source.ts';
import { importStock } from '../stock-csv/import-stock.ts';
import { stockReportLines } from '../stock-csv/stock-report.ts';
import { reportJson } from '../summary/report-json.ts';
import { reportLines } from '../summary/report-lines.ts';
import { type Cli, type SettingFlags, withApi } from './cli.ts';
import { addJsonOption, addLedgerOptions } from './options.ts';

interface ImportFlags extends SettingFlags {
  readonly serve?: true;
  readonly json?: true;
  readonly run?: string;
  readonly warehouse: string;
  readonly dryRun?: true;
  readonly allOrNothing?: true;
}

const RUN_LENGTH_MAX = 150;

const FILES = `
Files, known by their first line, as they are or gzipped:
  stock as CSV in OroCommerce's columns: SKU, Product, Inventory Status, Warehouse, Quantity, Unit, in any order and
    any of them missing but SKU; a quantity is a count of what is on hand, an empty cell leaves its value alone
  Online Retail as CSV (https://doi.org/10.24432/C5BW33), told as a shop's commands
  a command log as NDJSON, a command a line: {"id"?, "type", "data", "decidedAt"?}`;

export function addImportCommand(program: Command, cli: Cli): void {
  const command = program
    .command('import')
    .summary('load a file, then say what came of it')
    .description(
      'Loads a file as commands and says what came of it. A load that was broken off goes on when it is run again, ' +
        'and one that was complete doubles nothing.',
    )
    .argument('<file>', 'the file to load')
    .option('--run <id>', 'stock CSV: the id of the run, to go on with one that was broken off', runArgument)
    .option('--warehouse <code>', 'stock CSV: where is counted what names no warehouse', 'main')
    .option('--dry-run', 'stock CSV: check every row, change nothing')
    .option('--all-or-nothing', 'stock CSV: change nothing where any row is in error')
    .option('--serve', 'serve the API when the file is loaded')
    .option('--port <n>', 'the port to serve on (STOCKBOOK_PORT; default 3000)')
    .option('--host <address>', 'the loopback address to serve on (STOCKBOOK_HOST; default 127.0.0.1)');
  addJsonOption(command, 'what came of it as one JSON object');
  command.addHelpText('after', FILES);
  addLedgerOptions(command).action((file: string, flags: ImportFlags) => importFile(cli, file, flags));
}

async function importFile(cli: Cli, file: string, flags: ImportFlags): Promise<void> {
  const { screen } = cli;
  screen.note(`Reading ${file}`);
  const startedAt = performance.now();
  const path = resolve(file);
  const recognised = await recognise(path);
  const readingMs = performance.now() - startedAt;
  const isGood =
    recognised.kind === 'stock'
      ? await importStockFile(cli, path, flags)
      : await importCommands(cli, recognised.source, readingMs, flags);
  if (!isGood) cli.exitWith(EXIT.no);
  if (flags.serve) await cli.serve(flags, { json: flags.json === true });
}

/** @returns whether every command did what was to be expected of it */
async function importCommands(
  cli: Cli,
  source: ImportSource,
  readingMs: number,
  flags: ImportFlags,
): Promise<boolean> {
  const { screen } = cli;
  const report = await withApi(cli, flags, async (api) => {
    const log = await cli.openLog(flags);
    try {
      return await runImport({ api, log }, source, screen, readingMs, cli.interruption());
    } finally {
      await log.close();
    }
  });
  if (flags.json) await screen.print(JSON.stringify(reportJson(report)));
  else for (const line of reportLines(report, screen.width)) await screen.print(line);
  return report.tally.unexpectedCount === 0;
}

/** @returns whether no row was in error */
async function importStockFile(cli: Cli, path: string, flags: ImportFlags): Promise<boolean> {
  const { screen } = cli;
  const { run = newRun(path), warehouse, dryRun: isDryRun = false, allOrNothing = false } = flags;
  if (!isDryRun) screen.note(`This is run ${run}: with --run ${run} it goes on where it is broken off.`);
  const options = { run, warehouse, isDryRun, isAllOrNothing: allOrNothing };
  const report = await withApi(cli, flags, (api) =>
    importStock(api, path, options, screen, cli.interruption()),
  );
  if (flags.json) await screen.print(JSON.stringify(report));
  else for (const line of stockReportLines(report, screen.width)) await screen.print(line);
  return report.inError === 0;
}

/** The same file next month is a new run. */
const newRun = (path: string): string =>
  `${encodeURIComponent(basename(path)).slice(0, RUN_LENGTH_MAX / 2)}@${new Date().toISOString()}`;

/** Parses a run's id: the row's number is added to it, and all of it is an idempotency key. */
function runArgument(text: string): string {
  if (!/^[!-~]+$/.test(text) || text.length > RUN_LENGTH_MAX) {
    throw new InvalidArgumentError(`It should be 1 to ${RUN_LENGTH_MAX} visible ASCII characters.`);
  }
  return text;
}
