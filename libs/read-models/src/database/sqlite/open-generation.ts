import { closeSync, fsyncSync, openSync } from 'node:fs';
import { createTables, type TablesOptions } from '../create-tables.ts';
import type { GenerationFile } from './generations.ts';
import { openSqlite, type SqliteDatabase } from './sqlite.ts';

/** Memory that a connection which writes may keep of its file, in KiB. */
const LIVE_CACHE_KIB = 32 * 1024;
const BUILD_CACHE_KIB = 128 * 1024;
/** From so many frames of 4 KiB on the write-ahead log is moved into the file: pages changed often are moved once. */
const LIVE_WAL_FRAMES_MAX = 4_096;

/**
 * Opens the live generation to write. A power cut may lose its last transactions, never half of one: the projector
 * then folds them again.
 */
export function openToFollow({ file }: Pick<GenerationFile, 'file'>): SqliteDatabase {
  const database = openSqlite(file);
  database.connection.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -${LIVE_CACHE_KIB};
     PRAGMA wal_autocheckpoint = ${LIVE_WAL_FRAMES_MAX}`,
  );
  return database;
}

/**
 * Makes the tables of a generation that nobody sees yet. It need not survive a crash: it would be begun anew. So
 * nothing is flushed until {@link makeDurable}.
 */
export async function createToBuild(
  { file }: Pick<GenerationFile, 'file'>,
  tables: TablesOptions = {},
): Promise<SqliteDatabase> {
  const database = openSqlite(file);
  database.connection.exec(
    `PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;
     PRAGMA cache_size = -${BUILD_CACHE_KIB}`,
  );
  await createTables(database.db, 'sqlite', tables);
  return database;
}

/** Flushes a generation that was built and closed. */
export function makeDurable({ file }: Pick<GenerationFile, 'file'>): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
