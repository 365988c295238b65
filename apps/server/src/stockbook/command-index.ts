import type { EventStore, RecordedEvent } from '#event-store';
import type { CommandIndex } from '#ledger';
import type { ReadModels } from '#read-models';
import { PlacesOfCommands } from './places-of-commands.ts';
import { StreamTails } from './stream-tails.ts';

/**
 * What a command has left in a log that has no index of command ids: a read model knows up to its checkpoint, and the
 * stream that decides the command says what came after that. Without a read model the stream says it all.
 */
export function commandIndexOf(
  store: Pick<EventStore, 'readStream'>,
  readModels: Pick<ReadModels, 'commandPlaces'>,
): CommandIndex {
  const tails = new StreamTails(store);
  const indexed = new PlacesOfCommands(readModels);
  return {
    async eventsOfCommand(commandId, stream) {
      // The order matters: what is not known at the checkpoint stands beyond it.
      const { places, position } = await indexed.of(commandId);
      const found = new Map<bigint, RecordedEvent>();
      const note = (event: RecordedEvent) => {
        if (event.metadata.commandId === commandId) found.set(event.position, event);
      };
      for (const { stream: place, firstRevision: from, lastRevision } of places) {
        for await (const page of store.readStream(place, { from, limit: lastRevision - from + 1 })) {
          page.forEach(note);
        }
      }
      if (stream !== undefined) (await tails.after(stream, position)).forEach(note);
      return [...found.values()].sort((a, b) => (a.position < b.position ? -1 : 1));
    },
  };
}
