/**
 * The hashes of the events of a page, fetched from the file when somebody asks: few do, and making a text of every
 * hash would be a fifth of what reading costs.
 */
import type { Origin } from '../origin.ts';
import type { EventParts } from '../stored-event.ts';

/** Where parts are fetched from; the log only grows, so it gives the same ones at any time. */
export interface PartSource extends EventParts {
  /** Hashes in hex of all events from one position to another (inclusive), in order. */
  hashesBetween(first: number, last: number): string[];
}

/** Whoever has asked for this many hashes of a page will want the others. */
const SINGLE_MAX = 4;

export class PageParts implements EventParts {
  readonly #source: PartSource;
  readonly #first: number;
  readonly #last: number;
  #asked = 0;
  #all: string[] | undefined;

  /**
   * @param first the lowest position of the page.
   * @param count its events; where they do not stand side by side, each hash is fetched by itself.
   */
  constructor(source: PartSource, first: number, last: number, count: number) {
    this.#source = source;
    this.#first = first;
    this.#last = last;
    if (last - first + 1 !== count) this.#asked = Number.NEGATIVE_INFINITY;
  }

  /** @throws StoreError when the file cannot be read. */
  originAt(position: number): Origin {
    return this.#source.originAt(position);
  }

  /** @throws StoreError when the file cannot be read. */
  hashAt(position: number): string {
    if (this.#all === undefined) {
      this.#asked += 1;
      if (this.#asked <= SINGLE_MAX) return this.#source.hashAt(position);
      this.#all = this.#source.hashesBetween(this.#first, this.#last);
    }
    return this.#all[position - this.#first] as string;
  }
}
