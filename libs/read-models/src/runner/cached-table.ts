import { type RowCheck, rowCheck } from '../database/check-row.ts';
import type { Key, RowStore } from '../database/row-store.ts';
import { describeTable, type Row } from '../database/tables.ts';
import type { ProjectedTable } from '../projections/rows.ts';

export interface CachedRow {
  readonly key: string;
  /** Null: there is no such row. Undefined: nobody has looked. */
  row: object | null | undefined;
  isChanged: boolean;
}

/** Size above which rows not used lately are forgotten, per table, in characters of their texts. */
const SIZE_MAX = 16_000_000;
const BRIEF_SIZE_MAX = 1_000_000;
/** What a row costs in memory besides its long texts, in characters. */
const ROW_SIZE = 200;

/** The parts of a key as one text: they hold no control characters. */
export function keyText(key: readonly string[]): string {
  let text = key[0] as string;
  for (let i = 1; i < key.length; i++) text = `${text}\n${key[i]}`;
  return text;
}

/** A row that has to be fetched before the event can be folded: no fault of the event. */
export class RowNotFetched extends Error {
  override readonly name = 'RowNotFetched';
  readonly table: ProjectedTable;
  readonly key: readonly string[];

  constructor(table: ProjectedTable, key: readonly string[]) {
    super(`${table}: ${key.join(', ')}`);
    this.table = table;
    this.key = key;
  }
}

/** One table's rows: those used lately, among them all that are changed, and those used before. */
export class CachedTable {
  readonly #name: ProjectedTable;
  readonly #store: RowStore;
  readonly #key: readonly string[];
  /** Columns whose texts may be of any length. */
  readonly #long: readonly string[];
  readonly #sizeMax: number;
  /** Throws where a row is not one of this table. */
  readonly check: RowCheck;
  #recent = new Map<string, CachedRow>();
  #before = new Map<string, CachedRow>();
  /** The one used last: whoever puts a row has mostly just asked for it. */
  #last: CachedRow | undefined;
  #changed: CachedRow[] = [];
  #recentSize = 0;

  constructor(name: ProjectedTable, store: RowStore) {
    this.#name = name;
    this.#store = store;
    const { columns, key, brief } = describeTable(name);
    this.#key = key;
    this.#long = Object.keys(columns).filter((column) => /^(text|json)/.test(columns[column] ?? ''));
    this.check = rowCheck(name);
    this.#sizeMax = brief ? BRIEF_SIZE_MAX : SIZE_MAX;
  }

  /** A row's key, as {@link keyText} has it. */
  keyOf(row: object): string {
    const named = row as Record<string, string>;
    let key = '';
    for (const column of this.#key) key = key === '' ? String(named[column]) : `${key}\n${named[column]}`;
    return key;
  }

  get(key: readonly string[]): object | null {
    const cached = this.entryOf(keyText(key));
    if (cached.row === undefined) {
      for (const part of key) {
        if (typeof part !== 'string') throw new TypeError(`a key of ${this.#name} would be ${typeof part}`);
      }
      this.#learn(cached, this.#store.get(this.#name, key));
    }
    if (cached.row === undefined) throw new RowNotFetched(this.#name, key);
    return cached.row;
  }

  /** Whether the row can be had without asking the database. */
  knows(key: readonly string[]): boolean {
    return this.entryOf(keyText(key)).row !== undefined;
  }

  /** Asks the database for rows that nobody has looked for. */
  async fetch(keys: readonly (readonly string[])[]): Promise<void> {
    const found = new Map<string, object>();
    for (const row of await this.#store.fetch(this.#name, keys)) found.set(this.keyOf(row), row);
    for (const key of keys) {
      const text = keyText(key);
      const cached = this.entryOf(text);
      if (cached.row === undefined) this.#learn(cached, found.get(text) ?? null);
    }
  }

  /** The place of a row; where it is about to be replaced, what stands there need not be read. */
  entryOf(key: string): CachedRow {
    if (this.#last?.key === key) return this.#last;
    let cached = this.#recent.get(key);
    if (cached === undefined) {
      cached = this.#before.get(key) ?? { key, row: undefined, isChanged: false };
      this.#recent.set(key, cached);
      this.#recentSize += ROW_SIZE + this.#longSizeOf(cached.row);
    }
    this.#last = cached;
    return cached;
  }

  change(cached: CachedRow, row: object | null): void {
    cached.row = row;
    if (cached.isChanged) return;
    cached.isChanged = true;
    this.#changed.push(cached);
    this.#recentSize += this.#longSizeOf(row);
  }

  async flush(): Promise<void> {
    const rows: object[] = [];
    const gone: Key[] = [];
    for (const cached of this.#changed) {
      cached.isChanged = false;
      if (cached.row === null) gone.push(cached.key.split('\n'));
      else if (cached.row !== undefined) rows.push(cached.row);
    }
    this.#changed = [];
    if (gone.length > 0) await this.#store.remove(this.#name, gone);
    if (rows.length > 0) await this.#store.put(this.#name, rows as Row<ProjectedTable>[]);
    if (this.#recentSize > this.#sizeMax) this.#forget();
  }

  #learn(cached: CachedRow, row: object | null | undefined): void {
    cached.row = row;
    this.#recentSize += this.#longSizeOf(row);
  }

  /** Only between transactions: no changed row is lost. */
  #forget(): void {
    this.#before = this.#recent;
    this.#recent = new Map();
    this.#last = undefined;
    this.#recentSize = 0;
  }

  #longSizeOf(row: object | null | undefined): number {
    let size = 0;
    if (row === null || row === undefined) return size;
    for (const column of this.#long) {
      const value = (row as Record<string, unknown>)[column];
      if (typeof value === 'string') size += value.length;
    }
    return size;
  }
}
