import type { Command } from 'commander';
import type { Cli, SettingFlags } from './cli.ts';
import { addJsonOption, addLedgerOptions } from './options.ts';

export function addServeCommand(program: Command, cli: Cli): void {
  const command = program
    .command('serve')
    .summary('run the server')
    .description(
      'Runs the server until it is told to stop (Ctrl-C, SIGTERM). When it can answer it says where it listens, in a line on standard output; its log goes to standard error.',
    )
    .option('--port <n>', 'port to listen on, 0 for a free one (STOCKBOOK_PORT; default 3000)')
    .option('--host <address>', 'loopback address to listen on (STOCKBOOK_HOST; default 127.0.0.1)')
    .option('--roles <list>', 'what this process does: api, projector (STOCKBOOK_ROLES; default both)');
  addJsonOption(command, 'the line on standard output as JSON');
  addLedgerOptions(command).action((flags: SettingFlags & { readonly json?: true }) =>
    cli.serve(flags, { json: flags.json === true }),
  );
}
