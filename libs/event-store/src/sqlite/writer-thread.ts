/**
 * The writer thread as its owner sees it.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type StoreError, StoreUnavailableError } from '../errors.ts';
import type { BatchMessage } from './batch.ts';
import { type BatchWriterOptions, WAL_FRAMES_MAX } from './batch-writer.ts';
import { Checkpoints } from './checkpoints.ts';
import { errorOf } from './failure.ts';
import type { WriterReply, WriterRequest } from './writer.worker.ts';

export interface WriterListener {
  /** Everything up to this position is durable. */
  committed(position: number): void;
  /** A batch was not written, nor is anything that was sent after it. */
  failed(error: StoreError): void;
}

const ENTRY = import.meta.url.endsWith('.ts') ? './writer.worker.ts' : './writer.worker.js';

export class WriterThread {
  readonly #options: BatchWriterOptions;
  readonly #listener: WriterListener;
  readonly #checkpoints: Checkpoints;
  #worker: Worker | undefined;
  #closing = false;

  constructor(options: BatchWriterOptions, listener: WriterListener) {
    this.#options = options;
    this.#listener = listener;
    this.#checkpoints = new Checkpoints({
      file: options.file,
      walFramesMax: options.walFramesMax ?? WAL_FRAMES_MAX,
      restartWal: () => this.#restartWal(),
    });
  }

  /**
   * Starts the thread; resolves when it has the file open.
   *
   * @throws StoreError when it cannot open or make the file.
   */
  async start(): Promise<void> {
    const worker = this.#spawn();
    const failure = await once(worker, 'message').then(
      ([first]: WriterReply[]) =>
        first?.kind === 'failed' ? errorOf(first.failure, this.#options.file) : undefined,
      (cause) => new StoreUnavailableError(this.#options.file, 'its writer thread did not start', { cause }),
    );
    if (failure === undefined) return;
    this.#closing = true;
    await worker.terminate();
    throw failure;
  }

  /** Hands a batch over. A thread that died is started again. */
  send(batch: BatchMessage): void {
    const worker = this.#worker ?? this.#spawn();
    worker.ref();
    worker.postMessage(batch satisfies WriterRequest);
  }

  /** Lets the process end although the thread lives; to be called when nothing is under way. */
  rest(): void {
    // Not while it is being waited for.
    if (!this.#closing) this.#worker?.unref();
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#closing = true;
    await this.#checkpoints.close();
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
      this.#checkpoints.restarted();
      if (this.#closing) return;
      const reason = `its writer thread ended${cause instanceof Error ? `: ${cause.message}` : ''}`;
      this.#listener.failed(new StoreUnavailableError(this.#options.file, reason, { cause }));
    });
    return worker;
  }

  #restartWal(): void {
    if (this.#worker === undefined || this.#closing) this.#checkpoints.restarted();
    else this.#worker.postMessage({ kind: 'restart-wal' } satisfies WriterRequest);
  }

  #take(reply: WriterReply): void {
    switch (reply.kind) {
      case 'committed':
        this.#listener.committed(reply.position);
        if (reply.walFrames !== undefined && !this.#closing) this.#checkpoints.look(reply.walFrames);
        break;
      case 'failed':
        if (reply.epoch >= 0) this.#listener.failed(errorOf(reply.failure, this.#options.file));
        break;
      case 'wal':
        this.#checkpoints.restarted();
        break;
      case 'ready':
    }
  }
}
