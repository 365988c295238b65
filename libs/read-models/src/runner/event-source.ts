import {
  type EventStore,
  type EventStoreDbAddress,
  openEventStoreDbEventStore,
  openSqliteEventStore,
} from '#event-store';

/** Where the events are. Only what can be handed to a thread. */
export type LogAddress =
  | { readonly kind: 'sqlite'; readonly file: string }
  /** May hold a password: it is for connecting only; `shown` in it is for people. */
  | { readonly kind: 'eventstoredb'; readonly address: EventStoreDbAddress };

/** What projections need of an event store: any adapter can feed them. */
export type EventSource = Pick<
  EventStore,
  'capabilities' | 'subscribe' | 'readLog' | 'readStream' | 'lastPosition' | 'close'
>;

/** Events that are read at once: what a page costs besides them does not show any more. */
const PAGE_SIZE = 2_000;

/** Opens the log to read, beside whoever writes it. */
export function openEventSource(log: LogAddress): Promise<EventSource> {
  return log.kind === 'sqlite'
    ? openSqliteEventStore({ file: log.file, mode: 'reader', pageSize: PAGE_SIZE })
    : openEventStoreDbEventStore({ address: log.address });
}

/** What the writer has to do for logs of this kind. */
export const writerOptionsFor = ({ capabilities }: Pick<EventSource, 'capabilities'>) => ({
  indexesCommands: !capabilities.commandIndex,
});
