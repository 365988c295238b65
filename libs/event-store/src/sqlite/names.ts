/**
 * Names that the log interns: small numbers in the tables, text everywhere else.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StreamName } from '../port.ts';
import { prepareRows } from './event-rows.ts';

/** The part of a stream's name before the first `-`, or all of it. */
export function categoryOf(stream: StreamName): string {
  const end = stream.indexOf('-');
  return end === -1 ? stream : stream.slice(0, end);
}

/** Numbers of the categories, which the writer gives; kept in memory whole. */
export class Categories {
  readonly #ids = new Map<string, number>();
  readonly #insert: StatementSync;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO categories (id, name) VALUES (?, ?)');
    for (const { id, name } of db.prepare('SELECT id, name FROM categories').all()) {
      this.#ids.set(String(name), Number(id));
    }
  }

  /** The number of a category, given to it now where it has none. */
  idOf(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.#ids.size + 1;
    this.#insert.run(id, name);
    this.#ids.set(name, id);
    return id;
  }
}

/** A type of events in one version of its schema. */
export interface EventType {
  readonly name: string;
  readonly version: number;
}

/** The types by their numbers as a reader knows them: read again when a number is new. */
export class EventTypes {
  readonly #types = new Map<number, EventType>();
  readonly #later: StatementSync;
  #last = 0;

  constructor(db: DatabaseSync) {
    this.#later = db.prepare('SELECT id, name, version FROM event_types WHERE id > ? ORDER BY id');
  }

  typeOf(id: number): EventType | undefined {
    if (id > this.#last) this.#readOn();
    return this.#types.get(id);
  }

  #readOn(): void {
    for (const { id, name, version } of this.#later.all(this.#last)) {
      this.#last = Number(id);
      this.#types.set(this.#last, { name: String(name), version: Number(version) });
    }
  }
}

/** Names of streams that are remembered at most. */
const NAMES_MAX = 65_536;
/** Streams are numbered in the order they came: whoever reads on will ask for the next ones. */
const READ_AT_ONCE = 16;

/** The names of streams by their numbers as a reader knows them: of each number's place, the one that was read last. */
export class StreamNames {
  readonly #names = new Array<{ readonly id: number; readonly name: StreamName } | undefined>(NAMES_MAX);
  readonly #from: StatementSync;

  constructor(db: DatabaseSync) {
    this.#from = prepareRows(
      db,
      `SELECT id, name FROM streams WHERE id >= ? ORDER BY id LIMIT ${READ_AT_ONCE}`,
    );
  }

  nameOf(id: number): StreamName {
    const known = this.#names[id % NAMES_MAX];
    return known?.id === id ? known.name : this.#read(id);
  }

  #read(first: number): StreamName {
    const rows = this.#from.all(first) as unknown as [number, StreamName][];
    for (const [id, name] of rows) this.#names[id % NAMES_MAX] = { id, name };
    const [found, name] = rows[0] ?? [];
    if (found !== first || name === undefined) throw new RangeError(`no stream has the number ${first}`);
    return name;
  }
}
