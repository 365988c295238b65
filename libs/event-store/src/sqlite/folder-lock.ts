/**
 * The writer's lock: at most one process writes a log.
 *
 * SQLite's own file lock, held by a transaction that stays open on a sidecar file: taken atomically when two
 * processes start at once, and gone with the process however it dies. Who holds it stands beside it in a text file,
 * which counts only while the lock is held.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type LockOwner, StoreLockedError } from '../errors.ts';
import { storeErrorFrom } from './sqlite-errors.ts';

export interface FolderLock {
  release(): void;
}

const lockFileOf = (file: string) => `${file}-lock`;
const ownerFileOf = (file: string) => `${file}-owner`;

/**
 * Takes the writer's lock of a log.
 *
 * @throws StoreLockedError when another process holds it.
 */
export function lockFolder(file: string, owner: LockOwner): FolderLock {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(lockFileOf(file), { timeout: 0 });
    db.exec('BEGIN IMMEDIATE');
    writeFileSync(ownerFileOf(file), JSON.stringify(owner));
  } catch (error) {
    db?.close();
    const failure = storeErrorFrom(error, file);
    throw failure instanceof StoreLockedError
      ? new StoreLockedError(file, dirname(file), lockOwner(file), { cause: error })
      : failure;
  }
  const held = db;
  return {
    release() {
      if (!held.isOpen) return;
      rmSync(ownerFileOf(file), { force: true });
      held.close();
    },
  };
}

/** Who last took the lock, as far as recorded. */
export function lockOwner(file: string): LockOwner {
  try {
    return JSON.parse(readFileSync(ownerFileOf(file), 'utf8'));
  } catch {
    return {};
  }
}
