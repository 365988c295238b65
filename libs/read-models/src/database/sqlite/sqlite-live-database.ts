import { existsSync } from 'node:fs';
import { ReadModelsNotReadyError } from '../../queries/errors.ts';
import type { LiveDatabase, Snapshot } from '../../queries/live-database.ts';
import { CURRENT_VERSIONS } from '../versions.ts';
import { Generations } from './generations.ts';
import { ReadConnections } from './read-connections.ts';

/** The live generation in a file of SQLite, for reading. */
export class SqliteLiveDatabase implements LiveDatabase {
  readonly #file: string;
  #generations: Generations | undefined;
  #open: ReadConnections | undefined;

  constructor(file: string) {
    this.#file = file;
  }

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

  cursorKey(): Uint8Array {
    return this.#catalogue().cursorKey();
  }

  async close(): Promise<void> {
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
