import { existsSync } from 'node:fs';
import { ReadModelsNotReadyError } from '../../queries/errors.ts';
import type { GenerationFile } from './generations.ts';
import { openSqlite, type SqliteDatabase } from './sqlite.ts';

/** Connections kept open while nobody uses them. */
const IDLE_MAX = 4;

/**
 * Connections that read one generation. A snapshot has one for itself, so that a long search in the log keeps nobody
 * waiting.
 */
export class ReadConnections {
  readonly generation: GenerationFile;
  readonly #idle: SqliteDatabase[] = [];
  #closed = false;

  constructor(generation: GenerationFile) {
    this.generation = generation;
  }

  async use<T>(read: (database: SqliteDatabase) => Promise<T>): Promise<T> {
    const database = this.#idle.pop() ?? openToRead(this.generation);
    try {
      return await read(database);
    } finally {
      if (this.#closed || this.#idle.length >= IDLE_MAX) database.close();
      else this.#idle.push(database);
    }
  }

  /** Closes what is idle now, and what is in use as soon as it is not. */
  close(): void {
    this.#closed = true;
    for (const database of this.#idle.splice(0)) database.close();
  }
}

function openToRead({ file }: GenerationFile): SqliteDatabase {
  try {
    return openSqlite(file, { readOnly: true });
  } catch (error) {
    // Between the look and the opening another generation became the live one, and this one's file went.
    if (!existsSync(file)) throw new ReadModelsNotReadyError();
    throw error;
  }
}
