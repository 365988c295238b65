import { openSqliteEventStore } from '#event-store';
import { Generations } from '../database/generations.ts';
import { buildGeneration, type RebuildProgress } from './build.ts';

export interface RebuildOptions {
  /** The embedded event store's file. */
  readonly logFile: string;
  readonly readModelsFile: string;
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
  const { logFile, readModelsFile, signal = new AbortController().signal, onProgress } = options;
  const store = await openSqliteEventStore({ file: logFile, mode: 'reader' });
  const generations = new Generations(readModelsFile);
  try {
    const built = await buildGeneration({
      store,
      generations,
      signal,
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    return built !== undefined;
  } finally {
    generations.close();
    await store.close();
  }
}
