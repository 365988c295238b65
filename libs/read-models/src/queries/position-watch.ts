import { setTimeout as delay } from 'node:timers/promises';
import { Waiters } from '../runner/waiters.ts';

/** Between two looks at how far the read models have come, while somebody waits, in milliseconds. */
const LOOK_MS = 10;

/**
 * Waits for positions that the projector of another process makes show: one look at a time, however many wait, and
 * none while nobody does.
 */
export class PositionWatch {
  readonly #position: () => Promise<bigint>;
  readonly #waiters = new Waiters();
  #isLooking = false;

  /** @param position how far the read models have come; may reject, which counts as no news. */
  constructor(position: () => Promise<bigint>) {
    this.#position = position;
  }

  /** Whether the position shows, as soon as it does, and at the latest after `timeoutMs`. */
  waitFor(position: bigint, timeoutMs: number): Promise<boolean> {
    return this.#waiters.waitFor(position, timeoutMs, () => void this.#look());
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    while (this.#waiters.count > 0) {
      try {
        this.#waiters.reached(await this.#position());
      } catch {
        // Who waits is told in time that the position does not show.
      }
      if (this.#waiters.count > 0) await delay(LOOK_MS);
    }
    this.#isLooking = false;
  }
}
