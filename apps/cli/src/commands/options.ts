import { type Command, InvalidArgumentError, Option } from 'commander';

/** Flags of every command that needs a ledger. */
export function addLedgerOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--data <dir>',
        'folder of the ledger (variable STOCKBOOK_DATA; default "stockbook-data")',
      ).helpGroup('Which ledger:'),
    )
    .addOption(
      new Option(
        '--store <address>',
        'where its events are: sqlite:<file>, esdb://… (STOCKBOOK_STORE; default in the folder)',
      ).helpGroup('Which ledger:'),
    )
    .addOption(
      new Option(
        '--read-models <sqlite:file>',
        'the file of its read models (STOCKBOOK_READ_MODELS; default in the folder)',
      ).helpGroup('Which ledger:'),
    );
}

export function addJsonOption(command: Command, description: string): Command {
  return command.option('--json', description);
}

/** Parses a count of at least 1. */
export function countArgument(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It should be a whole number from 1 on.');
  return Number(text);
}

/** Parses a count of at least 0. */
export function revisionArgument(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It should be a whole number from 0 on.');
  return Number(text);
}
