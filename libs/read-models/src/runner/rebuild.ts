import type { ReadModelsAddress } from '../database/address.ts';
import { openDatabase } from '../database/open-database.ts';
import { buildGeneration, type RebuildProgress } from './build.ts';
import { type LogAddress, openEventSource } from './event-source.ts';

export interface RebuildOptions {
  readonly log: LogAddress;
  readonly readModels: ReadModelsAddress;
  /** Gives up; the live read models stay as they are. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RebuildProgress) => void;
}

/**
 * Builds the read models anew from the log, beside the live ones, and switches to them. Works while a server runs,
 * which then moves on to them, and while none does.
 *
 * @returns false when it was given up.
 * @throws RebuildRunningError when a rebuild runs already.
 */
export async function rebuildReadModels(options: RebuildOptions): Promise<boolean> {
  const { log, readModels, signal = new AbortController().signal, onProgress } = options;
  const store = await openEventSource(log);
  try {
    const database = await openDatabase(readModels);
    try {
      const progress = onProgress === undefined ? {} : { onProgress };
      return (await buildGeneration({ log, store, database, signal, ...progress })) !== undefined;
    } finally {
      await database.close();
    }
  } finally {
    await store.close();
  }
}
