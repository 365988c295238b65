/**
 * Gives calls up that take too long. They may all take equally long, so they run out in the order in which they began,
 * and one timer does for all: a timer for each costs as much as what it guards.
 */
interface Call {
  /** As `performance.now()` counts. */
  readonly end: number;
  readonly giveUp: (error: Error) => void;
}

export class Deadlines {
  readonly #timeoutMs: number;
  /** The eldest first. */
  readonly #calls = new Set<Call>();
  #timer: NodeJS.Timeout | undefined;

  /** @param timeoutMs how long each may take, in milliseconds. */
  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** As the promise ends; rejected when it takes too long. */
  within<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const call: Call = { end: performance.now() + this.#timeoutMs, giveUp: reject };
      this.#calls.add(call);
      if (this.#timer === undefined) this.#lookIn(this.#timeoutMs);
      promise.then(
        (value) => {
          this.#calls.delete(call);
          resolve(value);
        },
        (error) => {
          this.#calls.delete(call);
          reject(error);
        },
      );
    });
  }

  #lookIn(ms: number): void {
    // The connection keeps the process for as long as a call is under way.
    this.#timer = setTimeout(() => this.#look(), ms).unref();
  }

  #look(): void {
    this.#timer = undefined;
    const now = performance.now();
    for (const call of this.#calls) {
      if (call.end > now) {
        this.#lookIn(call.end - now);
        return;
      }
      this.#calls.delete(call);
      call.giveUp(new Error(`no answer within ${this.#timeoutMs} ms`));
    }
  }
}
