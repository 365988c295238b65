import { describeTable, type Row } from '../database/tables.ts';
import { project } from '../projections/project.ts';
import type { HistoryTable, ProjectedTable, Rows } from '../projections/rows.ts';
import type { Appended } from './made-up-shop.ts';
import { Recorder } from './record.ts';

/** Rows in memory, for tests of projections. */
export class MemoryRows implements Rows {
  readonly #rows = new Map<string, object>();
  readonly #recorder = new Recorder();

  get<Table extends ProjectedTable>(table: Table, ...key: readonly string[]): Row<Table> | undefined {
    return this.#rows.get(JSON.stringify([table, ...key])) as Row<Table> | undefined;
  }

  put<Table extends ProjectedTable>(table: Table, row: Row<Table>): void {
    const named = row as Record<string, unknown>;
    this.#rows.set(JSON.stringify([table, ...describeTable(table).key.map((column) => named[column])]), row);
  }

  add<Table extends HistoryTable>(table: Table, row: Row<Table>): void {
    this.put(table, row);
  }

  remove(table: ProjectedTable, ...key: readonly string[]): void {
    this.#rows.delete(JSON.stringify([table, ...key]));
  }

  all<Table extends ProjectedTable>(table: Table): Row<Table>[] {
    return [...this.#rows]
      .filter(([key]) => JSON.parse(key)[0] === table)
      .map(([, row]) => row as Row<Table>);
  }

  /** Folds what was appended, as a log would have numbered it. */
  fold(...appends: readonly Appended[]): this {
    for (const event of this.#recorder.record(appends)) project(event, this);
    return this;
  }
}
