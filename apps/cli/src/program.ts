import { Command } from 'commander';
import type { Cli } from './commands/cli.ts';
import { addCopyLogCommand } from './commands/copy-log.ts';
import { addExportCommand } from './commands/export.ts';
import { addHistoryCommand } from './commands/history.ts';
import { addImportCommand } from './commands/import.ts';
import { addLevelsCommand } from './commands/levels.ts';
import { addRebuildCommand } from './commands/rebuild.ts';
import { addSendCommand } from './commands/send.ts';
import { addServeCommand } from './commands/serve.ts';

/** The `stockbook` command with all its commands. */
export function stockbookProgram(cli: Cli): Command {
  const program = new Command('stockbook')
    .description(
      'An inventory ledger. Every change of stock is an event that is kept for good.\n\n' +
        'A ledger lives in a folder. While a server runs on it, the other commands go through that server; ' +
        'without one they open the ledger themselves.',
    )
    .version(cli.version, '--version', 'the version of this program')
    .helpOption('--help', 'what there is to know')
    .helpCommand(false)
    .showHelpAfterError('"stockbook --help" tells what there is.')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '')) })
    .addHelpText(
      'after',
      [
        '',
        'To begin with:',
        '  stockbook send RegisterProduct \'{"sku":"LAMP-1","name":"Desk lamp"}\'',
        '  stockbook send AdjustLevel \'{"sku":"LAMP-1","warehouse":"main","quantity":"40","reason":"delivery"}\'',
        '  stockbook levels',
        '',
        'Exit codes: 0 done, 1 the answer is no, 2 wrong use.',
      ].join('\n'),
    );
  addServeCommand(program, cli);
  addImportCommand(program, cli);
  addExportCommand(program, cli);
  addSendCommand(program, cli);
  addLevelsCommand(program, cli);
  addHistoryCommand(program, cli);
  addRebuildCommand(program, cli);
  addCopyLogCommand(program, cli);
  return program;
}
