import { text } from 'node:stream/consumers';
import type { Cli } from './commands/cli.ts';
import type { ExitCode } from './exit-code.ts';
import { settingsOf } from './settings-of.ts';
import { endWithReader, processScreen } from './terminal/screen.ts';
import { VERSION } from './version.ts';

/**
 * The command line of this process. The server's program is loaded when it is needed first: help and wrong use
 * should be told at once.
 */
export function processCli(exitWith: (code: ExitCode) => void): Cli {
  for (const stream of [process.stdout, process.stderr]) endWithReader(stream);
  const screen = processScreen();
  return {
    version: VERSION,
    screen,
    exitWith,
    readInput: () => text(process.stdin),
    async openApi(flags) {
      const { openLedger } = await import('./api/open-ledger.ts');
      return openLedger(settingsOf(flags, process.env));
    },
    async openLog(flags) {
      const { openEventStoreDbEventStore, openSqliteEventStore } = await import('#event-store');
      const { store } = settingsOf(flags, process.env);
      return store.kind === 'sqlite'
        ? openSqliteEventStore({ file: store.file, mode: 'reader' })
        : openEventStoreDbEventStore({ address: store.address });
    },
    async serve(flags, options) {
      const { serveHere } = await import('./serve-here.ts');
      await serveHere(flags, screen, options);
    },
    async rebuild(flags, options) {
      const { rebuildHere } = await import('./rebuild-here.ts');
      await rebuildHere(flags, screen, { ...options, signal: interruption() });
    },
    async copyLog(flags) {
      const { copyLogHere } = await import('./copy-log-here.ts');
      await copyLogHere(flags, screen, interruption());
    },
    interruption,
  };
}

/** A second signal ends the process as it is: what was acknowledged is safe. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}
