/**
 * What the log's file says, for the one who stages: a connection of its own, since it reads in snapshots that last
 * for a turn of the event loop. Most of what a lookup costs is opening and closing a transaction.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Revision, StreamName } from '../port.ts';
import { commandKey } from './command-key.ts';
import type { EventType } from './names.ts';
import { storeErrorFrom } from './sqlite-errors.ts';

/** Where a stream ends in the file. */
export interface StoredHead {
  /** The stream's number. */
  readonly id: number;
  readonly revision: Revision;
}

/** Where the log ends in the file. */
export interface LogEnd {
  /** −1 in an empty log. */
  readonly position: number;
  /** Of the last event, milliseconds since 1970 UTC; 0 in an empty log. */
  readonly recordedAt: number;
  /** The greatest number of a stream, 0 where there is none. */
  readonly streamId: number;
  /** All event types in the order of their numbers, which count up from 1. */
  readonly types: readonly EventType[];
}

export class DurableTruth {
  readonly #file: string;
  #connection: Connection | undefined;
  #inSnapshot = false;

  constructor(file: string) {
    this.#file = file;
  }

  /** @throws StoreError when the file cannot be read. */
  logEnd(): LogEnd {
    this.endSnapshot();
    return this.#use(({ db }) => {
      const last = db
        .prepare('SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1')
        .get();
      const types = db.prepare('SELECT name, version FROM event_types ORDER BY id').all();
      return {
        position: Number(last?.position ?? -1),
        recordedAt: Number(last?.recorded_at ?? 0),
        streamId: Number(db.prepare('SELECT max(id) AS id FROM streams').get()?.id ?? 0),
        types: types.map(({ name, version }) => ({ name: String(name), version: Number(version) })),
      };
    });
  }

  /**
   * A stream's head, as of the snapshot that the first call of a turn opens. Undefined where there is no such stream.
   *
   * @throws StoreError when the file cannot be read.
   */
  streamHead(stream: StreamName): StoredHead | undefined {
    return this.#inTurn(({ head }) => {
      const row = head.get(stream) as unknown as [number, number] | undefined;
      return row && { id: row[0], revision: row[1] };
    });
  }

  /**
   * Whether the log may have events of the command, as of the same snapshot. Ids can share a key of the index: a yes
   * has to be looked into.
   *
   * @throws StoreError when the file cannot be read.
   */
  mayHaveCommand(commandId: string): boolean {
    return this.#inTurn(({ command }) => command.get(commandKey(commandId)) !== undefined);
  }

  /** Whatever was committed meanwhile is seen from now on. */
  endSnapshot(): void {
    if (!this.#inSnapshot) return;
    this.#inSnapshot = false;
    try {
      this.#connection?.db.exec('COMMIT');
    } catch {
      this.close();
    }
  }

  close(): void {
    this.#inSnapshot = false;
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection?.db.isOpen) connection.db.close();
  }

  /** Reads in the snapshot of this turn of the event loop. */
  #inTurn<T>(read: (connection: Connection) => T): T {
    return this.#use((connection) => {
      if (!this.#inSnapshot) {
        connection.db.exec('BEGIN');
        this.#inSnapshot = true;
        setImmediate(() => this.endSnapshot());
      }
      return read(connection);
    });
  }

  #use<T>(read: (connection: Connection) => T): T {
    try {
      this.#connection ??= connect(this.#file);
      return read(this.#connection);
    } catch (error) {
      // A fresh connection at the next call: the fault may have been this one's.
      this.close();
      throw storeErrorFrom(error, this.#file);
    }
  }
}

interface Connection {
  readonly db: DatabaseSync;
  /** Of a stream's name: its number and last revision. */
  readonly head: StatementSync;
  /** Of a key of the command index: whether it is there. */
  readonly command: StatementSync;
}

function connect(file: string): Connection {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  const head = db.prepare(
    `SELECT s.id, e.revision FROM streams s CROSS JOIN events e ON e.stream_id = s.id WHERE s.name = ?
     ORDER BY e.revision DESC LIMIT 1`,
  );
  head.setReturnArrays(true);
  const command = db.prepare('SELECT 1 FROM commands WHERE key = ? LIMIT 1');
  return { db, head, command };
}
