/**
 * The writer thread's entry: takes batches, commits each, answers. Everything it says is a {@link WriterReply}.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { EventStoreError } from '../errors.ts';
import type { BatchMessage } from './batch.ts';
import { BatchWriter, type BatchWriterOptions } from './batch-writer.ts';
import { storeErrorFrom } from './sqlite-errors.ts';

export type WriterRequest = BatchMessage | { readonly kind: 'close' };

/** A failure as it crosses the threads; the other side makes the typed error of it. */
export interface WriterFailure {
  readonly code: string;
  readonly message: string;
  readonly found?: number;
}

export type WriterReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'committed'; readonly position: number }
  | { readonly kind: 'failed'; readonly epoch: number; readonly failure: WriterFailure }
  | { readonly kind: 'closed' };

const port = parentPort;
if (port === null) throw new Error('writer.worker is the entry of a thread');
const options: BatchWriterOptions = workerData;

let writer: BatchWriter | undefined;
/** Batches up to this epoch were staged on top of one that failed. */
let voidEpoch = -1;

function reply(message: WriterReply): void {
  port?.postMessage(message);
}

function failureOf(error: unknown): WriterFailure {
  const typed = error instanceof EventStoreError ? error : storeErrorFrom(error, options.file);
  const found = (typed as { found?: number }).found;
  const cause = typed.cause instanceof Error ? typed.cause.message : undefined;
  const reason = (typed as { reason?: string }).reason;
  return {
    code: typed.code,
    message: reason ?? cause ?? typed.message,
    ...(found === undefined ? {} : { found }),
  };
}

function write(batch: BatchMessage): void {
  if (batch.epoch <= voidEpoch) return;
  try {
    writer ??= new BatchWriter(options);
    writer.write(batch);
    reply({ kind: 'committed', position: batch.firstPosition + batch.count - 1 });
  } catch (error) {
    voidEpoch = batch.epoch;
    // Closing rolls back; the next batch opens the file anew, with no memory of what failed.
    closeWriter();
    reply({ kind: 'failed', epoch: batch.epoch, failure: failureOf(error) });
  }
}

function closeWriter(): void {
  try {
    writer?.close();
  } finally {
    writer = undefined;
  }
}

port.on('message', (request: WriterRequest) => {
  if (request.kind === 'batch') return write(request);
  try {
    closeWriter();
  } finally {
    reply({ kind: 'closed' });
    port.close();
  }
});

try {
  writer = new BatchWriter(options);
  reply({ kind: 'ready' });
} catch (error) {
  reply({ kind: 'failed', epoch: -1, failure: failureOf(error) });
}
