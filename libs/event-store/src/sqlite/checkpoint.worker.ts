/**
 * The checkpoint thread's entry: moves what was committed from the write-ahead log into the file, beside the writer
 * and without holding it up.
 */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** Sent when a checkpoint is over, whether it got far or not. */
export type CheckpointReply = 'done';

const ROUNDS_MAX = 4;
const FRAMES_LEFT_MAX = 128;

if (parentPort === null) throw new Error('checkpoint.worker is the entry of a thread');
const port = parentPort;
const { file }: { readonly file: string } = workerData;

let db: DatabaseSync | undefined;

function checkpoint(): void {
  try {
    db ??= new DatabaseSync(file, { timeout: 0 });
    db.exec('PRAGMA synchronous = FULL; PRAGMA checkpoint_fullfsync = ON');
    // What is committed meanwhile is moved by the next round: little is left for the writer, who has to wait for it.
    for (let round = 0; round < ROUNDS_MAX && framesLeft(db) > FRAMES_LEFT_MAX; round++) {
      db.exec('PRAGMA wal_checkpoint(PASSIVE)');
    }
  } catch {
    // A full disk, say: the log stays longer and the writer meets the same fault.
    db?.close();
    db = undefined;
  }
  port.postMessage('done' satisfies CheckpointReply);
}

function framesLeft(on: DatabaseSync): number {
  const row = on.prepare('PRAGMA wal_checkpoint(NOOP)').get();
  return Number(row?.log) - Number(row?.checkpointed);
}

port.on('message', (request: 'checkpoint' | 'close') => {
  if (request === 'checkpoint') checkpoint();
  else {
    db?.close();
    port.close();
  }
});
