import { Worker } from 'node:worker_threads';
import { removeDatabase } from '../database/sqlite/generations.ts';
import { createToBuild } from '../database/sqlite/open-generation.ts';
import { SqliteRowStore } from '../database/sqlite/sqlite-row-store.ts';
import type { EventSource, LogAddress } from './event-source.ts';
import { follow } from './follow.ts';
import { ReadModelWriter } from './read-model-writer.ts';

export interface FillOptions {
  readonly log: LogAddress;
  readonly store: Pick<EventSource, 'subscribe'>;
  readonly file: string;
  /** Beside the file; whoever removes the file removes the part. */
  readonly part: string;
  /** The last position that is folded. */
  readonly until: bigint;
  readonly signal: AbortSignal;
  readonly onProgress: (position: bigint) => void;
}

/** What the other thread is told; and, once the part is filled, that it is. */
export type OthersSettings = Pick<FillOptions, 'log' | 'file' | 'part' | 'until'>;
/** What it tells: how far it has come. */
export type OthersProgress = bigint;

const ENTRY = import.meta.url.endsWith('.ts') ? './fill-others.worker.ts' : './fill-others.worker.js';

/** Events that are folded before their rows are written: each row once, and not so many that memory is in question. */
export const COMMIT_EVERY = 65_536;

/**
 * Fills the tables of a generation from the log, in two threads at once: this one makes the rows of products, in a file
 * beside; another one all else, and then joins them. Both read the log by themselves, since to hand events over would
 * cost as much. A row is of one stream, so neither waits for the other.
 *
 * @returns false when stopped.
 * @throws what either of the threads fails with: what is there by then is of no use.
 */
export async function fillInParts(options: FillOptions): Promise<boolean> {
  const { log, file, part, until, signal, onProgress } = options;
  const positions = { products: -1n, others: -1n };
  const report = (share: keyof typeof positions, position: bigint) => {
    positions[share] = position;
    onProgress(positions.products < positions.others ? positions.products : positions.others);
  };
  const others = new OthersThread({ log, file, part, until }, (position) => report('others', position));
  const stop = () => void others.end();
  signal.addEventListener('abort', stop);
  try {
    const ended = AbortSignal.any([signal, others.failed]);
    const isFilled = await fillProducts({ ...options, signal: ended }, (position) =>
      report('products', position),
    );
    if (isFilled) others.join();
    else if (signal.aborted) await others.end();
    await others.done;
    return isFilled && !signal.aborted;
  } finally {
    signal.removeEventListener('abort', stop);
    await others.end();
    removeDatabase(part);
  }
}

async function fillProducts(
  { store, part, until, signal }: FillOptions,
  onProgress: (position: bigint) => void,
): Promise<boolean> {
  const tables = { historyAsItComes: true };
  const rows = new SqliteRowStore(await createToBuild({ file: part }, tables), () => true, tables);
  try {
    const writer = await ReadModelWriter.open(rows, { commitEvery: COMMIT_EVERY, share: 'products' });
    const end = await follow({
      store,
      writer,
      signal,
      // Each page is folded as it is read: its events need not be kept.
      batchMax: 1,
      until,
      onProgress: () => onProgress(BigInt(writer.checkpoint.position)),
    });
    if (end !== 'caught-up') return false;
    await writer.commit();
    return true;
  } finally {
    await rows.close();
  }
}

/** The thread that makes what is not the products', and in the end the whole. */
class OthersThread {
  readonly #worker: Worker;
  readonly #failed = new AbortController();
  /** Resolves once the part is joined. */
  readonly done: Promise<void>;
  #isEnded = false;

  constructor(settings: OthersSettings, onProgress: (position: OthersProgress) => void) {
    this.#worker = new Worker(new URL(ENTRY, import.meta.url), { workerData: settings });
    this.#worker.on('message', onProgress);
    this.done = new Promise((resolve, reject) => {
      this.#worker.once('error', (error) => {
        reject(error);
        this.#failed.abort();
      });
      this.#worker.once('exit', (code) => {
        if (code === 0 || this.#isEnded) return resolve();
        reject(new Error(`a thread of the rebuild exited with code ${code}`));
        this.#failed.abort();
      });
    });
    this.done.catch(() => {});
  }

  /** Aborts when the thread fails. */
  get failed(): AbortSignal {
    return this.#failed.signal;
  }

  /** The part is filled. */
  join(): void {
    this.#worker.postMessage('join');
  }

  /** Ends it in whatever it is doing. */
  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#worker.terminate();
  }
}
