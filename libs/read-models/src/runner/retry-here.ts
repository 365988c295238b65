import type { ReadModelsAddress } from '../database/address.ts';
import { openDatabase } from '../database/open-database.ts';
import { ReadModelsNotReadyError } from '../queries/errors.ts';
import { type LogAddress, openEventSource, writerOptionsFor } from './event-source.ts';
import { ReadModelWriter } from './read-model-writer.ts';
import { type RetryResult, retryParked } from './retry-parked.ts';

export interface RetryOptions {
  readonly log: LogAddress;
  readonly readModels: ReadModelsAddress;
  /** The stream to try; absent: every parked one. */
  readonly stream?: string;
}

/**
 * Tries parked streams again, in this process. A projector that runs elsewhere notices and goes on from there.
 *
 * @throws ReadModelsNotReadyError when there are no read models yet.
 */
export async function retryParkedStreams(options: RetryOptions): Promise<RetryResult[]> {
  const database = await openDatabase(options.readModels);
  try {
    const generation = await database.live();
    if (generation === undefined) throw new ReadModelsNotReadyError();
    const rows = await database.openToMend(generation);
    const store = await openEventSource(options.log);
    try {
      return await retryParked(
        await ReadModelWriter.open(rows, writerOptionsFor(store)),
        store,
        options.stream,
      );
    } finally {
      await rows.close();
      await store.close();
    }
  } finally {
    await database.close();
  }
}
