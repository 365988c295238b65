import { DatabaseSync } from 'node:sqlite';

/** Another process or thread is building the next generation. */
export class RebuildRunningError extends Error {
  override readonly name = 'RebuildRunningError';
  readonly file: string;

  constructor(file: string) {
    super(`The read models ${file} are being rebuilt already`);
    this.file = file;
  }
}

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
