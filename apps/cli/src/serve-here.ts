import { StoreLockedError } from '#event-store';
import { recordedServer, serveUntilSignal } from '#server';
import type { SettingFlags } from './commands/cli.ts';
import { Stop } from './exit-code.ts';
import { settingsOf } from './settings-of.ts';
import type { Screen } from './terminal/screen.ts';

/** Runs the server in this process until it is told to stop. */
export async function serveHere(
  flags: SettingFlags,
  screen: Screen,
  { json }: { readonly json: boolean },
): Promise<void> {
  const settings = settingsOf(flags, process.env);
  const say = (address: string) =>
    void screen.print(json ? JSON.stringify({ listening: address }) : `listening on ${address}`);
  try {
    await serveUntilSignal(settings, say);
  } catch (error) {
    throw startFailure(error, settings.data, settings.port);
  }
}

/** What keeps a server from starting, as a sentence; a bug stays what it is. */
function startFailure(error: unknown, data: string, port: number): unknown {
  if (error instanceof StoreLockedError) {
    const running = recordedServer(data);
    const isServer = running !== undefined && running.pid === error.owner.pid;
    return new Stop(
      isServer
        ? `${error.message}: a server runs there already, at ${running.address}.`
        : `${error.message}.`,
    );
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new Stop(
      `Port ${port} is taken by another program: choose one with --port, 0 for any that is free.`,
    );
  }
  if (code === 'EACCES')
    return new Stop(`Port ${port} is not for everybody: choose one from 1024 on with --port.`);
  return error;
}
