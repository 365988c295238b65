import { isScopeEvent, productStream } from '#domain';
import type { RecordedEvent } from '#event-store';
import type { RowStore } from '../database/row-store.ts';
import { noteCommand } from '../projections/commands.ts';
import { project } from '../projections/project.ts';
import { CachedRows } from './cached-rows.ts';
import { RowNotFetched } from './cached-table.ts';
import { type Checkpoint, NOTHING_YET, readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { LogIndex } from './log-index.ts';
import { ParkedStreams } from './parked-streams.ts';

const PRODUCT_STREAMS = productStream('');

/**
 * What became of a batch. `moved`: somebody else has written this read model meanwhile, so the batch does not follow
 * on its checkpoint. `superseded`: it is not the live one any more. Nothing was written in either case.
 */
export type BatchOutcome = 'written' | 'moved' | 'superseded';

/**
 * What a writer makes of the events it is given. `products`: the rows of products. `others`: all other rows, the index of
 * the log, and what is counted along the way. No row is of both.
 */
export type Share = 'all' | 'products' | 'others';

export interface ReadModelWriterOptions {
  /**
   * Events that are folded in memory before they are written; only where nobody else writes or reads the generation.
   * Default: each batch is written at once.
   */
  readonly commitEvery?: number;
  /** Whether to note where each command left its events: for logs without an index of command ids. Default: no. */
  readonly indexesCommands?: boolean;
  /** Default: all. */
  readonly share?: Share;
}

/**
 * Folds batches of events into one generation of the read models: each batch in one transaction with its checkpoint,
 * and each row once, however many events changed it.
 *
 * What it remembers holds as long as nobody else writes; it finds out at the start of each transaction.
 */
export class ReadModelWriter {
  readonly #store: RowStore;
  readonly #commitEvery: number;
  readonly #indexesCommands: boolean;
  readonly #share: Share;
  readonly #rows: CachedRows;
  readonly #index: LogIndex;
  readonly #parked: ParkedStreams;
  /** Whether what is remembered is to be read again. */
  #isStale = true;
  #uncommitted = 0;
  #checkpoint: Checkpoint = NOTHING_YET;
  /** Transactions come one after the other. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(store: RowStore, options: ReadModelWriterOptions) {
    const { commitEvery = 1, indexesCommands = false, share = 'all' } = options;
    this.#store = store;
    this.#share = share;
    this.#commitEvery = commitEvery;
    this.#indexesCommands = indexesCommands;
    this.#rows = new CachedRows(store);
    this.#index = new LogIndex(store);
    this.#parked = new ParkedStreams(store);
  }

  static async open(store: RowStore, options: ReadModelWriterOptions = {}): Promise<ReadModelWriter> {
    const writer = new ReadModelWriter(store, options);
    await writer.#load();
    return writer;
  }

  get checkpoint(): Checkpoint {
    return this.#checkpoint;
  }

  get parked(): ParkedStreams {
    return this.#parked;
  }

  /** False where another one has to be opened to go on. */
  get isOpen(): boolean {
    return this.#store.isOpen;
  }

  /**
   * Folds the events that follow position `after`, where the checkpoint is expected to stand.
   *
   * @throws when the database cannot take it; nothing of the batch is written then.
   */
  apply(events: readonly RecordedEvent[], after: number): Promise<BatchOutcome> {
    if (this.#commitEvery > 1) return this.#applyLater(events, after);
    return this.#transaction((before) =>
      before.position === after ? this.#foldAll(events, before) : 'moved',
    );
  }

  /** Writes what was folded in memory only. */
  commit(): Promise<BatchOutcome> {
    return this.#transaction((before) => before);
  }

  /**
   * Folds events of a parked stream that wait, from its first on. The stream is released when all that wait were
   * given and none failed; otherwise the first that fails stays parked, with what follows it.
   */
  retry(stream: string, events: readonly RecordedEvent[]): Promise<BatchOutcome> {
    return this.#transaction(async (before) => {
      if (!this.#store.isLocal) await this.#rows.prefetch(events, this.#indexesCommands);
      for (const event of events) {
        const waiting = this.#parked.get(stream);
        if (waiting === undefined || Number(event.position) > before.position) break;
        if (event.revision < waiting.revision) continue;
        if (event.revision > waiting.revision) throw new RangeError(`${stream}: events are missing`);
        const folded = this.#fold(event);
        if (!(folded instanceof RowNotFetched ? await this.#fetchAndFold(event, folded) : folded)) break;
        if (event.revision === waiting.last_revision) this.#parked.release(stream);
        else this.#parked.advance(event);
      }
      return before;
    });
  }

  async #applyLater(events: readonly RecordedEvent[], after: number): Promise<BatchOutcome> {
    if (this.#isStale) await this.#load();
    if (this.#checkpoint.position !== after) return 'moved';
    this.#checkpoint = await this.#foldAll(events, this.#checkpoint);
    this.#uncommitted += events.length;
    return this.#uncommitted < this.#commitEvery ? 'written' : this.commit();
  }

  async #foldAll(events: readonly RecordedEvent[], before: Checkpoint): Promise<Checkpoint> {
    const last = events.at(-1);
    if (last === undefined) return before;
    if (!this.#store.isLocal) await this.#rows.prefetch(events, this.#indexesCommands);
    let { scopesVersion } = before;
    for (const event of events) {
      if (this.#share !== 'products') {
        this.#index.add(event);
        if (isScopeEvent(event)) scopesVersion += 1;
        // Also of parked streams: what was carried out is known whether it can be shown or not.
        if (this.#indexesCommands) await this.#noteCommand(event);
      }
      if (this.#isForOther(event)) continue;
      if (this.#parked.count > 0 && this.#parked.get(event.stream) !== undefined) this.#parked.extend(event);
      else {
        const folded = this.#fold(event);
        if (folded instanceof RowNotFetched) await this.#fetchAndFold(event, folded);
      }
    }
    return {
      position: Number(last.position),
      logHash: last.hash,
      eventCount: before.eventCount + events.length,
      recordedMax: this.#index.recordedMax,
      scopesVersion,
    };
  }

  /** Whether the rows of the event's stream are another writer's. */
  #isForOther({ stream }: RecordedEvent): boolean {
    return this.#share !== 'all' && stream.startsWith(PRODUCT_STREAMS) !== (this.#share === 'products');
  }

  async #noteCommand(event: RecordedEvent): Promise<void> {
    try {
      noteCommand(event, this.#rows);
    } catch (error) {
      if (!(error instanceof RowNotFetched)) throw error;
      await this.#rows.fetch(error.table, error.key);
      noteCommand(event, this.#rows);
    }
  }

  /**
   * @returns false when the event failed and was parked; what it lacks when a row has to be fetched first.
   * @throws when it was the database that failed: that is no fault of the event.
   */
  #fold(event: RecordedEvent): boolean | RowNotFetched {
    this.#rows.begin();
    try {
      project(event, this.#rows);
      return true;
    } catch (error) {
      if (this.#store.isFailure(error)) throw error;
      this.#rows.undo();
      if (error instanceof RowNotFetched) return error;
      this.#parked.park(event, error);
      return false;
    }
  }

  /** Each row that is fetched brings the event further: it asks for a bounded number of rows. */
  async #fetchAndFold(event: RecordedEvent, lacking: RowNotFetched): Promise<boolean> {
    for (let folded: boolean | RowNotFetched = lacking; ; ) {
      if (!(folded instanceof RowNotFetched)) return folded;
      await this.#rows.fetch(folded.table, folded.key);
      folded = this.#fold(event);
    }
  }

  #transaction(work: Work): Promise<BatchOutcome> {
    const outcome = this.#turn.then(() => this.#transactionNow(work));
    this.#turn = outcome.catch(() => {});
    return outcome;
  }

  async #transactionNow(work: Work): Promise<BatchOutcome> {
    try {
      const standing = await this.#store.begin();
      if (standing === 'superseded') {
        await this.#store.rollback();
        return 'superseded';
      }
      if (standing === 'changed' || this.#isStale) await this.#load();
      const after = await work(this.#checkpoint);
      if (after === 'moved') {
        await this.#store.rollback();
        return 'moved';
      }
      await this.#rows.flush();
      await this.#index.flush();
      await this.#parked.flush();
      await writeCheckpoint(this.#store, after);
      await this.#store.commit();
      this.#checkpoint = after;
      this.#uncommitted = 0;
      return 'written';
    } catch (error) {
      this.#isStale = true;
      await this.#store.rollback();
      throw error;
    }
  }

  async #load(): Promise<void> {
    this.#uncommitted = 0;
    this.#rows.clear();
    this.#checkpoint = await readCheckpoint(this.#store);
    await this.#index.load(this.#checkpoint);
    await this.#parked.load();
    this.#isStale = false;
  }
}

type Work = (before: Checkpoint) => Checkpoint | 'moved' | Promise<Checkpoint | 'moved'>;
