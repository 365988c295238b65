import { Worker } from 'node:worker_threads';
import type { ReadModelsAddress } from '../database/address.ts';
import type { LogAddress } from './event-source.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts';
import type { RetryResult } from './retry-parked.ts';
import { type ProjectorStatus, STARTING } from './status.ts';
import { Waiters } from './waiters.ts';

export interface ProjectorOptions {
  /** The log; it must exist. */
  readonly log: LogAddress;
  /** Where the read models are; made where there are none. */
  readonly readModels: ReadModelsAddress;
}

/** The projector in its thread. */
export interface Projector {
  /**
   * Whether everything up to `position` shows in the read models, as soon as it does; false when it does not within
   * `timeoutMs` milliseconds. Asks no database.
   */
  waitFor(position: bigint, timeoutMs: number): Promise<boolean>;
  status(): ProjectorStatus;
  /** Calls back at each change of the status. @returns what ends that. */
  onProgress(listener: (status: ProjectorStatus) => void): () => void;
  /** Builds the read models anew beside the live ones; resolves once the new ones answer. */
  rebuild(): Promise<void>;
  /** Tries parked streams again: the one named, or all. */
  retryParked(stream?: string): Promise<readonly RetryResult[]>;
  /** Ends the thread after the transaction it is in. */
  stop(): Promise<void>;
}

const ENTRY = import.meta.url.endsWith('.ts') ? './projector.worker.ts' : './projector.worker.js';
/** How long after its death the thread is started anew. */
const RESTART_MS = 500;

/** Starts the projector in a thread of its own beside the writer. Resolves once it has opened log and read models. */
export async function startProjector(options: ProjectorOptions): Promise<Projector> {
  const thread = new ProjectorThread(options);
  await thread.start();
  return thread;
}

interface Request {
  readonly resolve: (results: readonly RetryResult[]) => void;
  readonly reject: (error: Error) => void;
}

class ProjectorThread implements Projector {
  readonly #settings: WorkerSettings;
  readonly #waiters = new Waiters();
  readonly #listeners = new Set<(status: ProjectorStatus) => void>();
  readonly #requests = new Map<number, Request>();
  #worker: Worker | undefined;
  #exited: Promise<void> = Promise.resolve();
  #status: ProjectorStatus = STARTING;
  #lastRequest = 0;
  #stopping = false;

  constructor({ log, readModels }: ProjectorOptions) {
    this.#settings = { log, readModels };
  }

  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#spawn(resolve, (error) => {
        // What cannot be opened at first is the caller's to mend.
        if (this.#status === STARTING) this.#stopping = true;
        reject(error);
      });
    });
  }

  waitFor(position: bigint, timeoutMs: number): Promise<boolean> {
    return this.#waiters.waitFor(position, timeoutMs, () => this.#post({ kind: 'hurry', position }));
  }

  status(): ProjectorStatus {
    return this.#status;
  }

  onProgress(listener: (status: ProjectorStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async rebuild(): Promise<void> {
    await this.#ask((request) => ({ kind: 'rebuild', request }));
  }

  retryParked(stream?: string): Promise<readonly RetryResult[]> {
    return this.#ask((request) => ({ kind: 'retry', request, ...(stream === undefined ? {} : { stream }) }));
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#post({ kind: 'stop' });
    await this.#exited;
    this.#waiters.giveUp();
  }

  #spawn(onOpen: () => void, onFailure: (error: Error) => void): void {
    const worker = new Worker(new URL(ENTRY, import.meta.url), { workerData: this.#settings });
    this.#worker = worker;
    let cause = new Error('the projector ended');
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'status') onOpen();
      this.#take(message);
    });
    worker.on('error', (error) => {
      cause = error instanceof Error ? error : new Error(String(error));
    });
    this.#exited = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#worker = undefined;
        onFailure(cause);
        this.#ended(cause);
        resolve();
      });
    });
  }

  #take(message: FromWorker): void {
    if (message.kind === 'status') this.#show(message.status);
    else {
      const request = this.#requests.get(message.request);
      this.#requests.delete(message.request);
      if (message.kind === 'answer') request?.resolve(message.results);
      else request?.reject(new Error(message.message));
    }
  }

  #show(status: ProjectorStatus): void {
    this.#status = status;
    this.#waiters.reached(status.position);
    for (const listener of this.#listeners) listener(status);
  }

  /** A thread that dies of itself is started anew: the read models stand at their checkpoint. */
  #ended(cause: Error): void {
    for (const { reject } of this.#requests.values()) reject(cause);
    this.#requests.clear();
    if (this.#stopping) return;
    this.#show({ ...this.#status, state: 'stalled', failure: cause.message });
    const restart = setTimeout(() => {
      if (!this.#stopping)
        this.#spawn(
          () => {},
          () => {},
        );
    }, RESTART_MS);
    restart.unref();
  }

  #ask(message: (request: number) => ToWorker): Promise<readonly RetryResult[]> {
    const request = ++this.#lastRequest;
    return new Promise((resolve, reject) => {
      if (this.#worker === undefined) {
        reject(new Error('the projector is not running'));
        return;
      }
      this.#requests.set(request, { resolve, reject });
      this.#post(message(request));
    });
  }

  #post(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }
}
