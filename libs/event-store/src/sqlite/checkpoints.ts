/**
 * Keeps the write-ahead log short without holding up the writer: a thread of its own moves nearly all of it into the
 * file, then the writer moves the little that came meanwhile and starts the log over. A reader that stays in a
 * transaction for long puts the starting over off, not the moving.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

export interface CheckpointsOptions {
  readonly file: string;
  /** From this many frames on the log is moved. */
  readonly walFramesMax: number;
  /** Has the writer start the log over between two commits; it answers through {@link Checkpoints.restarted}. */
  readonly restartWal: () => void;
}

const ENTRY = import.meta.url.endsWith('.ts') ? './checkpoint.worker.ts' : './checkpoint.worker.js';

export class Checkpoints {
  readonly #options: CheckpointsOptions;
  #worker: Worker | undefined;
  #state: 'idle' | 'moving' | 'restarting' = 'idle';

  constructor(options: CheckpointsOptions) {
    this.#options = options;
  }

  /** To be told of the log's size now and then. */
  look(walFrames: number): void {
    if (this.#state !== 'idle' || walFrames < this.#options.walFramesMax) return;
    this.#state = 'moving';
    this.#worker ??= this.#spawn();
    this.#worker.postMessage('checkpoint');
  }

  /** The writer's answer. Whether the log started over or a reader was in the way: the next look tells. */
  restarted(): void {
    this.#state = 'idle';
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    worker.ref();
    worker.postMessage('close');
    await once(worker, 'exit');
  }

  #spawn(): Worker {
    const worker = new Worker(new URL(ENTRY, import.meta.url), { workerData: { file: this.#options.file } });
    worker.unref();
    worker.on('message', () => {
      this.#state = 'restarting';
      this.#options.restartWal();
    });
    worker.on('error', () => {});
    worker.on('exit', () => {
      this.#worker = undefined;
      this.#state = 'idle';
    });
    return worker;
  }
}
