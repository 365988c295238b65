import { setTimeout as delay } from 'node:timers/promises';

/** A transaction of fewer events than this is no sign of load: the next one starts at once. */
const BUSY_EVENTS_MIN = 64;
/**
 * Under load, how long events gather: each level that they change is then written once, and the writer of the log has
 * the processor's time. Nobody who waits for a position waits for this.
 */
const GATHER_MS = 100;

/** When the projector pauses between transactions, and who cuts it short. */
export class Pace {
  #wanted = -1n;
  #wake: AbortController | undefined;

  /** Somebody waits for this position: no pause before it shows. */
  hurry(position: bigint): void {
    if (position <= this.#wanted) return;
    this.#wanted = position;
    this.#wake?.abort();
  }

  /** Waits after a transaction of so many events, which reached `position`. */
  async pause(events: number, position: number, signal: AbortSignal): Promise<void> {
    if (events < BUSY_EVENTS_MIN || this.#wanted > BigInt(position)) return;
    this.#wake = new AbortController();
    const ended = AbortSignal.any([signal, this.#wake.signal]);
    await delay(GATHER_MS, undefined, { signal: ended }).catch(() => {});
    this.#wake = undefined;
  }
}
