/** Those who wait for a position to show. */
export class Waiters {
  #position = -1n;
  readonly #waiting = new Set<{ readonly position: bigint; readonly settle: (shows: boolean) => void }>();

  /**
   * Whether the position shows, as soon as it does, and at the latest after `timeoutMs`.
   * @param onWait called when there is something to wait for.
   */
  waitFor(position: bigint, timeoutMs: number, onWait: () => void): Promise<boolean> {
    if (position <= this.#position) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (shows: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(waiter);
        resolve(shows);
      };
      const waiter = { position, settle };
      const timer = setTimeout(() => settle(false), timeoutMs);
      this.#waiting.add(waiter);
      onWait();
    });
  }

  /** Those who wait still. */
  get count(): number {
    return this.#waiting.size;
  }

  reached(position: bigint): void {
    this.#position = position;
    for (const waiter of this.#waiting) if (waiter.position <= position) waiter.settle(true);
  }

  /** Nothing more will show. */
  giveUp(): void {
    for (const waiter of this.#waiting) waiter.settle(false);
  }
}
