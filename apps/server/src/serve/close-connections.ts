import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** How often connections are looked at that have nothing more to do. */
const LOOK_MS = 50;

/** How long a connection may stay that is neither idle nor waits for a command: its client does not read, or write. */
const IDLENESS_MAX_MS = 5000;

/**
 * Closes the application: takes no connections any more, lets the requests that have begun come to their end and
 * closes the connections as they do.
 *
 * @param isWorking whether commands are under way; as long as they are, nobody is cut off
 */
export async function closeConnections(app: NestFastifyApplication, isWorking: () => boolean): Promise<void> {
  const server = app.getHttpServer();
  let workedAt = performance.now();
  const timer = setInterval(() => {
    if (isWorking()) workedAt = performance.now();
    if (performance.now() - workedAt > IDLENESS_MAX_MS) server.closeAllConnections();
    else server.closeIdleConnections();
  }, LOOK_MS);
  try {
    await app.close();
  } finally {
    clearInterval(timer);
  }
}
