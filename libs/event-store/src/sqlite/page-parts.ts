/**
 * What the events of a page have besides their own rows, fetched from the file when somebody asks: of hashes few do,
 * and making a text of every one would be a fifth of what reading costs; origins mostly stand in the page itself.
 */
import { type Origin, sharedOf } from '../origin.ts';
import type { RecordedEvent } from '../port.ts';
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
  readonly #events: readonly RecordedEvent[];
  /** The page that was read before this one: what an event follows from mostly stands in one of the two. */
  #before: PageParts | undefined;
  #asked = 0;
  #all: string[] | undefined;

  /**
   * @param first the lowest position of the page.
   * @param events in the order of the page; where they do not stand side by side, each hash is fetched by itself.
   */
  constructor(
    source: PartSource,
    first: number,
    last: number,
    events: readonly RecordedEvent[],
    before?: PageParts,
  ) {
    this.#source = source;
    this.#first = first;
    this.#last = last;
    this.#events = events;
    this.#before = before;
    // No more than two are kept.
    if (before !== undefined) before.#before = undefined;
    if (last - first + 1 !== events.length) this.#asked = Number.NEGATIVE_INFINITY;
  }

  /** @throws StoreError when the file cannot be read. */
  originAt(position: number): Origin {
    const event = this.eventAt(position) ?? this.#before?.eventAt(position);
    return event === undefined ? this.#source.originAt(position) : originOf(event);
  }

  private eventAt(position: number): RecordedEvent | undefined {
    const there = this.#events[position - this.#first];
    return there !== undefined && Number(there.position) === position ? there : undefined;
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

const originOf = ({ stream, revision, metadata }: RecordedEvent): Origin => ({
  stream,
  revision,
  shared: sharedOf(metadata),
});
