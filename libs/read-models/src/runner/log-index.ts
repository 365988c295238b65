import type { RowStatements } from '../database/row-statements.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import type { Row } from '../database/tables.ts';
import { IDS_PER_SEGMENT, PART_SIZE, PARTS_PER_SEGMENT, partOf, segmentOf } from '../event-index/layout.ts';
import { OpenPart } from '../event-index/open-part.ts';
import type { ProjectedEvent } from '../projections/rows.ts';
import type { Checkpoint } from './checkpoint.ts';

/** Writes the index of the log as it grows. Whatever becomes of an event elsewhere, it is found here. */
export class LogIndex {
  readonly #database: SqliteDatabase;
  readonly #statements: RowStatements;
  #open = new OpenPart(0, 0);
  #full: OpenPart[] = [];

  constructor(database: SqliteDatabase, statements: RowStatements) {
    this.#database = database;
    this.#statements = statements;
  }

  get recordedMax(): number {
    return this.#open.recordedMax;
  }

  /** Takes up the index where the database has it. */
  load({ eventCount, recordedMax }: Checkpoint): void {
    const part = partOf(eventCount);
    const row = eventCount % PART_SIZE === 0 ? undefined : this.#statements.get('event_parts', [part]);
    this.#open = new OpenPart(part, recordedMax, row, row === undefined ? [] : this.#refsOf(part));
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
  flush(): void {
    const refs: Row<'event_refs'>[] = [];
    for (const part of [...this.#full, this.#open]) {
      const row = part.partRow();
      if (row === undefined) continue;
      this.#statements.put('event_segments', [{ segment: segmentOf(part.part) }]);
      this.#statements.put('event_parts', [row]);
      for (const ref of part.takeChangedRefs()) refs.push(ref);
    }
    // Neighbours are written one after the other.
    this.#statements.put(
      'event_refs',
      refs.sort((a, b) => a.id - b.id),
    );
    this.#full = [];
  }

  #refsOf(part: number): Row<'event_refs'>[] {
    // Rows stand by term within a segment: this reads the segment's rows, once, when the index is taken up.
    const statement = this.#database.connection.prepare(
      'SELECT id, offsets FROM event_refs WHERE id >= ? AND id < ? AND id % ? = ?',
    );
    const start = segmentOf(part) * IDS_PER_SEGMENT;
    const within = part % PARTS_PER_SEGMENT;
    const rows = statement.all(start, start + IDS_PER_SEGMENT, PARTS_PER_SEGMENT, within);
    return rows as unknown as Row<'event_refs'>[];
  }
}
