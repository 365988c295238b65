/**
 * The writer thread as its owner sees it.
 */
import { once } from 'node:events';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  StoreCorruptError,
  type StoreError,
  StoreForeignFileError,
  StoreFullError,
  StoreLockedError,
  StoreTooNewError,
  StoreUnavailableError,
} from '../errors.ts';
import type { BatchMessage } from './batch.ts';
import type { BatchWriterOptions } from './batch-writer.ts';
import { FORMAT } from './schema.ts';
import type { WriterFailure, WriterReply, WriterRequest } from './writer.worker.ts';

export interface WriterEvents {
  /** Everything up to this position is durable. */
  committed(position: number): void;
  /** A batch of this epoch was not written, nor is anything that was sent after it. */
  failed(error: StoreError): void;
}

const ENTRY = import.meta.url.endsWith('.ts') ? './writer.worker.ts' : './writer.worker.js';

export class WriterThread {
  readonly #options: BatchWriterOptions;
  readonly #events: WriterEvents;
  #worker: Worker | undefined;
  #closing = false;

  constructor(options: BatchWriterOptions, events: WriterEvents) {
    this.#options = options;
    this.#events = events;
  }

  /** Starts the thread; resolves when it has the file open. */
  async start(): Promise<void> {
    const worker = this.#spawn();
    const [first] = (await once(worker, 'message')) as [WriterReply];
    if (first.kind !== 'failed') return;
    this.#closing = true;
    await worker.terminate();
    throw this.#errorFrom(first.failure);
  }

  /** Hands a batch over. A thread that died is started again. */
  send(batch: BatchMessage): void {
    const worker = this.#worker ?? this.#spawn();
    worker.ref();
    worker.postMessage(batch satisfies WriterRequest);
  }

  /** Lets the process end although the thread lives; to be called when nothing is under way. */
  rest(): void {
    this.#worker?.unref();
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#closing = true;
    if (worker === undefined) return;
    worker.ref();
    worker.postMessage({ kind: 'close' } satisfies WriterRequest);
    await once(worker, 'exit');
  }

  /** Kills the thread, as a crash would; for tests. */
  async kill(): Promise<void> {
    await this.#worker?.terminate();
  }

  #spawn(): Worker {
    const worker = new Worker(new URL(ENTRY, import.meta.url), { workerData: this.#options });
    this.#worker = worker;
    let cause: unknown;
    worker.on('message', (reply: WriterReply) => this.#take(reply));
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => {
      this.#worker = undefined;
      if (this.#closing) return;
      const reason = `its writer thread ended${cause instanceof Error ? `: ${cause.message}` : ''}`;
      this.#events.failed(new StoreUnavailableError(this.#options.file, reason, { cause }));
    });
    return worker;
  }

  #take(reply: WriterReply): void {
    if (reply.kind === 'committed') this.#events.committed(reply.position);
    else if (reply.kind === 'failed' && reply.epoch >= 0) this.#events.failed(this.#errorFrom(reply.failure));
  }

  #errorFrom({ code, message, found }: WriterFailure): StoreError {
    const { file } = this.#options;
    switch (code) {
      case 'store_full':
        return new StoreFullError(file);
      case 'store_locked':
        return new StoreLockedError(file, dirname(file));
      case 'store_foreign_file':
        return new StoreForeignFileError(file);
      case 'store_too_new':
        return new StoreTooNewError(file, found ?? 0, FORMAT);
      case 'store_corrupt':
        return new StoreCorruptError(file, message);
      default:
        return new StoreUnavailableError(file, message);
    }
  }
}
