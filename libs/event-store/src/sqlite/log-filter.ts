/**
 * How a part of the log is found, filtered or not.
 *
 * Scanning goes by windows of positions, so that a call takes a bounded time however rare the matches are. A choice
 * of categories that has few events in all (settings, say, in a log of orders) is not scanned for: their positions
 * are taken from the index of streams.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { LogFilter } from '../port.ts';
import { type Direction, EVENTS_AND_STREAMS, LOG_COLUMNS, type LogRow, prepareRows } from './event-rows.ts';
import { type RareLimits, RarePositions } from './rare-positions.ts';

export interface RowPage {
  readonly rows: readonly LogRow[];
  /** Everything that matches has been found up to here (inclusive). */
  readonly position: number;
  /** True when that is the end of the log (backwards: its start). */
  readonly isComplete: boolean;
}

export interface FilterLimits extends RareLimits {
  /** Positions that one call looks at when it scans for matches. */
  readonly window: number;
}

export const FILTER_LIMITS: FilterLimits = { window: 16_384, rareStreamsMax: 1_000, rareEventsMax: 50_000 };

export class LogFilterPlan {
  readonly #window: number;
  readonly #isFiltered: boolean;
  readonly #forward: StatementSync;
  readonly #backward: StatementSync;
  readonly #listed: StatementSync;
  readonly #names: readonly string[];
  readonly #rare: RarePositions | undefined;

  constructor(db: DatabaseSync, { categories, types }: LogFilter = {}, limits = FILTER_LIMITS) {
    this.#window = limits.window;
    const conditions: string[] = [];
    if (categories !== undefined) conditions.push(`s.category_id IN (${idsOf('categories', categories)})`);
    if (types !== undefined) conditions.push(`e.type_id IN (${idsOf('event_types', types)})`);
    const tables = categories === undefined ? 'FROM events e' : EVENTS_AND_STREAMS;
    const select = (where: string, then: string) =>
      prepareRows(
        db,
        `SELECT ${LOG_COLUMNS} ${tables} WHERE ${[where, ...conditions].join(' AND ')} ${then}`,
      );
    const range = 'e.position > ? AND e.position <= ?';
    this.#isFiltered = conditions.length > 0;
    this.#names = [...(categories ?? []), ...(types ?? [])];
    this.#forward = select(range, 'ORDER BY e.position LIMIT ?');
    this.#backward = select(range, 'ORDER BY e.position DESC LIMIT ?');
    this.#listed = select('e.position IN (SELECT value FROM json_each(?))', 'ORDER BY e.position');
    if (categories !== undefined && categories.length > 0)
      this.#rare = new RarePositions(db, categories, limits);
  }

  /** The next matches after (backwards: before) a position. `end` is the log's last position. */
  page(from: number, direction: Direction, end: number, limit: number): RowPage {
    return direction === 'forward' ? this.#forwards(from, end, limit) : this.#backwards(from, end, limit);
  }

  #forwards(after: number, end: number, limit: number): RowPage {
    const isLong = this.#isFiltered && end - after > this.#window;
    const rare = isLong ? this.#rare?.between(after, end, end) : undefined;
    if (rare !== undefined) {
      const positions = rare.slice(0, limit);
      const isComplete = positions.length === rare.length;
      return {
        rows: this.#at(positions),
        position: isComplete ? end : (positions.at(-1) ?? after),
        isComplete,
      };
    }
    const stop = isLong ? after + this.#window : end;
    const rows = this.#rows(this.#forward.all(after, stop, ...this.#names, limit));
    if (rows.length === limit) return { rows, position: rows.at(-1)?.[0] ?? after, isComplete: false };
    return { rows, position: Math.max(stop, after), isComplete: stop === end };
  }

  #backwards(before: number, end: number, limit: number): RowPage {
    const last = Math.min(before - 1, end);
    const isLong = this.#isFiltered && last >= this.#window;
    const rare = isLong ? this.#rare?.between(-1, last, end) : undefined;
    if (rare !== undefined) {
      const positions = rare.slice(Math.max(rare.length - limit, 0));
      const isComplete = positions.length === rare.length;
      const rows = this.#at(positions).reverse();
      return { rows, position: isComplete ? 0 : (positions[0] ?? before), isComplete };
    }
    const start = isLong ? last - this.#window : -1;
    const rows = this.#rows(this.#backward.all(start, last, ...this.#names, limit));
    if (rows.length === limit) return { rows, position: rows.at(-1)?.[0] ?? before, isComplete: false };
    return { rows, position: start + 1, isComplete: start === -1 };
  }

  #at(positions: readonly number[]): LogRow[] {
    return this.#rows(this.#listed.all(JSON.stringify(positions), ...this.#names));
  }

  #rows(rows: readonly unknown[]): LogRow[] {
    return rows as LogRow[];
  }
}

function idsOf(table: 'categories' | 'event_types', names: readonly string[]): string {
  return `SELECT id FROM ${table} WHERE name IN (${names.map(() => '?').join(', ')})`;
}
