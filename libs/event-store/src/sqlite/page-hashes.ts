/**
 * The hashes of the events of a page, fetched from the file when somebody asks: few do, and making a text of every
 * hash would be a fifth of what reading costs.
 */

/** Where hashes are fetched from; the log only grows, so it gives the same ones at any time. */
export interface HashSource {
  /** In hex, of the event at a position. */
  hashAt(position: number): string;
  /** In hex, of all events from one position to another (inclusive), in order. */
  hashesBetween(first: number, last: number): string[];
}

/** Whoever has asked for this many hashes of a page will want the others. */
const SINGLE_MAX = 4;

export class PageHashes {
  readonly #source: HashSource;
  readonly #first: number;
  readonly #last: number;
  #asked = 0;
  #all: string[] | undefined;

  /**
   * @param first the lowest position of the page.
   * @param count its events; where they do not stand side by side, each hash is fetched by itself.
   */
  constructor(source: HashSource, first: number, last: number, count: number) {
    this.#source = source;
    this.#first = first;
    this.#last = last;
    if (last - first + 1 !== count) this.#asked = Number.NEGATIVE_INFINITY;
  }

  /** @throws StoreError when the file cannot be read. */
  at(position: number): string {
    if (this.#all === undefined) {
      this.#asked += 1;
      if (this.#asked <= SINGLE_MAX) return this.#source.hashAt(position);
      this.#all = this.#source.hashesBetween(this.#first, this.#last);
    }
    return this.#all[position - this.#first] as string;
  }
}
