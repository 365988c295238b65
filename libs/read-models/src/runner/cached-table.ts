import { type RowCheck, rowCheck } from '../database/check-row.ts';
import type { RowStatements } from '../database/row-statements.ts';
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
/** What a row costs in memory besides its texts, in characters. */
const ROW_SIZE = 150;

/** One table's rows: those used lately, among them all that are changed, and those used before. */
export class CachedTable {
  readonly #name: ProjectedTable;
  readonly #statements: RowStatements;
  readonly #key: readonly string[];
  readonly #sizeMax: number;
  /** Throws where a row is not one of this table. */
  readonly check: RowCheck;
  #recent = new Map<string, CachedRow>();
  #before = new Map<string, CachedRow>();
  #changed: CachedRow[] = [];
  #recentSize = 0;

  constructor(name: ProjectedTable, statements: RowStatements) {
    this.#name = name;
    this.#statements = statements;
    const { key, brief } = describeTable(name);
    this.#key = key;
    this.check = rowCheck(name);
    this.#sizeMax = brief ? BRIEF_SIZE_MAX : SIZE_MAX;
  }

  /** The parts of a row's key as one text: they hold no control characters. */
  keyOf(row: object): string {
    const named = row as Record<string, string>;
    let key = '';
    for (const column of this.#key) key = key === '' ? String(named[column]) : `${key}\n${named[column]}`;
    return key;
  }

  get(key: readonly string[]): object | null {
    const text = key.length === 1 ? (key[0] as string) : key.join('\n');
    const cached = this.entryOf(text);
    if (cached.row === undefined) {
      for (const part of key) {
        if (typeof part !== 'string') throw new TypeError(`a key of ${this.#name} would be ${typeof part}`);
      }
      cached.row = this.#statements.get(this.#name, key) ?? null;
      this.#recentSize += sizeOf(cached.row);
    }
    return cached.row;
  }

  /** The place of a row; where it is about to be replaced, what stands there need not be read. */
  entryOf(key: string): CachedRow {
    const recent = this.#recent.get(key);
    if (recent !== undefined) return recent;
    const cached = this.#before.get(key) ?? { key, row: undefined, isChanged: false };
    this.#recent.set(key, cached);
    this.#recentSize += ROW_SIZE + sizeOf(cached.row);
    return cached;
  }

  change(cached: CachedRow, row: object | null): void {
    cached.row = row;
    if (cached.isChanged) return;
    cached.isChanged = true;
    this.#changed.push(cached);
    this.#recentSize += sizeOf(row);
  }

  flush(statements: RowStatements): void {
    const rows: object[] = [];
    for (const cached of this.#changed) {
      cached.isChanged = false;
      if (cached.row === null) statements.remove(this.#name, cached.key.split('\n'));
      else if (cached.row !== undefined) rows.push(cached.row);
    }
    statements.put(this.#name, rows as Row<ProjectedTable>[]);
    this.#changed = [];
    if (this.#recentSize > this.#sizeMax) this.#forget();
  }

  /** Only between transactions: no changed row is lost. */
  #forget(): void {
    this.#before = this.#recent;
    this.#recent = new Map();
    this.#recentSize = 0;
  }
}

function sizeOf(row: object | null | undefined): number {
  let size = 0;
  for (const name in row) {
    const value = (row as Record<string, unknown>)[name];
    if (typeof value === 'string') size += value.length;
  }
  return size;
}
