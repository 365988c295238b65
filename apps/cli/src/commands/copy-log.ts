import type { Command } from 'commander';
import type { Cli, CopyLogFlags } from './cli.ts';
import { addJsonOption } from './options.ts';

const STORES = `
Stores:
  sqlite:<file>                        the embedded log, e.g. sqlite:stockbook-data/log.db
  esdb://<host>:<port>, kurrentdb://…  EventStoreDB or KurrentDB; as $NAME it is taken from that variable, so that
                                       a password stands in no list of processes`;

export function addCopyLogCommand(program: Command, cli: Cli): void {
  const command = program
    .command('copy-log')
    .summary('move the log to another store')
    .description(
      'Copies the events of one store to another: ids, revisions, times and hashes stay as they are. Then compares ' +
        'the two logs event by event and checks every chain. A copy that was broken off goes on when it is run again; ' +
        'a target that holds something else is refused. Nothing should be written to either meanwhile.',
    )
    .requiredOption('--from <store>', 'the log to copy')
    .requiredOption('--to <store>', 'where it goes');
  addJsonOption(command, 'what was copied, as one JSON object');
  command.addHelpText('after', STORES);
  command.action((flags: CopyLogFlags) => cli.copyLog(flags));
}
