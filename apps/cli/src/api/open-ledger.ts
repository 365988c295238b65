import { setTimeout as wait } from 'node:timers/promises';
import { openSqliteEventStore, StoreLockedError } from '#event-store';
import type { Settings } from '#server';
import { recordedServer } from '#server/running-server';
import { Stop } from '../exit-code.ts';
import type { Api } from './api.ts';
import { httpTransport } from './http-transport.ts';
import { transportApi } from './transport-api.ts';

/** How long a ledger is waited for that another command has open, or whose server is just starting. */
const PATIENCE_MS = 5_000;
const LOOK_MS = 100;

/**
 * Opens the ledger of a data folder: over HTTP where a server runs on it, else within this process.
 *
 * @throws Stop where another process has it open that answers no requests
 */
export async function openLedger(settings: Settings): Promise<Api> {
  const startedAt = performance.now();
  for (;;) {
    try {
      const recorded = recordedServer(settings.data);
      if (settings.store.kind === 'sqlite') {
        if (recorded !== undefined) await assertUnlocked(settings.store.file);
      } else if (recorded !== undefined && isAlive(recorded.pid)) {
        return transportApi(httpTransport(recorded.address));
      }
      // Loading the server's program takes longer than most commands: only where it is needed.
      const { openEmbedded } = await import('./open-embedded.ts');
      return await openEmbedded(settings);
    } catch (error) {
      if (!(error instanceof StoreLockedError)) throw error;
      const server = recordedServer(settings.data);
      // The note of a server counts only where the lock is that server's: one that was killed leaves it behind.
      if (server !== undefined && server.pid === error.owner.pid) {
        return transportApi(httpTransport(server.address));
      }
      if (performance.now() - startedAt > PATIENCE_MS) {
        throw new Stop(`${error.message}, which answers no requests. Try again when it is done.`, undefined, {
          cause: error,
        });
      }
      await wait(LOOK_MS);
    }
  }
}

/** @throws StoreLockedError where the log has a writer */
async function assertUnlocked(file: string): Promise<void> {
  const store = await openSqliteEventStore({ file, mode: 'writer' });
  await store.close();
}

/** No lock tells of a server on a log that many may write to; its note counts while its process lives. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
