/**
 * The writer thread's entry: takes batches, commits each, answers.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type BatchMessage, NUMBERS } from './batch.ts';
import { BatchWriter, type BatchWriterOptions } from './batch-writer.ts';
import { type Failure, failureOf } from './failure.ts';

export type WriterRequest =
  | BatchMessage
  /** Let the write-ahead log start over: most of it has been moved into the file. */
  | { readonly kind: 'restart-wal' }
  | { readonly kind: 'close' };

export type WriterReply =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'committed';
      readonly position: number;
      /** Frames in the write-ahead log, where it was looked at. */
      readonly walFrames?: number;
    }
  | { readonly kind: 'failed'; readonly epoch: number; readonly failure: Failure }
  | { readonly kind: 'wal'; readonly restarted: boolean };

/** The log's size is looked at after so many commits. */
const COMMITS_PER_LOOK = 8;
/** Before the first batch. */
const NO_EPOCH = -1;

if (parentPort === null) throw new Error('writer.worker is the entry of a thread');
const port = parentPort;
const options: BatchWriterOptions = workerData;
const reply = (message: WriterReply) => port.postMessage(message);

let writer: BatchWriter | undefined;
/** Batches up to this epoch were staged on top of one that failed. */
let voidEpoch = NO_EPOCH;
let commits = 0;

function write(batch: BatchMessage): void {
  if (batch.epoch <= voidEpoch) return;
  try {
    writer ??= new BatchWriter(options);
    writer.write(batch);
  } catch (error) {
    voidEpoch = batch.epoch;
    // Closing rolls back; the next batch opens the file anew, with no memory of what failed.
    closeWriter();
    reply({ kind: 'failed', epoch: batch.epoch, failure: failureOf(error, options.file) });
    return;
  }
  const position = batch.firstPosition + batch.numbers.length / NUMBERS - 1;
  commits += 1;
  if (commits % COMMITS_PER_LOOK !== 0) reply({ kind: 'committed', position });
  else reply({ kind: 'committed', position, walFrames: writer.walFrames() });
}

function closeWriter(): void {
  const closing = writer;
  writer = undefined;
  closing?.close();
}

port.on('message', (request: WriterRequest) => {
  switch (request.kind) {
    case 'batch':
      write(request);
      break;
    case 'restart-wal':
      reply({ kind: 'wal', restarted: writer?.restartWal() ?? false });
      break;
    case 'close':
      closeWriter();
      port.close();
  }
});

try {
  writer = new BatchWriter(options);
  reply({ kind: 'ready' });
} catch (error) {
  reply({ kind: 'failed', epoch: NO_EPOCH, failure: failureOf(error, options.file) });
}
