import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.ts';

/** Passes on what Nest itself has to say. Its news of every module and route is of use to nobody. */
export function nestLogger(logger: Logger): LoggerService {
  const say =
    (level: 'warn' | 'error' | 'fatal') =>
    (message: unknown, ...more: unknown[]) => {
      const context = typeof more.at(-1) === 'string' ? more.at(-1) : undefined;
      if (message instanceof Error) logger[level]({ err: message, context });
      else logger[level]({ context }, String(message));
    };
  return { log() {}, debug() {}, verbose() {}, warn: say('warn'), error: say('error'), fatal: say('fatal') };
}
