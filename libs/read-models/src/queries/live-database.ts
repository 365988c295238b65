import type { Kysely } from 'kysely';
import type { Database } from '../database/tables.ts';

/** One consistent state of the read models. */
export interface Snapshot {
  readonly db: Kysely<Database>;
  /** Number of the generation: rows of another one were folded anew. */
  readonly generation: number;
  /** Everything up to here shows. */
  readonly position: bigint;
  /** Events of scopes that show. */
  readonly scopesVersion: number;
}

/** The live generation, for reading: moves on by itself when another one becomes the live one. */
export interface LiveDatabase {
  /** Reads from one consistent state. @throws ReadModelsNotReadyError, ReadModelsUnavailableError */
  snapshot<T>(read: (snapshot: Snapshot) => Promise<T>): Promise<T>;
  /** Signs cursors. To be asked within a snapshot. */
  cursorKey(): Uint8Array;
  close(): Promise<void>;
}
