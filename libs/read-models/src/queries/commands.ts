import type { RevisionRange } from '../projections/commands.ts';
import type { Snapshot } from './live-database.ts';

/** Revisions of a stream at which a command has left events; others may stand between them. */
export interface CommandPlace {
  readonly stream: string;
  readonly firstRevision: number;
  readonly lastRevision: number;
}

/** Where commands have left events, as far as the read models know. */
export interface CommandPlaces {
  /** By command id, in the order of streams; none for a command that has left nothing. */
  readonly places: ReadonlyMap<string, readonly CommandPlace[]>;
  /** Everything up to here is known. */
  readonly position: bigint;
}

export async function placesOfCommands(
  { db, position }: Snapshot,
  commandIds: readonly string[],
): Promise<CommandPlaces> {
  const rows = await db
    .selectFrom('command_events')
    .selectAll()
    .where('command_id', 'in', commandIds)
    .orderBy('stream')
    .execute();
  const places = new Map<string, CommandPlace[]>();
  for (const { command_id, stream, revisions } of rows) {
    const ranges = JSON.parse(revisions) as RevisionRange[];
    const ofCommand = places.get(command_id) ?? [];
    ofCommand.push(
      ...ranges.map(([firstRevision, lastRevision]) => ({ stream, firstRevision, lastRevision })),
    );
    places.set(command_id, ofCommand);
  }
  return { places, position };
}
