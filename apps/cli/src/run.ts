import { CommanderError } from 'commander';
import type { Cli } from './commands/cli.ts';
import { EXIT, type ExitCode, Stop } from './exit-code.ts';
import { processCli } from './process-cli.ts';
import { stockbookProgram } from './program.ts';

/** Runs the command line of this process and gives the code it exits with. */
export async function run(args: readonly string[], cliOf = processCli): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  const cli = cliOf((code) => {
    exitCode = code;
  });
  try {
    await stockbookProgram(cli).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return await tell(cli, error);
  }
}

async function tell({ screen }: Pick<Cli, 'screen'>, error: unknown): Promise<ExitCode> {
  // Help and version end like errors do; what there is to say has been said.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
  if (error instanceof Stop) {
    screen.note(error.message);
    return error.exitCode;
  }
  const trouble = await troubleOf(error);
  if (trouble !== undefined) {
    screen.note(trouble);
    return EXIT.no;
  }
  screen.note('Stockbook failed. This is a bug:');
  screen.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.no;
}

/** What is wrong with a store or a database, as a sentence; undefined where it is a fault of ours. */
async function troubleOf(error: unknown): Promise<string | undefined> {
  // Loaded only where something failed: help should be told at once.
  const { StoreError } = await import('#event-store');
  const { ReadModelsUnavailableError } = await import('#read-models');
  const isTrouble = error instanceof StoreError || error instanceof ReadModelsUnavailableError;
  return isTrouble ? `${error.message}.` : undefined;
}
