import type { RecordedEvent, StreamName } from '#event-store';
import type { Core } from './core.ts';

/** All events of a stream, or those of one command: what this process has staged is waited for. */
export async function eventsOfStream(
  { store, durability }: Pick<Core, 'store' | 'durability'>,
  stream: StreamName,
  commandId?: string,
): Promise<RecordedEvent[]> {
  if (durability.lastStaged !== undefined) await durability.reached(durability.lastStaged);
  const events: RecordedEvent[] = [];
  for await (const page of store.readStream(stream)) events.push(...page);
  return commandId === undefined ? events : events.filter(({ metadata }) => metadata.commandId === commandId);
}
