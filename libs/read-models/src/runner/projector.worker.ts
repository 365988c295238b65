/** The projector's thread: follows the log beside the writer, through connections of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../database/open-database.ts';
import { openEventSource } from './event-source.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts';
import { ProjectionLoop } from './projection-loop.ts';

const { log, readModels } = workerData as WorkerSettings;
const post = (message: FromWorker) => parentPort?.postMessage(message);

const store = await openEventSource(log);
const database = await openDatabase(readModels);
const loop = new ProjectionLoop({
  log,
  store,
  database,
  onStatus: (status) => post({ kind: 'status', status }),
});

async function answer(message: ToWorker): Promise<void> {
  if (message.kind === 'hurry') loop.hurry(message.position);
  else if (message.kind === 'stop') loop.stop();
  else {
    const { request } = message;
    try {
      const results = message.kind === 'retry' ? await loop.retry(message.stream) : await rebuild();
      post({ kind: 'answer', request, results });
    } catch (error) {
      post({ kind: 'refusal', request, message: error instanceof Error ? error.message : String(error) });
    }
  }
}

async function rebuild(): Promise<[]> {
  await loop.rebuild();
  return [];
}

parentPort?.on('message', (message: ToWorker) => void answer(message));

await loop.run();
await database.close();
await store.close();
parentPort?.close();
