import { createApp, openStockbook, type Settings, silentLogger } from '#server';
import type { Api } from './api.ts';
import { injectTransport } from './inject-transport.ts';
import { transportApi } from './transport-api.ts';

/**
 * Opens the ledger within this process, with the same program that a server runs but without listening.
 *
 * @throws StoreLockedError where another process has it open
 */
export async function openEmbedded(settings: Settings): Promise<Api> {
  const logger = silentLogger();
  const stockbook = await openStockbook(settings, logger);
  try {
    const app = await createApp(stockbook, { logger });
    const close = async () => {
      await app.close();
      await stockbook.close();
    };
    return transportApi(injectTransport(app, `The ledger in ${settings.data}`, close));
  } catch (error) {
    await stockbook.close();
    throw error;
  }
}
