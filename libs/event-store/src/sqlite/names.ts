/**
 * Names that the log interns: small numbers in the tables, text everywhere else.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StreamName } from '../port.ts';

/** The part of a stream's name before the first `-`, or all of it. */
export function categoryOf(stream: StreamName): string {
  const end = stream.indexOf('-');
  return end === -1 ? stream : stream.slice(0, end);
}

/** Numbers of the names in a small table (`categories`, `event_types`), which is kept in memory whole. */
export class InternedNames {
  readonly #ids = new Map<string, number>();
  readonly #names = new Map<number, string>();
  readonly #later: StatementSync;
  readonly #insert: StatementSync | undefined;
  #last = 0;

  constructor(db: DatabaseSync, table: 'categories' | 'event_types', mode: 'writer' | 'reader') {
    this.#later = db.prepare(`SELECT id, name FROM ${table} WHERE id > ? ORDER BY id`);
    if (mode === 'writer') this.#insert = db.prepare(`INSERT INTO ${table} (id, name) VALUES (?, ?)`);
    this.#refresh();
  }

  /** The number of a name; a writer gives it one. */
  idOf(name: string): number | undefined {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    if (this.#insert === undefined) this.#refresh();
    else {
      this.#insert.run(this.#last + 1, name);
      this.#keep(this.#last + 1, name);
    }
    return this.#ids.get(name);
  }

  nameOf(id: number): string | undefined {
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    this.#refresh();
    return this.#names.get(id);
  }

  #refresh(): void {
    for (const { id, name } of this.#later.all(this.#last)) this.#keep(Number(id), String(name));
  }

  #keep(id: number, name: string): void {
    this.#ids.set(name, id);
    this.#names.set(id, name);
    this.#last = Math.max(this.#last, id);
  }
}
