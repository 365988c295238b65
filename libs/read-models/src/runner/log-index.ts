import type { RowStore } from '../database/row-store.ts';
import type { Row } from '../database/tables.ts';
import { PART_SIZE, partOf, segmentOf } from '../event-index/layout.ts';
import { OpenPart } from '../event-index/open-part.ts';
import type { ProjectedEvent } from '../projections/rows.ts';
import type { Checkpoint } from './checkpoint.ts';

/** Writes the index of the log as it grows. Whatever becomes of an event elsewhere, it is found here. */
export class LogIndex {
  readonly #store: RowStore;
  #open = new OpenPart(0, 0);
  #full: OpenPart[] = [];

  constructor(store: RowStore) {
    this.#store = store;
  }

  get recordedMax(): number {
    return this.#open.recordedMax;
  }

  /** Takes up the index where the database has it. */
  async load({ eventCount, recordedMax }: Checkpoint): Promise<void> {
    const part = partOf(eventCount);
    const [row] = eventCount % PART_SIZE === 0 ? [] : await this.#store.fetch('event_parts', [[part]]);
    const refs = row === undefined ? [] : await this.#store.refsOfPart(part);
    this.#open = new OpenPart(part, recordedMax, row, refs);
    this.#full = [];
  }

  add(event: ProjectedEvent): void {
    if (this.#open.isFull) {
      this.#full.push(this.#open);
      this.#open = new OpenPart(this.#open.part + 1, this.#open.recordedMax);
    }
    this.#open.add(event);
  }

  /** Writes what is new, within the caller's transaction. */
  async flush(): Promise<void> {
    const segments = new Set<number>();
    const parts: Row<'event_parts'>[] = [];
    const refs: Row<'event_refs'>[] = [];
    for (const part of [...this.#full, this.#open]) {
      const row = part.partRow();
      if (row === undefined) continue;
      segments.add(segmentOf(part.part));
      parts.push(row);
      for (const ref of part.takeChangedRefs()) refs.push(ref);
    }
    this.#full = [];
    if (parts.length === 0) return;
    const segmentRows = Array.from(segments, (segment) => ({ segment }));
    await this.#store.put('event_segments', segmentRows);
    await this.#store.put('event_parts', parts);
    // Neighbours are written one after the other.
    await this.#store.put(
      'event_refs',
      refs.sort((a, b) => a.id - b.id),
    );
  }
}
