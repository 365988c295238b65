import { DatabaseSync } from 'node:sqlite';
import { RebuildRunningError } from '../read-models-database.ts';

/**
 * Lets one build at a time, over all processes: SQLite's lock on a file beside, gone with the process however it
 * dies. What is returned gives it back.
 *
 * @throws RebuildRunningError
 */
export function lockBuilding(file: string): () => void {
  const lock = new DatabaseSync(`${file}-rebuild-lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN IMMEDIATE');
    return () => lock.close();
  } catch {
    lock.close();
    throw new RebuildRunningError(file);
  }
}
