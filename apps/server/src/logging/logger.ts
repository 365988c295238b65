import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger } from 'pino';

/** Writes JSON lines to standard error. Requests are not logged one by one: metrics count them. */
export function createLogger(target: DestinationStream = destination({ fd: 2, sync: true })): Logger {
  return pino(
    {
      base: { pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    target,
  );
}

/** For tools and tests that want to hear nothing. */
export const silentLogger = (): Logger => pino({ level: 'silent' });
