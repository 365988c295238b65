/**
 * The writing half of the store on the calling thread. It fixes the place of every append at once, since this
 * process is the only writer; the writer thread makes it durable, many appends in one commit.
 */
import type { EncodedContent } from '../codec.ts';
import { encodeAppend } from '../encode-append.ts';
import { StoreClosedError, type StoreError, WrongExpectedRevisionError } from '../errors.ts';
import type { EventToAppend, ExpectedRevision, Revision, StagedAppend, StreamName } from '../port.ts';
import { RecentMap } from '../recent-map.ts';
import { BatchBuilder, SAME_COMMAND } from './batch.ts';
import type { BatchWriterOptions } from './batch-writer.ts';
import { commandKey } from './command-key.ts';
import { DurableTruth } from './durable-truth.ts';
import { type Found, RecentOrigins } from './recent-origins.ts';
import { WriterThread } from './writer-thread.ts';

export interface StagingOptions {
  readonly writer: BatchWriterOptions;
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number;
  /** Called when more of the log is durable. */
  readonly onDurable: (position: number) => void;
  /** Heads of recently used streams that are remembered: two generations of this many. Default: 30,000. */
  readonly headsMax?: number;
  /** Above this much staged content, in UTF-16 units, an append waits before it is staged. Default: 32 Mi. */
  readonly stagedSizeMax?: number;
}

/** A group of appends that share one commit and one promise. */
class Batch extends BatchBuilder {
  readonly durable: Promise<void>;
  resolve: () => void = () => {};
  reject: (error: StoreError) => void = () => {};
  lastPosition = -1;

  constructor(firstStreamId: number, firstTypeId: number) {
    super(firstStreamId, firstTypeId);
    this.durable = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Nobody has to wait for durability: a failure reaches whoever does, and the next append.
    this.durable.catch(() => {});
  }
}

/** Where a stream ends, staged events included. */
interface Head {
  readonly id: number;
  revision: Revision;
  /** Of its last event as far as this process knows; it may be forgotten once that is durable. */
  position: number;
}

const HEADS_MAX = 30_000;
/** Batches handed to the thread and not answered yet; meanwhile the next one grows. */
const IN_FLIGHT_MAX = 2;
const STAGED_SIZE_MAX = 32 * 1024 * 1024;

export class Staging {
  readonly #options: StagingOptions;
  readonly #thread: WriterThread;
  readonly #truth: DurableTruth;
  readonly #heads: RecentMap<StreamName, Head>;
  #batch = new Batch(0, 0);
  #inFlight: Batch[] = [];
  #flushScheduled = false;
  #stagedSize = 0;
  /** Appends that wait for room, in order. */
  #queue: Promise<void> = Promise.resolve();
  #queued = 0;
  #epoch = 0;
  /** Last position that was given away. */
  #position = -1;
  #durablePosition = -1;
  #recordedAt = 0;
  #lastStreamId = 0;
  /** By {@link typeKey}. */
  readonly #typeIds = new Map<string, number>();
  readonly #origins = new RecentOrigins();
  /** After a failure the truth is read again before anything is staged. */
  #stale = true;
  #closed = false;

