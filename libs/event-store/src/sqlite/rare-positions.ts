/**
 * The positions of all events in a choice of categories that has few.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { prepareRows } from './event-rows.ts';

/** Categories with more streams or more events than this together are not rare. */
export interface RareLimits {
  readonly rareStreamsMax: number;
  readonly rareEventsMax: number;
}

export class RarePositions {
  readonly #limits: RareLimits;
  readonly #streamCount: StatementSync;
  readonly #eventCount: StatementSync;
  readonly #positions: StatementSync;
  readonly #ranges: readonly string[];
  #known: { readonly upTo: number; readonly positions: readonly number[] } | undefined;
  /** Once they are frequent they stay so: the log only grows. */
  #areFrequent = false;

  constructor(db: DatabaseSync, categories: readonly string[], limits: RareLimits) {
    this.#limits = limits;
    // A category's streams stand side by side in the index of names: its own name, and what begins with `name-`.
    const streams = `SELECT id FROM streams WHERE ${categories.map(() => 'name = ? OR (name > ? AND name < ?)').join(' OR ')}`;
    this.#ranges = categories.flatMap((name) => [name, `${name}-`, `${name}.`]);
    this.#streamCount = prepareRows(
      db,
      `SELECT count(*) FROM (${streams} LIMIT ${limits.rareStreamsMax + 1})`,
    );
    this.#eventCount = prepareRows(
      db,
      `SELECT sum((SELECT max(revision) + 1 FROM events WHERE stream_id = id)) FROM (${streams})`,
    );
    this.#positions = prepareRows(
      db,
      `SELECT position FROM events INDEXED BY events_by_stream WHERE stream_id IN (${streams}) ORDER BY position`,
    );
  }

  /**
   * Sorted positions p with `after < p <= upTo`; undefined where the categories are not rare. `end` is the log's last
   * position.
   */
  between(after: number, upTo: number, end: number): readonly number[] | undefined {
    if (this.#known === undefined || this.#known.upTo < end) {
      if (this.#areFrequent || !this.#areRare()) return undefined;
      const rows = this.#positions.all(...this.#ranges) as unknown as [number][];
      this.#known = { upTo: end, positions: rows.map(([position]) => position) };
    }
    const { positions } = this.#known;
    return positions.slice(firstAbove(positions, after), firstAbove(positions, upTo));
  }

  #areRare(): boolean {
    const { rareStreamsMax, rareEventsMax } = this.#limits;
    this.#areFrequent =
      this.#number(this.#streamCount) > rareStreamsMax || this.#number(this.#eventCount) > rareEventsMax;
    if (this.#areFrequent) this.#known = undefined;
    return !this.#areFrequent;
  }

  #number(statement: StatementSync): number {
    return (statement.get(...this.#ranges) as unknown as [number | null])[0] ?? 0;
  }
}

/** Index of the first of the sorted numbers that is greater than `bound`. */
function firstAbove(sorted: readonly number[], bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) > bound) high = middle;
    else low = middle + 1;
  }
  return low;
}
