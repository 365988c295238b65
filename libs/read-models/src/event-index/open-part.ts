import type { Row } from '../database/tables.ts';
import type { ProjectedEvent } from '../projections/rows.ts';
import { decodeGaps, encodeGaps } from './gap-list.ts';
import { PART_SIZE, segmentOf } from './layout.ts';
import { termNumber } from './term-number.ts';
import { type Term, termsOf } from './terms.ts';

/** The rows of the part that the log's last event is in, as they grow. */
export class OpenPart {
  readonly part: number;
  readonly #positions: number[];
  #recordedMax: number;
  /** Offsets within the part, by term. */
  readonly #refs = new Map<number, number[]>();
  readonly #changed = new Set<number>();

  /** @param recordedMax latest recorded time of all events before the part. */
  constructor(
    part: number,
    recordedMax: number,
    row?: Row<'event_parts'>,
    refs: Iterable<Row<'event_refs'>> = [],
  ) {
    this.part = part;
    this.#recordedMax = row?.recorded_max ?? recordedMax;
    this.#positions = row === undefined ? [] : positionsOf(row);
    for (const { term, offsets } of refs) this.#refs.set(term, decodeGaps(offsets, 0));
  }

  get isFull(): boolean {
    return this.#positions.length === PART_SIZE;
  }

  get recordedMax(): number {
    return this.#recordedMax;
  }

  add(event: ProjectedEvent, terms: Iterable<Term> = termsOf(event)): void {
    const offset = this.#positions.length;
    this.#positions.push(Number(event.position));
    this.#recordedMax = Math.max(this.#recordedMax, event.recordedAt);
    for (const term of terms) {
      const number = termNumber(term);
      const offsets = this.#refs.get(number);
      if (offsets === undefined) this.#refs.set(number, [offset]);
      // Two terms of one event may share a number.
      else if (offsets.at(-1) !== offset) offsets.push(offset);
      this.#changed.add(number);
    }
  }

  partRow(): Row<'event_parts'> | undefined {
    const first = this.#positions[0];
    const last = this.#positions.at(-1);
    if (first === undefined || last === undefined) return undefined;
    const count = this.#positions.length;
    const isDense = last - first === count - 1;
    return {
      part: this.part,
      event_count: count,
      first_position: first,
      last_position: last,
      gaps: isDense ? null : encodeGaps(this.#positions, first),
      recorded_max: this.#recordedMax,
    };
  }

  /** The rows that changed since they were last taken. */
  takeChangedRefs(): Row<'event_refs'>[] {
    const segment = segmentOf(this.part);
    const rows = [...this.#changed].map((term) => ({
      segment,
      term,
      part: this.part,
      offsets: encodeGaps(this.#refs.get(term) ?? [], 0),
    }));
    this.#changed.clear();
    return rows;
  }
}

/** The positions of a part's events, in order. */
export function positionsOf(row: Row<'event_parts'>): number[] {
  if (row.gaps !== null) return decodeGaps(row.gaps, row.first_position);
  return Array.from({ length: row.event_count }, (_, offset) => row.first_position + offset);
}