  constructor(options: StagingOptions) {
    this.#options = options;
    this.#truth = new DurableTruth(options.writer.file);
    this.#thread = new WriterThread(options.writer, {
      committed: (position) => this.#committed(position),
      failed: (error) => this.#failed(error),
    });
    this.#heads = new RecentMap(
      options.headsMax ?? HEADS_MAX,
      (head) => head.position > this.#durablePosition,
    );
  }

  /** @throws StoreError when the file cannot be opened or made. */
  async start(): Promise<void> {
    await this.#thread.start();
    this.#thread.rest();
  }

  get durablePosition(): number {
    return this.#durablePosition;
  }

  append(
    stream: StreamName,
    events: readonly EventToAppend[],
    expected: ExpectedRevision,
  ): Promise<StagedAppend> {
    if (this.#hasNoRoom || this.#queued > 0) return this.#enqueue(stream, events, expected);
    try {
      return Promise.resolve(this.#stage(stream, events, expected));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  get #hasNoRoom(): boolean {
    return this.#stagedSize > (this.#options.stagedSizeMax ?? STAGED_SIZE_MAX);
  }

  async #enqueue(
    stream: StreamName,
    events: readonly EventToAppend[],
    expected: ExpectedRevision,
  ): Promise<StagedAppend> {
    this.#queued += 1;
    const turn = this.#queue.then(async () => {
      while (this.#hasNoRoom) {
        await (this.#inFlight[0] ?? this.#batch).durable.catch(() => {});
      }
      this.#queued -= 1;
      return this.#stage(stream, events, expected);
    });
    this.#queue = turn.then(
      () => {},
      () => {},
    );
    return turn;
  }

  #stage(stream: StreamName, events: readonly EventToAppend[], expected: ExpectedRevision): StagedAppend {
    if (this.#closed) throw new StoreClosedError(this.#options.writer.file);
    if (this.#stale) this.#readTruth();
    const known = this.#headOf(stream);
    const actual = known?.revision ?? -1;
    if ((expected === 'no-stream' ? -1 : expected) !== actual) {
      throw new WrongExpectedRevisionError(stream, expected, actual);
    }
    const contents = encodeAppend(stream, events);

    const batch = this.#batch;
    const head = known ?? this.#newHead(stream, batch);
    const recordedAt = this.#now();
    const sizeBefore = batch.size;
    let command: string | undefined;
    let found: Found | undefined;
    for (let i = 0; i < events.length; i++) {
      const { metadata } = events[i] as EventToAppend;
      const { commandId } = metadata;
      const key = commandId === command ? SAME_COMMAND : commandKey(commandId);
      command = commandId;
      head.revision += 1;
      const typeId = this.#typeOf(events[i] as EventToAppend, batch);
      const encoded = contents[i] as EncodedContent;
      found = this.#origins.find(metadata);
      batch.addEvent(head.id, head.revision, typeId, recordedAt, key, encoded, found?.position, found?.own);
    }
    this.#stagedSize += batch.size - sizeBefore;
    this.#position += events.length;
    head.position = this.#position;
    // The last one of an append is what something else can follow from.
    if (found === undefined) {
      const { metadata } = events.at(-1) as EventToAppend;
      this.#origins.note(stream, head.revision, this.#position, metadata);
    }
    batch.lastPosition = this.#position;
    this.#scheduleFlush();
    return {
      firstRevision: actual + 1,
      lastRevision: head.revision,
      position: BigInt(this.#position),
      durable: batch.durable,
    };
  }

  #headOf(stream: StreamName): Head | undefined {
    const head = this.#heads.get(stream);
    if (head !== undefined) return head;
    const stored = this.#truth.streamHead(stream);
    // A stream that is not there is not remembered: it would cost memory for every name asked for.
    if (stored === undefined) return undefined;
    const found = { ...stored, position: -1 };
    this.#heads.set(stream, found);
    return found;
  }

  #newHead(stream: StreamName, batch: Batch): Head {
    this.#lastStreamId = batch.addStream(stream);
    const head = { id: this.#lastStreamId, revision: -1, position: this.#position + 1 };
    this.#heads.set(stream, head);
    return head;
  }

  #typeOf({ type: name, schemaVersion: version = 1 }: EventToAppend, batch: Batch): number {
    const key = typeKey(name, version);
    const known = this.#typeIds.get(key);
    if (known !== undefined) return known;
    const id = batch.addType({ name, version });
    this.#typeIds.set(key, id);
    return id;
  }

  /** Now, but never before the last event. */
  #now(): number {
    const now = Math.floor(this.#options.clock());
    if (now > this.#recordedAt) this.#recordedAt = now;
    return this.#recordedAt;
  }

  #newBatch(): Batch {
    return new Batch(this.#lastStreamId + 1, this.#typeIds.size + 1);
  }

  #readTruth(): void {
    const end = this.#truth.logEnd();
    this.#recordedAt = Math.max(this.#recordedAt, end.recordedAt);
    this.#position = end.position;
    this.#durablePosition = end.position;
    this.#lastStreamId = end.streamId;
    this.#typeIds.clear();
    for (const { name, version } of end.types) {
      this.#typeIds.set(typeKey(name, version), this.#typeIds.size + 1);
    }
    this.#batch = this.#newBatch();
    this.#stale = false;
  }

  #scheduleFlush(): void {
    if (this.#flushScheduled || this.#batch.count === 0 || this.#inFlight.length >= IN_FLIGHT_MAX) return;
    this.#flushScheduled = true;
    setImmediate(() => {
      this.#flushScheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    const batch = this.#batch;
    if (batch.count === 0 || this.#inFlight.length >= IN_FLIGHT_MAX) return;
    this.#batch = this.#newBatch();
    this.#inFlight.push(batch);
    this.#thread.send(batch.message(this.#epoch, batch.lastPosition - batch.count + 1));
  }

  #committed(position: number): void {
    // Heads of what is durable now may be forgotten: the next lookup must find them in the file.
    this.#truth.endSnapshot();
    this.#settleUpTo(position);
    this.#options.onDurable(this.#durablePosition);
    this.#scheduleFlush();
    if (this.#inFlight.length === 0) this.#thread.rest();
  }

  #settleUpTo(position: number): void {
    this.#durablePosition = Math.max(this.#durablePosition, position);
    for (let batch = this.#inFlight[0]; batch !== undefined; batch = this.#inFlight[0]) {
      if (batch.lastPosition > position) return;
      this.#inFlight.shift();
      this.#stagedSize -= batch.size;
      batch.resolve();
    }
  }

  /** Nothing beyond the durable truth is in the log, nor will be: everything staged there fails. */
  #failed(error: StoreError): void {
    try {
      // A thread that died may have committed without saying so.
      this.#settleUpTo(this.#truth.logEnd().position);
      this.#options.onDurable(this.#durablePosition);
    } catch {
      // The file cannot be read either: what was acknowledged is what is known.
    }
    const failed = [...this.#inFlight, this.#batch];
    this.#epoch += 1;
    this.#stale = true;
    this.#inFlight = [];
    this.#batch = this.#newBatch();
    this.#stagedSize = 0;
    this.#heads.clear();
    this.#origins.clear();
    this.#thread.rest();
    for (const batch of failed) batch.reject(error);
  }

  /** Whether the durable log may have events of the command; a no is certain. */
  mayHaveCommand(commandId: string): boolean {
    return this.#truth.mayHaveCommand(commandId);
  }

  /** Resolves when nothing is staged any more, be it durable or failed. */
  async flush(): Promise<void> {
    while (this.#inFlight.length > 0 || this.#batch.count > 0) {
      this.#scheduleFlush();
      await (this.#inFlight[0] ?? this.#batch).durable.catch(() => {});
    }
  }

  /** Takes no more, makes everything staged durable and ends the thread. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.flush();
    // Before the writer: the last connection to close folds the write-ahead log into the file.
    this.#truth.close();
    await this.#thread.close();
  }

  /** Kills the writer thread, as a crash would; for tests. */
  async killThread(): Promise<void> {
    await this.#thread.kill();
  }
}

const typeKey = (name: string, version: number): string => `${version}:${name}`;
