import type { RowStore } from '../database/row-store.ts';
import type { Row } from '../database/tables.ts';
import { type NeedVisitor, visitNeeds } from '../projections/needs.ts';
import type { HistoryTable, ProjectedEvent, ProjectedTable, Rows } from '../projections/rows.ts';
import { AddedRows } from './added-rows.ts';
import { type CachedRow, CachedTable, keyText } from './cached-table.ts';

interface Undo {
  readonly cached: CachedRow;
  readonly before: object | null | undefined;
}

/**
 * The rows between the projections and the database: read when first asked for, kept, and written once for all the
 * events that changed them.
 */
export class CachedRows implements Rows {
  readonly #store: RowStore;
  readonly #tables = new Map<ProjectedTable, CachedTable>();
  readonly #added = new Map<HistoryTable, AddedRows>();
  readonly #undo: Undo[] = [];

  constructor(store: RowStore) {
    this.#store = store;
  }

  get<Table extends ProjectedTable>(table: Table, ...key: readonly string[]): Row<Table> | undefined {
    return (this.#table(table).get(key) ?? undefined) as Row<Table> | undefined;
  }

  put<Table extends ProjectedTable>(table: Table, row: Row<Table>): void {
    const cached = this.#table(table);
    cached.check(row);
    this.#change(cached, cached.entryOf(cached.keyOf(row)), row);
  }

  remove(table: ProjectedTable, ...key: readonly string[]): void {
    const cached = this.#table(table);
    this.#change(cached, cached.entryOf(keyText(key)), null);
  }

  add<Table extends HistoryTable>(table: Table, row: Row<Table>): void {
    let added = this.#added.get(table);
    if (added === undefined) {
      added = new AddedRows(table, this.#store);
      this.#added.set(table, added);
    }
    added.add(row);
  }

  /** From here on changes may be taken back. */
  begin(): void {
    this.#undo.length = 0;
    for (const added of this.#added.values()) added.begin();
  }

  /** Takes back what has changed since `begin`: the rows are as if the event had not been. */
  undo(): void {
    for (const { cached, before } of this.#undo.reverse()) cached.row = before;
    this.#undo.length = 0;
    for (const added of this.#added.values()) added.undo();
  }

  /** Writes every changed row once, within the caller's transaction. */
  async flush(): Promise<void> {
    for (const table of this.#tables.values()) await table.flush();
    for (const added of this.#added.values()) await added.flush();
  }

  /** Fetches what folding the events will most likely ask for, with one look at each table. */
  async prefetch(events: readonly ProjectedEvent[], withCommands: boolean): Promise<void> {
    const wanted = new Map<ProjectedTable, Map<string, readonly string[]>>();
    for (const event of events) {
      const need: NeedVisitor = (table, key) => {
        if (this.#table(table).knows(key)) return;
        const keys = wanted.get(table) ?? new Map<string, readonly string[]>();
        wanted.set(table, keys.set(keyText(key), key));
      };
      visitNeeds(event, need);
      if (withCommands) need('command_events', [event.metadata.commandId, event.stream]);
    }
    for (const [table, keys] of wanted) await this.#table(table).fetch([...keys.values()]);
  }

  /** Fetches a row that {@link get} had not at hand. */
  async fetch(table: ProjectedTable, key: readonly string[]): Promise<void> {
    await this.#table(table).fetch([key]);
  }

  /** Forgets everything, changes too: the database has other rows now. */
  clear(): void {
    this.#tables.clear();
    this.#added.clear();
    this.#undo.length = 0;
  }

  #change(table: CachedTable, cached: CachedRow, row: object | null): void {
    this.#undo.push({ cached, before: cached.row });
    table.change(cached, row);
  }

  #table(name: ProjectedTable): CachedTable {
    let table = this.#tables.get(name);
    if (table === undefined) {
      table = new CachedTable(name, this.#store);
      this.#tables.set(name, table);
    }
    return table;
  }
}
