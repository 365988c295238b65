import { LOG_START, UnknownPositionError } from '#event-store';
import type { Checkpoint } from './checkpoint.ts';
import type { EventSource } from './event-source.ts';

/**
 * Whether rows were folded from this log: the event at their checkpoint is the one that they remember. A log that was
 * restored from a backup, or replaced, has another there or none.
 */
export async function belongsToLog(
  { position, logHash }: Pick<Checkpoint, 'position' | 'logHash'>,
  store: Pick<EventSource, 'readLog'>,
): Promise<boolean> {
  const at = BigInt(position);
  if (at === LOG_START) return true;
  try {
    for await (const [event] of store.readLog({ after: at - 1n, limit: 1 })) {
      return event?.position === at && event.hash === logHash;
    }
  } catch (error) {
    if (!(error instanceof UnknownPositionError)) throw error;
  }
  return false;
}
