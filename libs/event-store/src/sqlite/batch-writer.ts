/**
 * Writes batches of staged events to the log's file: hashes, inserts and commits. Lives in the writer thread.
 */
import { Buffer } from 'node:buffer';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type BinaryHash, chainHash, chainStart, contentHashOf } from '../chain.ts';
import { DATA_START, metadataStart } from '../codec.ts';
import { StoreCorruptError } from '../errors.ts';
import { RecentMap } from '../recent-map.ts';
import { type BatchMessage, NO_ORIGIN, NUMBERS } from './batch.ts';
import { Categories, categoryOf } from './names.ts';
import { createSchema, pragma } from './schema.ts';

export interface BatchWriterOptions {
  readonly file: string;
  /** Upper bound of the file in pages; for tests of a full disk. */
  readonly pagesMax?: number;
  /** The write-ahead log is moved into the file from this many frames of 4 KiB on. */
  readonly walFramesMax?: number;
}

/** Streams whose last hash is remembered: two generations of this many, about 100 bytes each. */
const STREAMS_MAX = 100_000;
/** Page cache of the writing connection, in KiB. */
const CACHE_KIB = 16 * 1024;
/** More makes reading slower, less moves pages more often: 32 MiB. */
export const WAL_FRAMES_MAX = 8_192;
/** Bytes of a frame: a page and its header. */
const FRAME_BYTES = 4_096 + 24;

export class BatchWriter {
  readonly #file: string;
  readonly #db: DatabaseSync;
  readonly #lastHashes = new RecentMap<number, BinaryHash>(STREAMS_MAX);
  readonly #categories: Categories;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #insertEvent: StatementSync;
  readonly #insertStream: StatementSync;
  readonly #insertType: StatementSync;
  readonly #insertCommand: StatementSync;
  readonly #selectHash: StatementSync;
  readonly #hash = Buffer.alloc(32);
  #nextPosition: number;

  /** Opens the file, makes it when it is new. */
  constructor({ file, pagesMax, walFramesMax = WAL_FRAMES_MAX }: BatchWriterOptions) {
    this.#file = file;
    const db = new DatabaseSync(file, { timeout: 5_000 });
    this.#db = db;
    try {
      createSchema(db, file);
      // Checkpoints are taken apart from commits, see checkpoints.ts.
      // `fullfsync` means something on macOS only, where a plain one may stay in the disk's cache.
      db.exec(`PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
        PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -${CACHE_KIB};
        PRAGMA journal_size_limit = ${2 * walFramesMax * FRAME_BYTES}`);
      if (pagesMax !== undefined) db.exec(`PRAGMA max_page_count = ${pagesMax}`);
      this.#categories = new Categories(db);
      this.#begin = db.prepare('BEGIN IMMEDIATE');
      this.#commit = db.prepare('COMMIT');
      this.#insertEvent = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
      this.#insertStream = db.prepare('INSERT INTO streams VALUES (?, ?, ?)');
      this.#insertType = db.prepare('INSERT INTO event_types VALUES (?, ?, ?)');
      this.#insertCommand = db.prepare('INSERT INTO commands VALUES (?, ?)');
      this.#selectHash = db.prepare('SELECT hash FROM events WHERE stream_id = ? AND revision = ?');
      this.#nextPosition =
        Number(db.prepare('SELECT max(position) AS last FROM events').get()?.last ?? -1) + 1;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /**
   * Writes the events durably, all or none. After an error this writer is done: open another.
   *
   * @throws what SQLite reports; StoreCorruptError when the batch does not continue what the file holds.
   */
  write(batch: BatchMessage): void {
    if (batch.firstPosition !== this.#nextPosition) {
      const reason = `the log goes on at ${this.#nextPosition}, not at ${batch.firstPosition}`;
      throw new StoreCorruptError(this.#file, reason);
    }
    this.#begin.run();
    batch.newTypes.forEach(({ name, version }, i) => {
      this.#insertType.run(batch.firstTypeId + i, name, version);
    });
    batch.newStreams.forEach((name, i) => {
      this.#insertNewStream(batch.firstStreamId + i, name);
    });
    this.#insertEvents(batch);
    this.#commit.run();
    this.#nextPosition += batch.numbers.length / NUMBERS;
  }

  #insertNewStream(id: number, name: string): void {
    this.#insertStream.run(id, this.#categories.idOf(categoryOf(name)), name);
    this.#lastHashes.set(id, chainStart(name));
  }

  #insertEvents({ firstPosition, texts, numbers }: BatchMessage): void {
    let position = firstPosition;
    let start = 0;
    for (let i = 0; i < numbers.length; i += NUMBERS) {
      const streamId = numbers[i] as number;
      const revision = numbers[i + 1] as number;
      const typeId = numbers[i + 2] as number;
      const recordedAt = numbers[i + 3] as number;
      const commandKey = numbers[i + 4] as number;
      const end = start + (numbers[i + 5] as number);
      const dataEnd = numbers[i + 6] as number;
      const metadataEnd = numbers[i + 7] as number;
      const origin = numbers[i + 8] as number;
      const content = texts.slice(start, end);
      start = end + (numbers[i + 9] as number);
      const previous = this.#lastHashes.get(streamId) ?? this.#storedHash(streamId, revision - 1);
      const hash = chainHash(previous, contentHashOf(content), recordedAt);
      this.#lastHashes.set(streamId, hash);
      this.#hash.write(hash, 'latin1');
      this.#insertEvent.run(
        position,
        streamId,
        revision,
        typeId,
        recordedAt,
        this.#hash,
        origin === NO_ORIGIN ? null : origin,
        origin === NO_ORIGIN ? content.slice(metadataStart(dataEnd), metadataEnd) : texts.slice(end, start),
        content.slice(DATA_START, dataEnd),
      );
      if (!Number.isNaN(commandKey)) this.#insertCommand.run(commandKey, position);
      position += 1;
    }
  }

  #storedHash(streamId: number, revision: number): BinaryHash {
    const row = this.#selectHash.get(streamId, revision);
    if (row === undefined) {
      throw new StoreCorruptError(this.#file, `stream ${streamId} has no revision ${revision}`);
    }
    return Buffer.from(row.hash as Uint8Array).toString('latin1');
  }

  /** Frames in the write-ahead log. */
  walFrames(): number {
    return Number(this.#db.prepare('PRAGMA wal_checkpoint(NOOP)').get()?.log);
  }

  /**
   * Moves the rest of the write-ahead log into the file and lets the log start over. Does not wait for readers:
   * answers false when one of them still needs the old frames.
   */
  restartWal(): boolean {
    this.#db.exec('PRAGMA busy_timeout = 0');
    try {
      return pragma(this.#db, 'wal_checkpoint(RESTART)') === 0;
    } finally {
      this.#db.exec('PRAGMA busy_timeout = 5000');
    }
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }
}
