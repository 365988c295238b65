/** How many go on in one turn: enough to fill a flush well, few enough that deciding and flushing overlap. */
const PER_TURN = 32;

/**
 * Lets callers go on in groups, some turns of the event loop apart.
 *
 * All that one flush made durable could be answered at once. But callers who were answered together send their next
 * commands together: those are decided while nothing is flushed, then flushed while nothing is decided. In groups,
 * what the first one has decided is on its way to the disk while the second one is answered.
 */
export class Turnstile {
  #passed = 0;
  #waiting: (() => void)[] = [];

  /** Undefined: go on at once. */
  pass(): Promise<void> | undefined {
    if (this.#passed === 0) this.#openLater();
    if (this.#passed < PER_TURN) {
      this.#passed += 1;
      return undefined;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** After the next turn, in which the store hands over what was staged in this one. */
  #openLater(): void {
    setImmediate(() => setImmediate(() => this.#open()));
  }

  #open(): void {
    const group = this.#waiting.splice(0, PER_TURN);
    this.#passed = group.length;
    if (group.length > 0) this.#openLater();
    for (const goOn of group) goOn();
  }
}
