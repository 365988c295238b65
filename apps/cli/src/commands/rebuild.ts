import type { Command } from 'commander';
import type { Cli, SettingFlags } from './cli.ts';
import { addJsonOption, addLedgerOptions } from './options.ts';

export function addRebuildCommand(program: Command, cli: Cli): void {
  const command = program
    .command('rebuild')
    .summary('build the read models anew from the log')
    .description(
      'Builds the read models anew from the log, beside the live ones, then switches to them. Works with the server stopped or running; queries are answered all the while.',
    );
  addJsonOption(command, 'what was built, as one JSON object');
  addLedgerOptions(command).action((flags: SettingFlags & { readonly json?: true }) =>
    cli.rebuild(flags, { json: flags.json === true }),
  );
}
