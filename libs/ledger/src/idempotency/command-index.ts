import type { EventStore } from '#event-store';
import type { CommandIndex } from '../ports.ts';

/** The store's own index of command ids, which holds every durable event. */
export const indexOfStore = (store: EventStore): CommandIndex => ({
  eventsOfCommand: (commandId) => store.eventsOfCommand(commandId),
});
