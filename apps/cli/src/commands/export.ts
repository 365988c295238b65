import { resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import { exportLog } from '../export/export-log.ts';
import { openOutput } from '../export/output.ts';
import { statusCsv, stockCsv } from '../stock-csv/export-stock.ts';
import { type Cli, type SettingFlags, withApi } from './cli.ts';
import { addJsonOption, addLedgerOptions } from './options.ts';

type What = 'levels' | 'statuses' | 'log';

interface ExportFlags extends SettingFlags {
  readonly out?: string;
  readonly json?: true;
}

const WHAT: readonly What[] = ['levels', 'statuses', 'log'];

const WORDS = `
What there is to export:
  levels    on hand by product, warehouse and unit, as CSV in OroCommerce's columns: importing it again changes nothing
  statuses  the products' statuses, as CSV in OroCommerce's columns
  log       every event with its hashes, as NDJSON, in log order`;

export function addExportCommand(program: Command, cli: Cli): void {
  const command = program
    .command('export')
    .summary('write stock or the log to a file')
    .description('Writes what the ledger holds in a form that others read.')
    .addArgument(new Argument('<what>', 'what to export').choices(WHAT))
    .option(
      '--out <file>',
      'write to this file, which appears once it is complete (default: standard output)',
    )
    .addHelpText('after', WORDS);
  addJsonOption(command, 'with --out: what was written, as one JSON object');
  addLedgerOptions(command).action((what: What, flags: ExportFlags) => exportAll(cli, what, flags));
}

async function exportAll(cli: Cli, what: What, flags: ExportFlags): Promise<void> {
  const { screen } = cli;
  const output = await openOutput(flags.out === undefined ? undefined : resolve(flags.out), screen);
  try {
    await withApi(cli, flags, async (api) => {
      if (what === 'log') return exportLog(cli, flags, output);
      for await (const text of what === 'levels' ? stockCsv(api) : statusCsv(api)) await output.write(text);
    });
    await output.complete();
  } catch (error) {
    await output.discard();
    throw error;
  }
  if (flags.out === undefined) return;
  if (flags.json)
    await screen.print(JSON.stringify({ what, file: resolve(flags.out), lines: output.lines() }));
  else screen.note(`Wrote ${output.lines()} lines to ${flags.out}.`);
}
