/**
 * Writes batches of staged events to the log's file: hashes, inserts and commits. Lives in the writer thread.
 */
import { Buffer } from 'node:buffer';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type BinaryHash, chainHash, chainStart, contentHashOf } from '../chain.ts';
import { StoreCorruptError } from '../errors.ts';
import type { Revision, StreamName } from '../port.ts';
import { type BatchMessage, eventsOf, type StagedEvent } from './batch.ts';
import { commandKey } from './command-key.ts';
import { categoryOf, InternedNames } from './names.ts';
import { RecentMap } from './recent-map.ts';
import { createSchema, pragma } from './schema.ts';

export interface BatchWriterOptions {
  readonly file: string;
  /** Upper bound of the file in pages; for tests of a full disk. */
  readonly pagesMax?: number;
}

/** Where a stream ends in the file. */
interface StreamEnd {
  readonly id: number;
  revision: Revision;
  hash: BinaryHash;
}

/** Streams whose end is remembered: two generations of this many, about 200 bytes each. */
const STREAMS_MAX = 50_000;
/** Page cache of the writing connection, in KiB. */
const CACHE_KIB = 64 * 1024;

export class BatchWriter {
  readonly #file: string;
  readonly #db: DatabaseSync;
  readonly #ends = new RecentMap<StreamName, StreamEnd>(STREAMS_MAX);
  readonly #categories: InternedNames;
  readonly #types: InternedNames;
  readonly #insertEvent: StatementSync;
  readonly #insertStream: StatementSync;
  readonly #insertCommand: StatementSync;
  readonly #selectEnd: StatementSync;
  readonly #hash = Buffer.alloc(32);
  #lastStreamId: number;

  /** Opens the file, makes it when it is new. */
  constructor({ file, pagesMax }: BatchWriterOptions) {
    this.#file = file;
    const db = new DatabaseSync(file, { timeout: 5_000 });
    this.#db = db;
    try {
      createSchema(db, file);
      // Checkpoints are taken apart from commits, see checkpoints.ts.
      db.exec(`PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -${CACHE_KIB}`);
      if (pagesMax !== undefined) db.exec(`PRAGMA max_page_count = ${pagesMax}`);
      this.#categories = new InternedNames(db, 'categories', 'writer');
      this.#types = new InternedNames(db, 'event_types', 'writer');
      this.#insertEvent = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)');
      this.#insertStream = db.prepare('INSERT INTO streams VALUES (?, ?, ?)');
      this.#insertCommand = db.prepare('INSERT INTO commands VALUES (?, ?)');
      this.#selectEnd = db.prepare(
        `SELECT s.id, e.revision, e.hash FROM streams s JOIN events e ON e.stream_id = s.id
         WHERE s.name = ? ORDER BY e.revision DESC LIMIT 1`,
      );
      this.#lastStreamId = Number(db.prepare('SELECT max(id) AS id FROM streams').get()?.id ?? 0);
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** Writes the events durably, all or none. After an error this writer is done: open another. */
  write(batch: BatchMessage): void {
    const db = this.#db;
    db.exec('BEGIN IMMEDIATE');
    let position = batch.firstPosition;
    let command = '';
    let stream = '';
    for (const event of eventsOf(batch)) {
      this.#insert(position, event);
      // The following events of the same command and append are found from the first.
      if (event.commandId !== command || event.stream !== stream) {
        this.#insertCommand.run(commandKey(event.commandId), position);
      }
      command = event.commandId;
      stream = event.stream;
      position += 1;
    }
    db.exec('COMMIT');
  }

  #insert(position: number, event: StagedEvent): void {
    const end = this.#endOf(event);
    if (event.revision !== end.revision + 1) {
      throw new StoreCorruptError(
        this.#file,
        `stream ${event.stream} ends at revision ${end.revision}, cannot append ${event.revision}`,
      );
    }
    end.revision = event.revision;
    end.hash = chainHash(end.hash, contentHashOf(event.content), event.recordedAt);
    this.#hash.write(end.hash, 'latin1');
    this.#insertEvent.run(
      position,
      end.id,
      event.revision,
      this.#types.idOf(event.type) as number,
      event.recordedAt,
      this.#hash,
      event.content,
    );
  }

  #endOf({ stream, revision }: StagedEvent): StreamEnd {
    const known = this.#ends.get(stream);
    if (known !== undefined) return known;
    const end = revision === 0 ? this.#newStream(stream) : this.#storedEnd(stream);
    this.#ends.set(stream, end);
    return end;
  }

  #newStream(stream: StreamName): StreamEnd {
    this.#lastStreamId += 1;
    this.#insertStream.run(this.#lastStreamId, this.#categories.idOf(categoryOf(stream)) as number, stream);
    return { id: this.#lastStreamId, revision: -1, hash: chainStart(stream) };
  }

  #storedEnd(stream: StreamName): StreamEnd {
    const row = this.#selectEnd.get(stream);
    if (row === undefined) throw new StoreCorruptError(this.#file, `stream ${stream} is missing`);
    const hash = Buffer.from(row.hash as Uint8Array).toString('latin1');
    return { id: Number(row.id), revision: Number(row.revision), hash };
  }

  /** Copies what readers allow from the write-ahead log into the file. Answers the frames left. */
  checkpoint(mode: 'PASSIVE' | 'RESTART' | 'TRUNCATE' | 'NOOP'): number {
    const row = this.#db.prepare(`PRAGMA wal_checkpoint(${mode})`).get();
    return Number(row?.log) - Number(row?.checkpointed);
  }

  /** Frames in the write-ahead log. */
  walFrames(): number {
    return pragma(this.#db, 'wal_checkpoint(NOOP)');
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }
}
