import type { Build, Generation, ReadModelsDatabase } from '../read-models-database.ts';
import type { RowStore } from '../row-store.ts';
import { type GenerationFile, Generations } from './generations.ts';
import { lockBuilding } from './lock-building.ts';
import { createToBuild, makeDurable, openToFollow } from './open-generation.ts';
import { SqliteRowStore } from './sqlite-row-store.ts';

/** Read models in files of SQLite. Their one projector is the thread of the process that has the folder. */
export class SqliteReadModelsDatabase implements ReadModelsDatabase {
  readonly #generations: Generations;

  constructor(file: string) {
    this.#generations = new Generations(file);
  }

  async live(): Promise<Generation | undefined> {
    return this.#generations.live();
  }

  async retire(): Promise<void> {
    this.#generations.retire();
  }

  async removeOld(): Promise<void> {
    this.#generations.removeOld();
  }

  async livePosition(): Promise<bigint> {
    const live = this.#generations.live();
    return live === undefined ? -1n : BigInt(positionIn(live));
  }

  async openToProject({ number }: Generation): Promise<RowStore> {
    const isLive = () => this.#generations.live()?.number === number;
    return new SqliteRowStore(openToFollow({ file: this.#generations.fileOf(number) }), isLive);
  }

  openToMend(generation: Generation): Promise<RowStore> {
    return this.openToProject(generation);
  }

  async startBuild(): Promise<Build> {
    const release = lockBuilding(this.#generations.file);
    try {
      return new SqliteBuild(this.#generations, release);
    } catch (error) {
      release();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#generations.close();
  }
}

class SqliteBuild implements Build {
  readonly generation: GenerationFile;
  readonly #generations: Generations;
  readonly #release: () => void;
  #isLive = false;

  constructor(generations: Generations, release: () => void) {
    this.#generations = generations;
    this.#release = release;
    this.generation = generations.reserve();
  }

  get file(): string {
    return this.generation.file;
  }

  async openToFill(): Promise<RowStore> {
    return new SqliteRowStore(await createToBuild(this.generation));
  }

  async openToFinish(): Promise<RowStore> {
    makeDurable(this.generation);
    return new SqliteRowStore(openToFollow(this.generation));
  }

  async switchUnlessBehind(position: number): Promise<boolean> {
    this.#isLive = this.#switchUnlessBehind(position);
    return this.#isLive;
  }

  async end(): Promise<void> {
    if (this.#isLive) this.#generations.removeOld();
    else this.#generations.discard(this.generation);
    this.#release();
  }

  /** While the live generation is locked nothing can be added to it. */
  #switchUnlessBehind(position: number): boolean {
    const live = this.#generations.live();
    if (live === undefined || live.versions.tables !== this.generation.versions.tables) {
      this.#generations.switchTo(this.generation);
      return true;
    }
    const { connection, close } = openToFollow(live);
    try {
      connection.exec('BEGIN IMMEDIATE');
      const found = connection.prepare('SELECT position FROM checkpoint').get();
      const isBehind = Number(found?.position ?? -1) > position;
      if (!isBehind) this.#generations.switchTo(this.generation);
      connection.exec('ROLLBACK');
      return !isBehind;
    } finally {
      close();
    }
  }
}

function positionIn(live: GenerationFile): number {
  const { connection, close } = openToFollow(live);
  try {
    return Number(connection.prepare('SELECT position FROM checkpoint').get()?.position ?? -1);
  } finally {
    close();
  }
}
