/**
 * Room for what is on its way to the server. The client queues without bounds, and what waits there for the socket
 * when the connection drops fails where nobody can catch it.
 */
interface Waiting {
  readonly bytes: number;
  readonly enter: () => void;
}

export class InFlight {
  readonly #bytesMax: number;
  readonly #countMax: number;
  #bytes = 0;
  #count = 0;
  #waiting: Waiting[] = [];

  constructor(bytesMax: number, countMax: number) {
    this.#bytesMax = bytesMax;
    this.#countMax = countMax;
  }

  /** What is on its way. */
  get bytes(): number {
    return this.#bytes;
  }

  get count(): number {
    return this.#count;
  }

  /** Takes room if there is some and nobody waits for it; true when it did. */
  tryEnter(bytes: number): boolean {
    if (this.#waiting.length > 0 || !this.#hasRoom(bytes)) return false;
    this.#take(bytes);
    return true;
  }

  /** Waits for room, first come, first served; false when there was none within `timeoutMs` milliseconds. */
  async enter(bytes: number, timeoutMs: number): Promise<boolean> {
    return this.tryEnter(bytes) || this.#wait(bytes, timeoutMs);
  }

  /** Gives room back, once for each time that it was taken. */
  leave(bytes: number): void {
    this.#bytes -= bytes;
    this.#count -= 1;
    this.#letIn();
  }

  #wait(bytes: number, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const waiting = {
        bytes,
        enter: () => {
          clearTimeout(timer);
          resolve(true);
        },
      };
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        resolve(false);
        // Whoever stands behind may be small enough.
        this.#letIn();
      }, timeoutMs);
      this.#waiting.push(waiting);
    });
  }

  #letIn(): void {
    for (
      let next = this.#waiting[0];
      next !== undefined && this.#hasRoom(next.bytes);
      next = this.#waiting[0]
    ) {
      this.#waiting.shift();
      this.#take(next.bytes);
      next.enter();
    }
  }

  /** The largest append has room alone. */
  #hasRoom(bytes: number): boolean {
    return this.#count === 0 || (this.#count < this.#countMax && this.#bytes + bytes <= this.#bytesMax);
  }

  #take(bytes: number): void {
    this.#bytes += bytes;
    this.#count += 1;
  }
}
