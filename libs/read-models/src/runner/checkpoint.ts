import type { RowStore } from '../database/row-store.ts';

/** How far the log has been folded into a read model, and what is counted along the way. */
export interface Checkpoint {
  /** −1: nothing yet. */
  readonly position: number;
  /** Hash of the event there: whose log it was. */
  readonly logHash: string;
  /** Events folded, parked ones included. */
  readonly eventCount: number;
  /** Latest recorded time of all events up to here, milliseconds since 1970 UTC. */
  readonly recordedMax: number;
  /** Events of scopes among them: the version of the options directory. */
  readonly scopesVersion: number;
}

export const NOTHING_YET: Checkpoint = {
  position: -1,
  logHash: '',
  eventCount: 0,
  recordedMax: 0,
  scopesVersion: 0,
};

const ONLY = 1;

export async function readCheckpoint(store: RowStore): Promise<Checkpoint> {
  const [row] = await store.all('checkpoint');
  if (row === undefined) return NOTHING_YET;
  return {
    position: row.position,
    logHash: row.log_hash,
    eventCount: row.event_count,
    recordedMax: row.recorded_max,
    scopesVersion: row.scopes_version,
  };
}

export async function writeCheckpoint(store: RowStore, checkpoint: Checkpoint): Promise<void> {
  const { position, logHash, eventCount, recordedMax, scopesVersion } = checkpoint;
  await store.put('checkpoint', [
    {
      id: ONLY,
      position,
      log_hash: logHash,
      event_count: eventCount,
      recorded_max: recordedMax,
      scopes_version: scopesVersion,
    },
  ]);
}
