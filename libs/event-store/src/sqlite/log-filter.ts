/**
 * How a filtered part of the log is found.
 *
 * Scanning goes by windows of positions, so that a call takes a bounded time however rare the matches are. A choice
 * of categories that has few events in all (settings, say, in a log of orders) is not scanned for: their positions
 * are taken from the index of streams in one go.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { LogFilter } from '../port.ts';
import type { Direction } from './log-reader.ts';

export interface RowPage {
  readonly rows: readonly unknown[];
  readonly position: number;
  readonly complete: boolean;
}

/** Positions that one call looks at when it filters. */
const WINDOW = 16_384;
/** A category with more streams, or more events, is scanned for. */
const RARE_STREAMS_MAX = 1_000;
const RARE_EVENTS_MAX = 50_000;

export class LogFilterPlan {
  readonly #filtered: boolean;
  readonly #forward: StatementSync;
  readonly #backward: StatementSync;
  readonly #values: readonly string[];
  readonly #rare: RarePositions | undefined;

  constructor(db: DatabaseSync, filter: LogFilter | undefined, columns: string, from: string) {
    const { categories, types } = filter ?? {};
    const conditions = [
      ...(categories === undefined
        ? []
        : [`s.category_id IN (SELECT id FROM categories WHERE name IN (${marks(categories)}))`]),
      ...(types === undefined
        ? []
        : [`e.type_id IN (SELECT id FROM event_types WHERE name IN (${marks(types)}))`]),
    ];
    this.#filtered = conditions.length > 0;
    this.#values = [...(categories ?? []), ...(types ?? [])];
    const select = `SELECT ${columns} ${from}
      WHERE e.position > ? AND e.position <= ? ${conditions.map((one) => `AND ${one}`).join(' ')}`;
    this.#forward = prepare(db, `${select} ORDER BY e.position LIMIT ?`);
    this.#backward = prepare(db, `${select} ORDER BY e.position DESC LIMIT ?`);
    if (categories !== undefined) this.#rare = new RarePositions(db, categories);
  }

  /** `end` is the log's last position. */
  page(after: number, direction: Direction, end: number, limit: number): RowPage {
    return direction === 'forward'
      ? this.#pageForward(after, end, limit)
      : this.#pageBackward(after, end, limit);
  }

  #pageForward(after: number, end: number, limit: number): RowPage {
    let start = after;
    let stop = end;
    if (this.#filtered && end - after > WINDOW) {
      const rare = this.#rare?.between(after, end);
      if (rare === undefined) stop = after + WINDOW;
      else {
        // From the first match on, as far as the page can hold.
        start = (rare[0] ?? end + 1) - 1;
        stop = Math.min(rare[limit - 1] ?? end, start + WINDOW);
        if (rare.length === 0) return { rows: [], position: end, complete: true };
      }
    }
    const rows = this.#forward.all(start, stop, ...this.#values, limit);
    const position = rows.length === limit ? positionOf(rows.at(-1)) : Math.max(stop, after);
    return { rows, position, complete: rows.length < limit && stop === end };
  }

  #pageBackward(before: number, end: number, limit: number): RowPage {
    const stop = Math.min(before - 1, end);
    let start = -1;
    if (this.#filtered && stop + 1 > WINDOW) {
      const rare = this.#rare?.between(-1, stop);
      start = stop - WINDOW;
      if (rare !== undefined) {
        const last = rare.at(-1);
        if (last === undefined) return { rows: [], position: 0, complete: true };
        const rows = this.#backward.all(Math.max(last - WINDOW, -1), last, ...this.#values, limit);
        const position = rows.length === limit ? positionOf(rows.at(-1)) : Math.max(last - WINDOW + 1, 0);
        return { rows, position, complete: rows.length < limit && last - WINDOW <= -1 };
      }
    }
    const rows = this.#backward.all(start, stop, ...this.#values, limit);
    const position = rows.length === limit ? positionOf(rows.at(-1)) : start + 1;
    return { rows, position, complete: rows.length < limit && start === -1 };
  }
}

/** The positions of all events in categories that have few. */
class RarePositions {
  readonly #streams: StatementSync;
  readonly #count: StatementSync;
  readonly #positions: StatementSync;
  readonly #ranges: readonly string[];
  #known: { readonly upTo: number; readonly positions: readonly number[] } | undefined;
  /** Set once the categories turned out to be frequent: the log only grows. */
  #frequent = false;

  constructor(db: DatabaseSync, categories: readonly string[]) {
    // A category's streams stand side by side in the index of names: its own name, and what begins with `name-`.
    const range = 'name = ? OR (name > ? AND name < ?)';
    const streams = `SELECT id FROM streams WHERE ${categories.map(() => range).join(' OR ')}`;
    this.#ranges = categories.flatMap((name) => [name, `${name}-`, `${name}.`]);
    this.#streams = prepare(db, `SELECT count(*) FROM (${streams} LIMIT ${RARE_STREAMS_MAX + 1})`);
    this.#count = prepare(
      db,
      `SELECT sum((SELECT max(revision) + 1 FROM events WHERE stream_id = id)) FROM (${streams})`,
    );
    this.#positions = prepare(
      db,
      `SELECT position FROM events INDEXED BY events_by_stream WHERE stream_id IN (${streams}) ORDER BY position`,
    );
  }

  /** Positions with `after < position <= end`; undefined where scanning is better. */
  between(after: number, end: number): readonly number[] | undefined {
    if (this.#frequent) return undefined;
    if (this.#known === undefined || this.#known.upTo < end) {
      if (this.#number(this.#streams) > RARE_STREAMS_MAX || this.#number(this.#count) > RARE_EVENTS_MAX) {
        this.#frequent = true;
        this.#known = undefined;
        return undefined;
      }
      const positions = this.#positions.all(...this.#ranges).map(positionOf);
      this.#known = { upTo: end, positions };
    }
    const { positions } = this.#known;
    return positions.slice(firstAbove(positions, after), firstAbove(positions, end));
  }

  #number(statement: StatementSync): number {
    return Number((statement.get(...this.#ranges) as unknown as [number | null])[0] ?? 0);
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

function positionOf(row: unknown): number {
  return (row as [number])[0];
}

function marks(values: readonly string[]): string {
  return values.map(() => '?').join(', ');
}

function prepare(db: DatabaseSync, sql: string): StatementSync {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}
