/** A thread of a rebuild: makes all but the rows of products, then joins these to them. */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { joinPart } from '../database/sqlite/join-part.ts';
import { createToBuild } from '../database/sqlite/open-generation.ts';
import { SqliteRowStore } from '../database/sqlite/sqlite-row-store.ts';
import { openEventSource, writerOptionsFor } from './event-source.ts';
import { COMMIT_EVERY, type OthersProgress, type OthersSettings } from './fill-in-parts.ts';
import { follow } from './follow.ts';
import { ReadModelWriter } from './read-model-writer.ts';

const { log, file, part, until } = workerData as OthersSettings;
const port = parentPort;
if (port === null) throw new Error('only as a thread');
const partIsFilled = once(port, 'message');

const store = await openEventSource(log);
const database = await createToBuild({ file });
const writer = await ReadModelWriter.open(new SqliteRowStore(database), {
  commitEvery: COMMIT_EVERY,
  share: 'others',
  ...writerOptionsFor(store),
});
await follow({
  store,
  writer,
  signal: new AbortController().signal,
  batchMax: 1,
  until,
  onProgress: () => port.postMessage(BigInt(writer.checkpoint.position) satisfies OthersProgress),
});
await writer.commit();
await store.close();
await partIsFilled;
joinPart(database, part);
database.close();
