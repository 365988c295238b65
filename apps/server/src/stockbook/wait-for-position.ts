import { setTimeout as delay } from 'node:timers/promises';
import { type ReadModels, ReadModelsNotReadyError } from '#read-models';

const LOOK_MS = 20;

/** Waits for a position where another process is the projector: by asking the read models from time to time. */
export function waitByAsking(
  readModels: () => Pick<ReadModels, 'scopes'>,
): (position: bigint, timeoutMs: number) => Promise<boolean> {
  return async (position, timeoutMs) => {
    const end = performance.now() + timeoutMs;
    for (;;) {
      if ((await positionOf(readModels())) >= position) return true;
      if (performance.now() >= end) return false;
      await delay(LOOK_MS);
    }
  };
}

async function positionOf(readModels: Pick<ReadModels, 'scopes'>): Promise<bigint> {
  try {
    return (await readModels.scopes()).position;
  } catch (error) {
    if (error instanceof ReadModelsNotReadyError) return -1n;
    throw error;
  }
}
