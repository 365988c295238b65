import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../app/create-app.ts';
import { Gate } from '../http/gate.ts';
import { createLogger, type Logger } from '../logging/logger.ts';
import type { Settings } from '../settings/settings.ts';
import { openStockbook, type Stockbook } from '../stockbook/open-stockbook.ts';
import { VERSION } from '../version.ts';
import { closeConnections } from './close-connections.ts';
import { forgetServer, recordServer } from './running-server.ts';

export interface Serving {
  /** e.g. `http://127.0.0.1:3000` */
  readonly address: string;
  /** Takes no new requests, finishes what has begun, and closes everything. */
  stop(): Promise<void>;
}

/**
 * Opens the ledger and serves it.
 *
 * @throws where the data folder is in use, a file is not what it should be, or the port is taken
 */
export async function serve(settings: Settings, logger: Logger = createLogger()): Promise<Serving> {
  const stockbook = await openStockbook(settings, logger);
  let closeApp = async () => {};
  try {
    const gate = new Gate();
    const app = await createApp(stockbook, { logger, gate, measureProcess: true });
    closeApp = () => app.close();
    await app.listen(settings.port, settings.host);
    const address = addressOf(app, settings.host);
    recordServer(settings.data, address);
    logger.info({ version: VERSION, address, data: settings.data, roles: [...settings.roles] }, 'listening');
    logger.warn('access control is not configured: serving loopback only, and everyone there is admin');
    return { address, stop: () => stop(stockbook, app, gate, logger) };
  } catch (error) {
    // One that listens would keep the process from its end.
    await closeApp();
    await stockbook.close();
    throw error;
  }
}

async function stop(
  stockbook: Stockbook,
  app: NestFastifyApplication,
  gate: Gate,
  logger: Logger,
): Promise<void> {
  logger.info('shutting down');
  gate.close();
  await closeConnections(app, () => stockbook.ledger.counters.commandsUnderWay > 0);
  await stockbook.close();
  forgetServer(stockbook.settings.data);
  logger.info('all that was begun is done and durable');
}

function addressOf(app: NestFastifyApplication, host: string): string {
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
