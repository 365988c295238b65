import type { RowStatements } from '../database/row-statements.ts';
import { describeTable, type Row } from '../database/tables.ts';
import type { ProjectedTable, Rows } from '../projections/rows.ts';

/** A changed row. */
interface Entry {
  /** Null: there is no such row. */
  readonly row: object | null;
}

interface Undo {
  readonly table: CachedTable;
  readonly key: string;
  readonly changedBefore: Entry | undefined;
}

/** Size above which rows not used lately are forgotten, counted in characters of their texts. */
const CACHE_SIZE_MAX = 16_000_000;

/**
 * The rows between the projections and the database: read when first asked for, kept, and written once for all the
 * events that changed them.
 */
export class CachedRows implements Rows {
  readonly #statements: RowStatements;
  readonly #tables = new Map<ProjectedTable, CachedTable>();
  readonly #undo: Undo[] = [];

  constructor(statements: RowStatements) {
    this.#statements = statements;
  }

  get<Table extends ProjectedTable>(table: Table, ...key: readonly string[]): Row<Table> | undefined {
    return (this.#table(table).get(key) ?? undefined) as Row<Table> | undefined;
  }

  put<Table extends ProjectedTable>(table: Table, row: Row<Table>): void {
    const cached = this.#table(table);
    this.#change(cached, cached.keyOf(row), row);
  }

  remove(table: ProjectedTable, ...key: readonly string[]): void {
    this.#change(this.#table(table), joined(key), null);
  }

  /** From here on changes may be taken back. */
  begin(): void {
    this.#undo.length = 0;
  }

  /** Takes back what has changed since `begin`: the rows are as if the event had not been. */
  undo(): void {
    for (const { table, key, changedBefore } of this.#undo.reverse()) {
      if (changedBefore === undefined) table.changed.delete(key);
      else table.changed.set(key, changedBefore);
    }
    this.#undo.length = 0;
  }

  /** Writes every changed row once, within the caller's transaction. */
  flush(): void {
    for (const table of this.#tables.values()) table.flush(this.#statements);
  }

  /** Forgets everything, changes too: the database has other rows now. */
  clear(): void {
    this.#tables.clear();
    this.#undo.length = 0;
  }

  #change(table: CachedTable, key: string, row: object | null): void {
    this.#undo.push({ table, key, changedBefore: table.changed.get(key) });
    table.changed.set(key, { row });
  }

  #table(name: ProjectedTable): CachedTable {
    let table = this.#tables.get(name);
    if (table === undefined) {
      table = new CachedTable(name, this.#statements);
      this.#tables.set(name, table);
    }
    return table;
  }
}

/** Keys hold no control characters. */
const joined = (key: readonly string[]): string => (key.length === 1 ? (key[0] as string) : key.join('\n'));

/** One table's rows: those changed and not written, those used lately, and those used before. */
class CachedTable {
  readonly changed = new Map<string, Entry>();
  readonly #name: ProjectedTable;
  readonly #statements: RowStatements;
  readonly #key: readonly string[];
  #recent = new Map<string, object | null>();
  #before = new Map<string, object | null>();
  #recentSize = 0;

  constructor(name: ProjectedTable, statements: RowStatements) {
    this.#name = name;
    this.#statements = statements;
    this.#key = describeTable(name).key;
  }

  keyOf(row: object): string {
    const named = row as Record<string, string>;
    const [first = '', ...rest] = this.#key;
    let key = named[first] as string;
    for (const column of rest) key += `\n${named[column]}`;
    return key;
  }

  get(key: readonly string[]): object | null {
    const text = joined(key);
    const changed = this.changed.get(text);
    if (changed !== undefined) return changed.row;
    let row = this.#recent.get(text);
    if (row !== undefined) return row;
    row = this.#before.get(text) ?? this.#statements.get(this.#name, key) ?? null;
    this.#keep(text, row);
    return row;
  }

  flush(statements: RowStatements): void {
    if (this.changed.size === 0) return;
    const rows: object[] = [];
    for (const [key, { row }] of this.changed) {
      if (row === null) statements.remove(this.#name, key.split('\n'));
      else rows.push(row);
      this.#keep(key, row);
    }
    statements.put(this.#name, rows as Row<ProjectedTable>[]);
    this.changed.clear();
  }

  #keep(key: string, row: object | null): void {
    this.#recent.set(key, row);
    this.#recentSize += sizeOf(row);
    if (this.#recentSize < CACHE_SIZE_MAX) return;
    this.#before = this.#recent;
    this.#recent = new Map();
    this.#recentSize = 0;
  }
}

/** What a row costs in memory besides its texts, in characters. */
const ROW_SIZE = 100;

function sizeOf(row: object | null): number {
  let size = ROW_SIZE;
  for (const name in row) {
    const value = (row as Record<string, unknown>)[name];
    if (typeof value === 'string') size += value.length;
  }
  return size;
}
