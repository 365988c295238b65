import { type EventStore, openSqliteEventStore } from '#event-store';

/** Where the events are. Only what can be handed to a thread. */
export type LogAddress = { readonly kind: 'sqlite'; readonly file: string };

/** What projections need of an event store: any adapter can feed them. */
export type EventSource = Pick<EventStore, 'subscribe' | 'readLog' | 'readStream' | 'lastPosition' | 'close'>;

/** Opens the log to read, beside whoever writes it. */
export function openEventSource(log: LogAddress): Promise<EventSource> {
  return openSqliteEventStore({ file: log.file, mode: 'reader' });
}
