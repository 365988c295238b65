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
    return tell(cli, error);
  }
}

function tell({ screen }: Pick<Cli, 'screen'>, error: unknown): ExitCode {
  // Help and version end like errors do; what there is to say has been said.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
  if (error instanceof Stop) {
    screen.note(error.message);
    return error.exitCode;
  }
  screen.note('Stockbook failed. This is a bug:');
  screen.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.no;
}
