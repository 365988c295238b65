import { rowCheck } from '../database/check-row.ts';
import type { RowStore } from '../database/row-store.ts';
import { describeTable, type Row } from '../database/tables.ts';
import type { HistoryTable } from '../projections/rows.ts';

/** New rows of a table that only grows: kept until they are written, and no longer. */
export class AddedRows {
  readonly #table: HistoryTable;
  readonly #store: RowStore;
  readonly #key: readonly string[];
  readonly #check;
  #rows: object[] = [];
  /** From here on they are of the event that is being folded. */
  #begun = 0;

  constructor(table: HistoryTable, store: RowStore) {
    this.#table = table;
    this.#store = store;
    this.#key = describeTable(table).key;
    this.#check = rowCheck(table);
  }

  begin(): void {
    this.#begun = this.#rows.length;
  }

  /** Takes back what was added since `begin`. */
  undo(): void {
    this.#rows.length = this.#begun;
  }

  /** In the place of one with the same key: only rows of the same event can have it. */
  add(row: object): void {
    this.#check(row);
    for (let i = this.#begun; i < this.#rows.length; i++) {
      if (!this.#haveOneKey(this.#rows[i] as object, row)) continue;
      this.#rows[i] = row;
      return;
    }
    this.#rows.push(row);
  }

  async flush(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    this.#begun = 0;
    if (rows.length > 0) await this.#store.put(this.#table, rows as Row<HistoryTable>[]);
  }

  #haveOneKey(a: object, b: object): boolean {
    const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
    return this.#key.every((column) => one[column] === other[column]);
  }
}
