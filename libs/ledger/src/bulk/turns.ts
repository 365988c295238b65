/** What an item touches: streams by name, or possibly anything. */
export type Touched = readonly string[] | 'all';

export interface Turn {
  /** Resolves when everything that came before and touches the same has ended. */
  readonly come: Promise<unknown>;
  /** Safe to call twice. */
  end(): void;
}

/** Lets those go at once that touch nothing in common, and all others one after the other as they came. */
export class Turns {
  /** The last to touch a stream, as long as it has not ended. */
  readonly #last = new Map<string, Promise<void>>();
  /** The last that touches all, and those that came after it and have not ended. */
  #barrier: Promise<void> = Promise.resolve();
  #sinceBarrier = new Set<Promise<void>>();
  /** Those that touch all and have not ended. */
  readonly #barriers = new Set<Promise<void>>();

  /** Whether somebody may touch the stream now, or waits to. */
  isTouched(stream: string): boolean {
    return this.#barriers.size > 0 || this.#last.has(stream);
  }

  take(touched: Touched): Turn {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    if (touched === 'all') {
      this.#barriers.add(ended);
      const end = () => {
        this.#barriers.delete(ended);
        resolve();
      };
      return { come: this.#afterAll(ended), end };
    }
    const come = this.#afterThose(touched, ended);
    const end = () => {
      this.#sinceBarrier.delete(ended);
      for (const stream of touched) {
        if (this.#last.get(stream) === ended) this.#last.delete(stream);
      }
      resolve();
    };
    return { come, end };
  }

  #afterAll(ended: Promise<void>): Promise<unknown> {
    const come =
      this.#sinceBarrier.size === 0 ? this.#barrier : Promise.all([this.#barrier, ...this.#sinceBarrier]);
    this.#barrier = ended;
    this.#sinceBarrier = new Set();
    return come;
  }

  #afterThose(streams: readonly string[], ended: Promise<void>): Promise<unknown> {
    const earlier = streams.flatMap((stream) => this.#last.get(stream) ?? []);
    for (const stream of streams) this.#last.set(stream, ended);
    this.#sinceBarrier.add(ended);
    return Promise.all([this.#barrier, ...earlier]);
  }
}
