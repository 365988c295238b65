import { setTimeout as delay } from 'node:timers/promises';
import {
  type Generation,
  ProjectorRunningError,
  type ReadModelsDatabase,
  RebuildRunningError,
} from '../database/read-models-database.ts';
import { CURRENT_VERSIONS } from '../database/versions.ts';
import { belongsToLog } from './belongs-to-log.ts';
import { buildGeneration, type RebuildProgress } from './build.ts';
import { type EventSource, type LogAddress, writerOptionsFor } from './event-source.ts';
import { follow } from './follow.ts';
import { Pace } from './pace.ts';
import { ReadModelWriter } from './read-model-writer.ts';
import { type RetryResult, retryParked } from './retry-parked.ts';
import { type ProjectorStatus, STARTING } from './status.ts';

export interface ProjectionLoopOptions {
  readonly log: LogAddress;
  readonly store: EventSource;
  readonly database: ReadModelsDatabase;
  readonly onStatus: (status: ProjectorStatus) => void;
}

/** Events that one live transaction takes at most, about: some 20 ms of work. */
const LIVE_BATCH_MAX = 2_000;
/**
 * After a failure, or while another process is the projector or builds the first generation, how long to wait before
 * looking again.
 */
const LOOK_AGAIN_MS = 250;
const REPORT_MS = 1_000;

/**
 * Keeps the live read models at the end of the log: builds them where there are none that this program can use,
 * follows them, rebuilds them beside when asked or when the projections are newer, and moves on to the new ones.
 */
export class ProjectionLoop {
  readonly #log: LogAddress;
  readonly #store: EventSource;
  readonly #database: ReadModelsDatabase;
  readonly #onStatus: (status: ProjectorStatus) => void;
  readonly #stopping = new AbortController();
  readonly #pace = new Pace();
  #writer: ReadModelWriter | undefined;
  #building: Promise<Generation | undefined> | undefined;
  #status: ProjectorStatus = STARTING;
  #rebuild: RebuildProgress | undefined;
  /** Ends the following of one generation. */
  #following = new AbortController();

  constructor({ log, store, database, onStatus }: ProjectionLoopOptions) {
    this.#log = log;
    this.#store = store;
    this.#database = database;
    this.#onStatus = onStatus;
  }

  /** Runs until stopped. */
  async run(): Promise<void> {
    const timer = setInterval(() => void this.#look(), REPORT_MS);
    try {
      while (!this.#stopping.signal.aborted) await this.#tryToUseLive();
      await this.#building?.catch(() => {});
    } finally {
      clearInterval(timer);
      this.#status = { ...this.#status, state: 'stopped' };
      this.#onStatus(this.#status);
    }
  }

  stop(): void {
    this.#stopping.abort();
    this.#following.abort();
  }

  hurry(position: bigint): void {
    this.#pace.hurry(position);
  }

  /** Builds the next generation beside the live one; resolves once it is the live one. */
  async rebuild(): Promise<void> {
    this.#building ??= this.#build().finally(() => {
      this.#building = undefined;
      this.#rebuild = undefined;
      this.#following.abort();
    });
    await this.#building;
  }

  async retry(stream?: string): Promise<RetryResult[]> {
    if (this.#writer === undefined) return [];
    const results = await retryParked(this.#writer, this.#store, stream);
    await this.#report({});
    return results;
  }

  async #tryToUseLive(): Promise<void> {
    try {
      await this.#useLive();
    } catch (error) {
      if (error instanceof ProjectorRunningError) await this.#standBy();
      else if (!(error instanceof RebuildRunningError)) this.#fail(error);
      await delay(LOOK_AGAIN_MS, undefined, { signal: this.#stopping.signal }).catch(() => {});
    }
  }

  /** Tells how far the projector of another process has come, until its place is free. */
  async #standBy(): Promise<void> {
    try {
      const generation = (await this.#database.live())?.number ?? 0;
      const position = await this.#database.livePosition();
      await this.#report({ state: 'standby', generation, position });
    } catch (error) {
      this.#fail(error);
    }
  }

  async #useLive(): Promise<void> {
    const generation = await this.#database.live();
    if (generation?.versions.tables !== CURRENT_VERSIONS.tables) {
      // Nothing can be shown before it is built, here or by somebody else.
      await this.#report({ state: 'building' });
      await this.rebuild();
      return;
    }
    const rows = await this.#database.openToProject(generation);
    try {
      const writer = await ReadModelWriter.open(rows, writerOptionsFor(this.#store));
      if (await belongsToLog(writer.checkpoint, this.#store)) await this.#follow(generation, writer);
      else await this.#database.retire();
    } finally {
      this.#writer = undefined;
      await rows.close();
    }
  }

  async #follow(generation: Generation, writer: ReadModelWriter): Promise<void> {
    this.#writer = writer;
    await this.#database.removeOld();
    // A newer program may know what to do with what was parked.
    await retryParked(writer, this.#store);
    const isOutdated = generation.versions.projections !== CURRENT_VERSIONS.projections;
    if (isOutdated) this.rebuild().catch((error) => this.#fail(error));

    this.#following = new AbortController();
    const signal = AbortSignal.any([this.#following.signal, this.#stopping.signal]);
    await follow({
      store: this.#store,
      writer,
      signal,
      batchMax: LIVE_BATCH_MAX,
      onProgress: () => void this.#report({ state: 'following', generation: generation.number }),
      pause: (events) => this.#pace.pause(events, writer.checkpoint.position, signal),
      onFailure: (error) => this.#fail(error),
    });
  }

  #build(): Promise<Generation | undefined> {
    return buildGeneration({
      log: this.#log,
      store: this.#store,
      database: this.#database,
      signal: this.#stopping.signal,
      onProgress: (progress) => {
        this.#rebuild = progress;
        void this.#report({});
      },
    });
  }

  /** Another process may have made another generation the live one while no event came. */
  async #look(): Promise<void> {
    const following = this.#following;
    const { generation } = this.#status;
    if (this.#writer !== undefined && this.#building === undefined) {
      try {
        if ((await this.#database.live())?.number !== generation) following.abort();
      } catch {
        // The next transaction finds out that the database does not answer, and whether it does again.
      }
    }
    await this.#report({});
  }

  #fail(error: unknown): void {
    const failure = error instanceof Error ? error.message : String(error);
    void this.#report({ state: 'stalled', failure });
  }

  async #report(changed: Partial<ProjectorStatus>): Promise<void> {
    const checkpoint = this.#writer?.checkpoint;
    const position = BigInt(checkpoint?.position ?? -1);
    const last = await this.#store.lastPosition().catch(() => this.#status.last);
    const isBehind = last > position && checkpoint !== undefined && checkpoint.position >= 0;
    const { failure: _failure, rebuild: _rebuild, ...before } = this.#status;
    const state = changed.state ?? before.state;
    const failure = changed.failure ?? this.#status.failure;
    this.#status = {
      ...before,
      ...changed,
      position: checkpoint === undefined ? (changed.position ?? before.position) : position,
      last,
      lagSeconds: isBehind ? Math.max(0, (Date.now() - checkpoint.recordedMax) / 1000) : 0,
      parkedStreams: this.#writer?.parked.count ?? before.parkedStreams,
      ...(this.#rebuild === undefined ? {} : { rebuild: this.#rebuild }),
      ...(state === 'stalled' && failure !== undefined ? { failure } : {}),
    };
    this.#onStatus(this.#status);
  }
}
