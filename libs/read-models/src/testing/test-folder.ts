import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStore, openSqliteEventStore, type Revision, type StagedAppend } from '#event-store';
import type { ReadModelsAddress } from '../database/address.ts';
import type { LogAddress } from '../runner/event-source.ts';
import type { Appended } from './made-up-shop.ts';
import { isOnPostgres, makePostgresDatabase } from './postgres-database.ts';

/** A log and read models of a test's own, in a folder that goes with it. */
export class TestFolder {
  readonly folder = mkdtempSync(join(tmpdir(), 'stockbook-read-models-'));
  readonly logFile = join(this.folder, 'log.db');
  readonly log: LogAddress = { kind: 'sqlite', file: this.logFile };
  readonly readModels: ReadModelsAddress;
  readonly places: { readonly log: LogAddress; readonly readModels: ReadModelsAddress };
  readonly #opened: (() => unknown)[] = [];

  private constructor(readModels?: ReadModelsAddress) {
    this.readModels = readModels ?? { kind: 'sqlite', file: join(this.folder, 'read-models.db') };
    this.places = { log: this.log, readModels: this.readModels };
  }

  static async make(): Promise<TestFolder> {
    if (!isOnPostgres()) return new TestFolder();
    const { url, drop } = await makePostgresDatabase();
    const folder = new TestFolder({ kind: 'postgres', url });
    folder.onEnd(drop);
    return folder;
  }

  /** Opens the log to write. */
  async writer(): Promise<TestLog> {
    const store = await openSqliteEventStore({ file: this.logFile, mode: 'writer' });
    this.onEnd(() => store.close());
    return new TestLog(store);
  }

  /** Runs at the end of the test, the last first. */
  onEnd(work: () => unknown): void {
    this.#opened.push(work);
  }

  async remove(): Promise<void> {
    for (let work = this.#opened.pop(); work !== undefined; work = this.#opened.pop()) await work();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** An event store that knows where each stream stands. */
export class TestLog {
  readonly store: EventStore;
  readonly #revisions = new Map<string, Revision>();

  constructor(store: EventStore) {
    this.store = store;
  }

  /** Appends in order; resolves with the last position once all is durable. */
  async append(...appends: readonly Appended[]): Promise<bigint> {
    let last: StagedAppend | undefined;
    for (const { stream, events } of appends) {
      last = await this.store.append(stream, events, this.#revisions.get(stream) ?? 'no-stream');
      this.#revisions.set(stream, last.lastRevision);
    }
    await last?.durable;
    return last?.position ?? -1n;
  }
}
