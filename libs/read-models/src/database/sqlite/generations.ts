/**
 * Which set of tables is the live one.
 *
 * The read models' file is small: it names the live generation, a database file of its own beside it. A rebuild makes
 * the next generation and then changes the name in one transaction, seen at once by every process. Numbers are never
 * used again, so whoever still reads the old files is not disturbed.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Generation } from '../read-models-database.ts';
import { CURRENT_VERSIONS, type Versions } from '../versions.ts';

export interface GenerationFile extends Generation {
  readonly file: string;
}

const BUSY_MS = 5_000;
const CURSOR_KEY_BYTES = 32;

const TABLES = `
CREATE TABLE IF NOT EXISTS generations (
  number INTEGER PRIMARY KEY,
  tables_version INTEGER NOT NULL,
  projections_version INTEGER NOT NULL,
  live INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS keys (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
`;

const LIVE =
  'SELECT number, tables_version AS tables, projections_version AS projections FROM generations WHERE live = 1';

export class Generations {
  readonly file: string;
  readonly #db: DatabaseSync;
  readonly #live;

  /** Opens the file, and makes it where there is none. */
  constructor(file: string) {
    this.file = file;
    this.#db = new DatabaseSync(file, { timeout: BUSY_MS });
    this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    this.#inTransaction(() => {
      this.#db.exec(TABLES);
      this.#db
        .prepare(`INSERT INTO keys VALUES ('cursor', ?) ON CONFLICT DO NOTHING`)
        .run(randomBytes(CURSOR_KEY_BYTES));
    });
    this.#live = this.#db.prepare(LIVE);
  }

  /** The generation that answers queries; nothing before the first was built. */
  live(): GenerationFile | undefined {
    const row = this.#live.get();
    if (row === undefined) return undefined;
    const number = Number(row.number);
    const file = this.fileOf(number);
    if (!existsSync(file)) return undefined;
    return { number, file, versions: { tables: Number(row.tables), projections: Number(row.projections) } };
  }

  /** Signs cursors; the same for every process and generation. */
  cursorKey(): Uint8Array {
    return this.#db.prepare(`SELECT value FROM keys WHERE name = 'cursor'`).get()?.value as Uint8Array;
  }

  /** A number and file that were never used. */
  reserve(versions: Versions = CURRENT_VERSIONS): GenerationFile {
    return this.#inTransaction(() => {
      const number = Number(
        this.#db.prepare('SELECT coalesce(max(number), 0) + 1 AS n FROM generations').get()?.n,
      );
      this.#db
        .prepare('INSERT INTO generations VALUES (?, ?, ?, 0)')
        .run(number, versions.tables, versions.projections);
      const file = this.fileOf(number);
      removeDatabase(file);
      return { number, file, versions };
    });
  }

  /** Makes the generation the live one, for everybody at once. */
  switchTo({ number }: Generation): void {
    this.#inTransaction(() => {
      this.#db.exec('UPDATE generations SET live = 0 WHERE live = 1');
      this.#db.prepare('UPDATE generations SET live = 1 WHERE number = ?').run(number);
    });
  }

  /** Nothing answers queries until the next generation is built. */
  retire(): void {
    this.#inTransaction(() => this.#db.exec('UPDATE generations SET live = 0 WHERE live = 1'));
  }

  /** Removes what was built in vain. */
  discard({ file }: GenerationFile): void {
    removeDatabase(file);
  }

  /** Removes the files of generations before the live one. Where somebody holds them open they go another time. */
  removeOld(): void {
    const live = this.live()?.number ?? 0;
    const prefix = `${basename(this.file)}.g`;
    for (const name of readdirSync(dirname(this.file))) {
      if (!name.startsWith(prefix)) continue;
      const number = Number.parseInt(name.slice(prefix.length), 10);
      if (number < live) removeDatabase(this.fileOf(number));
    }
  }

  fileOf(number: number): string {
    return join(dirname(this.file), `${basename(this.file)}.g${number}`);
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #inTransaction<T>(work: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }
}

/** The part of a generation that is built beside it, to be joined with it. */
export const partOf = (file: string): string => `${file}-part`;

/** A database's file and those that stand beside it. */
export function removeDatabase(file: string): void {
  for (const path of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`, partOf(file)]) {
    try {
      if (existsSync(path)) rmSync(path);
    } catch {
      // Held open on a system that then refuses: the next rebuild tries again.
    }
  }
}
