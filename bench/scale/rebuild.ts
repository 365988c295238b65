import { join } from 'node:path';
import { compiled } from '../stockbook/compiled.ts';

export interface RebuildResult {
  readonly seconds: number;
  /** Of the whole process, which does nothing else. */
  readonly peakBytes: number;
}

const SHOWN_EVERY_MS = 10_000;

/** Rebuilds the read models of a folder, as `stockbook rebuild` does where no server runs. */
export async function rebuild(folder: string): Promise<RebuildResult> {
  const { rebuildReadModels } = await compiled<typeof import('#read-models')>(
    'libs/read-models/src/index.js',
  );
  const log = { kind: 'sqlite', file: join(folder, 'log.db') } as const;
  const readModels = { kind: 'sqlite', file: join(folder, 'read-models.db') } as const;
  const startedAt = performance.now();
  let shownAt = startedAt;
  await rebuildReadModels({
    log,
    readModels,
    onProgress({ position }) {
      if (performance.now() - shownAt < SHOWN_EVERY_MS) return;
      shownAt = performance.now();
      console.error(`  rebuilt to ${position}`);
    },
  });
  return {
    seconds: (performance.now() - startedAt) / 1000,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}
