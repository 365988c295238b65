import type { RowStore } from '../database/row-store.ts';
import type { Row } from '../database/tables.ts';
import type { ProjectedEvent } from '../projections/rows.ts';

/**
 * The streams whose events cannot be folded from some revision on. Their events stay in the log: a row says from
 * which on they wait, and why. Other streams go on, since no two streams write the same row.
 */
export class ParkedStreams {
  readonly #store: RowStore;
  readonly #rows = new Map<string, Row<'parked_streams'>>();
  readonly #changed = new Set<string>();

  constructor(store: RowStore) {
    this.#store = store;
  }

  get count(): number {
    return this.#rows.size;
  }

  async load(): Promise<void> {
    const rows = await this.#store.all('parked_streams');
    this.#rows.clear();
    this.#changed.clear();
    for (const row of rows) this.#rows.set(row.stream, row);
  }

  get(stream: string): Row<'parked_streams'> | undefined {
    return this.#rows.get(stream);
  }

  streams(): string[] {
    return [...this.#rows.keys()];
  }

  /** An event that failed: it and what follows it in its stream wait. */
  park(event: ProjectedEvent, error: unknown): void {
    const { stream, revision, type, position } = event;
    const last = this.#rows.get(stream)?.last_revision ?? revision;
    this.#change({
      stream,
      revision,
      position: Number(position),
      last_revision: Math.max(last, revision),
      event_type: type,
      error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    });
  }

  /** A later event of a stream that is parked: it waits its turn. */
  extend({ stream, revision }: ProjectedEvent): void {
    const row = this.#rows.get(stream);
    if (row !== undefined) this.#change({ ...row, last_revision: revision });
  }

  /** The stream's first event that waited has been folded; the next one waits. */
  advance({ stream, revision }: ProjectedEvent): void {
    const row = this.#rows.get(stream);
    if (row !== undefined) this.#change({ ...row, revision: revision + 1 });
  }

  /** Nothing of the stream waits any more. */
  release(stream: string): void {
    this.#rows.delete(stream);
    this.#changed.add(stream);
  }

  /** Writes what changed, within the caller's transaction. */
  async flush(): Promise<void> {
    const changed = [...this.#changed];
    this.#changed.clear();
    const rows = changed.flatMap((stream) => this.#rows.get(stream) ?? []);
    const gone = changed.filter((stream) => !this.#rows.has(stream));
    if (gone.length > 0)
      await this.#store.remove(
        'parked_streams',
        gone.map((stream) => [stream]),
      );
    if (rows.length > 0) await this.#store.put('parked_streams', rows);
  }

  #change(row: Row<'parked_streams'>): void {
    this.#rows.set(row.stream, row);
    this.#changed.add(row.stream);
  }
}
