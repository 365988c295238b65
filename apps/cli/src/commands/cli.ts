import type { EventStore } from '#event-store';
import type { Api } from '../api/api.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Screen } from '../terminal/screen.ts';

/** A log by its address: `sqlite:<file>`, or that of a server. */
export interface CopyLogFlags {
  readonly from: string;
  readonly to: string;
  readonly json?: true;
}

/** Values of the flags that are the server's settings, by the setting's name; absent: not given. */
export interface SettingFlags {
  readonly data?: string;
  readonly store?: string;
  readonly readModels?: string;
  readonly host?: string;
  readonly port?: string;
  readonly roles?: string;
}

/** What every command has to work with; tests put in their own. */
export interface Cli {
  /** Of this program. */
  readonly version: string;
  readonly screen: Screen;
  /** Standard input as text, to its end. */
  readInput(): Promise<string>;
  /** Opens the ledger: that of the running server, or one within this process. */
  openApi(flags: SettingFlags): Promise<Api>;
  /** Opens the log of the ledger for reading, once the ledger itself is open. */
  openLog(flags: SettingFlags): Promise<EventStore>;
  /** Runs the server until it is told to stop. */
  serve(flags: SettingFlags, options: { readonly json: boolean }): Promise<void>;
  /** Builds the read models anew beside the live ones. */
  rebuild(flags: SettingFlags, options: { readonly json: boolean }): Promise<void>;
  /** Copies a log from one store to another. */
  copyLog(flags: CopyLogFlags): Promise<void>;
  /** Aborted when the user wants to stop (Ctrl-C). */
  interruption(): AbortSignal;
  /** Sets what the process exits with. */
  exitWith(code: ExitCode): void;
}

/** Opens the ledger, does something with it and closes it, whatever happened. */
export async function withApi<Result>(
  cli: Pick<Cli, 'openApi'>,
  flags: SettingFlags,
  work: (api: Api) => Promise<Result>,
): Promise<Result> {
  const api = await cli.openApi(flags);
  try {
    return await work(api);
  } finally {
    await api.close();
  }
}
