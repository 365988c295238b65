import { isScopeStream } from '#domain';
import type { RecordedEvent } from '#event-store';
import { RowStatements } from '../database/row-statements.ts';
import type { SqliteDatabase } from '../database/sqlite.ts';
import { project } from '../projections/project.ts';
import { CachedRows } from './cached-rows.ts';
import { type Checkpoint, NOTHING_YET, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { LogIndex } from './log-index.ts';
import { ParkedStreams } from './parked-streams.ts';

/** What `PRAGMA data_version` never answers: what is remembered is to be read again. */
const UNKNOWN = -1;

/**
 * What became of a batch. `moved`: somebody else has written this read model meanwhile, so the batch does not follow
 * on its checkpoint. `superseded`: it is not the live one any more. Nothing was written in either case.
 */
export type BatchOutcome = 'written' | 'moved' | 'superseded';

const isOfDatabase = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === 'ERR_SQLITE_ERROR';

export interface ReadModelWriterOptions {
  /** Whether the generation may still be written; asked within each transaction. */
  readonly isLive?: () => boolean;
  /**
   * Events that are folded in memory before they are written; only where nobody else writes or reads the generation.
   * Default: each batch is written at once.
   */
  readonly commitEvery?: number;
}

/**
 * Folds batches of events into one generation of the read models: each batch in one transaction with its checkpoint,
 * and each row once, however many events changed it.
 *
 * What it remembers holds as long as nobody else writes; it finds out at the start of each transaction.
 */
export class ReadModelWriter {
  readonly #database: SqliteDatabase;
  readonly #isLive: () => boolean;
  readonly #commitEvery: number;
  readonly #statements: RowStatements;
  readonly #rows: CachedRows;
  readonly #index: LogIndex;
  readonly #parked: ParkedStreams;
  readonly #dataVersion;
  #knownVersion = UNKNOWN;
  #uncommitted = 0;
  #checkpoint: Checkpoint = NOTHING_YET;

  constructor(database: SqliteDatabase, options: ReadModelWriterOptions = {}) {
    this.#database = database;
    this.#isLive = options.isLive ?? (() => true);
    this.#commitEvery = options.commitEvery ?? 1;
    this.#statements = new RowStatements(database);
    this.#rows = new CachedRows(this.#statements);
    this.#index = new LogIndex(database, this.#statements);
    this.#parked = new ParkedStreams(database, this.#statements);
    this.#dataVersion = database.connection.prepare('PRAGMA data_version');
    this.#load();
  }

  get checkpoint(): Checkpoint {
    return this.#checkpoint;
  }

  get parked(): ParkedStreams {
    return this.#parked;
  }

  /**
   * Folds the events that follow position `after`, where the checkpoint is expected to stand.
   *
   * @throws when the database cannot take it; nothing of the batch is written then.
   */
  apply(events: readonly RecordedEvent[], after: number): BatchOutcome {
    if (this.#commitEvery > 1) return this.#applyLater(events, after);
    return this.#transaction((before) =>
      before.position === after ? this.#foldAll(events, before) : 'moved',
    );
  }

  /** Writes what was folded in memory only. */
  commit(): BatchOutcome {
    return this.#transaction((before) => before);
  }

  /**
   * Folds events of a parked stream that wait, from its first on. The stream is released when all that wait were
   * given and none failed; otherwise the first that fails stays parked, with what follows it.
   */
  retry(stream: string, events: readonly RecordedEvent[]): BatchOutcome {
    return this.#transaction((before) => {
      for (const event of events) {
        const waiting = this.#parked.get(stream);
        if (waiting === undefined || Number(event.position) > before.position) break;
        if (event.revision < waiting.revision) continue;
        if (event.revision > waiting.revision) throw new RangeError(`${stream}: events are missing`);
        if (!this.#fold(event)) break;
        if (event.revision === waiting.last_revision) this.#parked.release(stream);
        else this.#parked.advance(event);
      }
      return before;
    });
  }

  #applyLater(events: readonly RecordedEvent[], after: number): BatchOutcome {
    if (this.#knownVersion === UNKNOWN) this.#load();
    if (this.#checkpoint.position !== after) return 'moved';
    this.#checkpoint = this.#foldAll(events, this.#checkpoint);
    this.#uncommitted += events.length;
    return this.#uncommitted < this.#commitEvery ? 'written' : this.commit();
  }

  #foldAll(events: readonly RecordedEvent[], before: Checkpoint): Checkpoint {
    const last = events.at(-1);
    if (last === undefined) return before;
    let { scopesVersion } = before;
    for (const event of events) {
      this.#index.add(event);
      if (isScopeStream(event.stream)) scopesVersion += 1;
      if (this.#parked.count > 0 && this.#parked.get(event.stream) !== undefined) this.#parked.extend(event);
      else this.#fold(event);
    }
    return {
      position: Number(last.position),
      logHash: last.hash,
      eventCount: before.eventCount + events.length,
      recordedMax: this.#index.recordedMax,
      scopesVersion,
    };
  }

  /**
   * @returns false when the event failed and was parked.
   * @throws when it was the database that failed: that is no fault of the event.
   */
  #fold(event: RecordedEvent): boolean {
    this.#rows.begin();
    try {
      project(event, this.#rows);
      return true;
    } catch (error) {
      if (isOfDatabase(error)) throw error;
      this.#rows.undo();
      this.#parked.park(event, error);
      return false;
    }
  }

  #transaction(work: (before: Checkpoint) => Checkpoint | 'moved'): BatchOutcome {
    const { connection } = this.#database;
    connection.exec('BEGIN IMMEDIATE');
    try {
      if (!this.#isLive()) {
        connection.exec('ROLLBACK');
        return 'superseded';
      }
      if (this.#version() !== this.#knownVersion) this.#load();
      const after = work(this.#checkpoint);
      if (after === 'moved') {
        connection.exec('ROLLBACK');
        return 'moved';
      }
      this.#rows.flush();
      this.#index.flush();
      this.#parked.flush();
      writeCheckpoint(this.#statements, after);
      connection.exec('COMMIT');
      this.#checkpoint = after;
      this.#uncommitted = 0;
      return 'written';
    } catch (error) {
      if (connection.isTransaction) connection.exec('ROLLBACK');
      this.#knownVersion = UNKNOWN;
      throw error;
    }
  }

  #version(): number {
    return Number(this.#dataVersion.get()?.data_version);
  }

  #load(): void {
    this.#uncommitted = 0;
    this.#rows.clear();
    this.#checkpoint = readCheckpoint(this.#statements);
    this.#index.load(this.#checkpoint);
    this.#parked.load();
    this.#knownVersion = this.#version();
  }
}
