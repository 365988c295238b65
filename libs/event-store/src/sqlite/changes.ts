/**
 * The news that the log has grown, for those who follow it.
 */
import { setTimeout as delay } from 'node:timers/promises';

export interface Changes {
  /** To be taken before reading: what happens after it is not missed. */
  token(): number;
  /** Resolves once the token would be another; rejects when aborted. */
  changed(since: number, signal: AbortSignal): Promise<void>;
}

/** In the writer's thread: told of each commit. */
export class CommitChanges implements Changes {
  #position = -1;
  #waiting = new Set<() => void>();

  committed(position: number): void {
    this.#position = position;
    const woken = this.#waiting;
    this.#waiting = new Set();
    for (const wake of woken) wake();
  }

  token(): number {
    return this.#position;
  }

  changed(since: number, signal: AbortSignal): Promise<void> {
    if (this.#position !== since) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const wake = () => {
        signal.removeEventListener('abort', stop);
        resolve();
      };
      const stop = () => {
        this.#waiting.delete(wake);
        reject(signal.reason);
      };
      if (signal.aborted) return stop();
      signal.addEventListener('abort', stop, { once: true });
      this.#waiting.add(wake);
    });
  }
}

/** In another thread or process: asks the file, which answers from memory that the processes share. */
export class PolledChanges implements Changes {
  readonly #version: () => number;
  readonly #intervalMs: number;

  constructor(version: () => number, intervalMs: number) {
    this.#version = version;
    this.#intervalMs = intervalMs;
  }

  token(): number {
    return this.#version();
  }

  async changed(since: number, signal: AbortSignal): Promise<void> {
    while (this.#version() === since) await delay(this.#intervalMs, undefined, { signal, ref: true });
  }
}
