import { setTimeout as wait } from 'node:timers/promises';
import { StoreLockedError } from '#event-store';
import {
  createApp,
  openStockbook,
  readSettings,
  recordedServer,
  type Settings,
  SettingsError,
  silentLogger,
} from '#server';
import type { SettingFlags } from '../commands/cli.ts';
import { Stop, WrongUse } from '../exit-code.ts';
import type { Api } from './api.ts';
import { httpTransport } from './http-transport.ts';
import { injectTransport } from './inject-transport.ts';
import { transportApi } from './transport-api.ts';

/** How long a ledger is waited for that another command has open, or whose server is just starting. */
const PATIENCE_MS = 5_000;
const LOOK_MS = 100;

/** @throws WrongUse that names every flag and variable that cannot be used */
export function settingsOf(
  flags: SettingFlags,
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const { data, store, readModels, host, port, roles } = flags;
  const given = Object.entries({ data, store, readModels, host, port, roles });
  try {
    return readSettings(Object.fromEntries(given.filter(([, value]) => value !== undefined)), environment);
  } catch (error) {
    if (error instanceof SettingsError) throw new WrongUse(error.message, { cause: error });
    throw error;
  }
}

/**
 * Opens the ledger of a data folder: over HTTP where a server runs on it, else within this process.
 *
 * @throws Stop where another process has it open that answers no requests
 */
export async function openLedger(settings: Settings): Promise<Api> {
  const startedAt = performance.now();
  for (;;) {
    try {
      return await openHere(settings);
    } catch (error) {
      if (!(error instanceof StoreLockedError)) throw error;
      const server = recordedServer(settings.data);
      // The note of a server counts only where the lock is that server's: one that was killed leaves it behind.
      if (server !== undefined && server.pid === error.owner.pid)
        return transportApi(httpTransport(server.address));
      if (performance.now() - startedAt > PATIENCE_MS) {
        throw new Stop(`${error.message}, which answers no requests. Try again when it is done.`, undefined, {
          cause: error,
        });
      }
      await wait(LOOK_MS);
    }
  }
}

async function openHere(settings: Settings): Promise<Api> {
  const logger = silentLogger();
  const stockbook = await openStockbook(settings, logger);
  try {
    const app = await createApp(stockbook, { logger });
    const place = `the ledger in ${settings.data}`;
    const close = async () => {
      await app.close();
      await stockbook.close();
    };
    return transportApi(injectTransport(app, place, close));
  } catch (error) {
    await stockbook.close();
    throw error;
  }
}
