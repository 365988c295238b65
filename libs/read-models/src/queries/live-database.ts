import { existsSync } from 'node:fs';
import type { Kysely } from 'kysely';
import { Generations } from '../database/generations.ts';
import type { Database } from '../database/tables.ts';
import { CURRENT_VERSIONS } from '../database/versions.ts';
import { ReadModelsNotReadyError } from './errors.ts';
import { ReadConnections } from './read-connections.ts';

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
export class LiveDatabase {
  readonly #file: string;
  #generations: Generations | undefined;
  #open: ReadConnections | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  /** Reads from one consistent state. @throws ReadModelsNotReadyError */
  async snapshot<T>(read: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    const connections = this.#live();
    return connections.use((database) =>
      database.db.transaction().execute(async (db) => {
        const checkpoint = await db
          .selectFrom('checkpoint')
          .select(['position', 'scopes_version'])
          .executeTakeFirst();
        return read({
          db,
          generation: connections.generation.number,
          position: BigInt(checkpoint?.position ?? -1),
          scopesVersion: checkpoint?.scopes_version ?? 0,
        });
      }),
    );
  }

  /** Signs cursors. @throws ReadModelsNotReadyError */
  cursorKey(): Uint8Array {
    return this.#catalogue().cursorKey();
  }

  close(): void {
    this.#leave();
    this.#generations?.close();
    this.#generations = undefined;
  }

  #live(): ReadConnections {
    const generation = this.#catalogue().live();
    if (generation?.versions.tables !== CURRENT_VERSIONS.tables) throw new ReadModelsNotReadyError();
    if (this.#open?.generation.number === generation.number) return this.#open;
    this.#leave();
    this.#open = new ReadConnections(generation);
    return this.#open;
  }

  #catalogue(): Generations {
    if (this.#generations === undefined) {
      if (!existsSync(this.#file)) throw new ReadModelsNotReadyError();
      this.#generations = new Generations(this.#file);
    }
    return this.#generations;
  }

  #leave(): void {
    this.#open?.close();
    this.#open = undefined;
  }
}
