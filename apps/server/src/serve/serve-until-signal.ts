import { createLogger } from '../logging/logger.ts';
import type { Settings } from '../settings/settings.ts';
import { serve } from './serve.ts';

/**
 * Serves until the process is told to stop (SIGTERM, SIGINT). A second signal ends it at once: nothing that was
 * acknowledged is lost by that, only answers.
 *
 * @param onListening told as soon as requests are answered
 */
export async function serveUntilSignal(
  settings: Settings,
  onListening: (address: string) => void,
): Promise<void> {
  const logger = createLogger();
  const signal = nextSignal();
  const serving = await serve(settings, logger);
  onListening(serving.address);
  logger.info({ signal: await signal }, 'told to stop');
  void nextSignal().then((second) => {
    logger.warn({ signal: second }, 'told to stop at once');
    process.exit(1);
  });
  await serving.stop();
}

const nextSignal = (): Promise<NodeJS.Signals> =>
  new Promise((resolve) => {
    const heard = (signal: NodeJS.Signals) => {
      process.off('SIGTERM', heard).off('SIGINT', heard);
      resolve(signal);
    };
    process.on('SIGTERM', heard).on('SIGINT', heard);
  });
