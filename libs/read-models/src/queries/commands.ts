import type { RevisionRange } from '../projections/commands.ts';
import type { Snapshot } from './live-database.ts';

/** Revisions of a stream at which a command has left events; others may stand between them. */
export interface CommandPlace {
  readonly stream: string;
  readonly firstRevision: number;
  readonly lastRevision: number;
}

/** Where a command has left events, as far as the read models know. */
export interface CommandPlaces {
  readonly places: readonly CommandPlace[];
  /** Everything up to here is known. */
  readonly position: bigint;
}

export async function placesOfCommand({ db, position }: Snapshot, commandId: string): Promise<CommandPlaces> {
  const rows = await db
    .selectFrom('command_events')
    .selectAll()
    .where('command_id', '=', commandId)
    .orderBy('stream')
    .execute();
  const places = rows.flatMap(({ stream, revisions }) =>
    (JSON.parse(revisions) as RevisionRange[]).map(([firstRevision, lastRevision]) => ({
      stream,
      firstRevision,
      lastRevision,
    })),
  );
  return { places, position };
}
