import { resolve } from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../exit-code.ts';
import { recognise } from '../import/recognise.ts';
import { runImport } from '../import/run-import.ts';
import { reportJson } from '../summary/report-json.ts';
import { reportLines } from '../summary/report-lines.ts';
import { type Cli, type SettingFlags, withApi } from './cli.ts';
import { addJsonOption, addLedgerOptions } from './options.ts';

interface ImportFlags extends SettingFlags {
  readonly serve?: true;
  readonly json?: true;
}

const FILES = `
Files, known by their first line, as they are or gzipped:
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
  const source = await recognise(resolve(file));
  const readingMs = performance.now() - startedAt;

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

  if (report.tally.unexpectedCount > 0) cli.exitWith(EXIT.no);
  if (flags.serve) await cli.serve(flags, { json: flags.json === true });
}
