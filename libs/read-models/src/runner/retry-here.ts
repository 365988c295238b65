import { openSqliteEventStore } from '#event-store';
import { Generations } from '../database/generations.ts';
import { openToFollow } from '../database/open-generation.ts';
import { ReadModelsNotReadyError } from '../queries/errors.ts';
import { ReadModelWriter } from './read-model-writer.ts';
import { type RetryResult, retryParked } from './retry-parked.ts';

export interface RetryOptions {
  readonly logFile: string;
  readonly readModelsFile: string;
  /** The stream to try; absent: every parked one. */
  readonly stream?: string;
}

/**
 * Tries parked streams again, in this process. A projector that runs elsewhere notices and goes on from there.
 *
 * @throws ReadModelsNotReadyError when there are no read models yet.
 */
export async function retryParkedStreams({
  logFile,
  readModelsFile,
  stream,
}: RetryOptions): Promise<RetryResult[]> {
  const generations = new Generations(readModelsFile);
  try {
    const generation = generations.live();
    if (generation === undefined) throw new ReadModelsNotReadyError();
    const database = openToFollow(generation);
    const store = await openSqliteEventStore({ file: logFile, mode: 'reader' });
    try {
      const isLive = () => generations.live()?.number === generation.number;
      return await retryParked(new ReadModelWriter(database, { isLive }), store, stream);
    } finally {
      database.close();
      await store.close();
    }
  } finally {
    generations.close();
  }
}
