/**
 * Fills a log's file with the events of another log. Nothing else may write the file meanwhile: it holds the writer's
 * lock.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { encode } from '../codec.ts';
import type { LogTarget } from '../copying/log-target.ts';
import { LogsDifferError } from '../errors.ts';
import type { EventStore, Revision, StreamName } from '../port.ts';
import { RecentMap } from '../recent-map.ts';
import type { StoredEvent } from '../stored-event.ts';
import { BatchBuilder, SAME_COMMAND } from './batch.ts';
import { BatchWriter, WAL_FRAMES_MAX } from './batch-writer.ts';
import { commandKey } from './command-key.ts';
import { DurableTruth } from './durable-truth.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { openSqliteEventStore } from './open.ts';
import { RecentOrigins } from './recent-origins.ts';
import { storeErrorFrom } from './sqlite-errors.ts';

interface Head {
  readonly id: number;
  revision: Revision;
}

const HEADS_MAX = 30_000;

/** @throws StoreLockedError and other StoreErrors, as opening it for writing does. */
export async function openSqliteLogTarget(file: string): Promise<LogTarget> {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw storeErrorFrom(error, file);
  }
  const lock = lockFolder(file, { pid: process.pid });
  let writer: BatchWriter | undefined;
  try {
    writer = new BatchWriter({ file });
    const store = await openSqliteEventStore({ file, mode: 'reader' });
    return new SqliteLogTarget(file, lock, writer, store);
  } catch (error) {
    writer?.close();
    lock.release();
    throw storeErrorFrom(error, file);
  }
}

class SqliteLogTarget implements LogTarget {
  readonly store: EventStore;
  readonly #file: string;
  readonly #lock: FolderLock;
  readonly #writer: BatchWriter;
  readonly #truth: DurableTruth;
  readonly #heads = new RecentMap<StreamName, Head>(HEADS_MAX);
  readonly #typeIds = new Map<string, number>();
  readonly #origins = new RecentOrigins();
  #position: number;
  #streamId: number;

  constructor(file: string, lock: FolderLock, writer: BatchWriter, store: EventStore) {
    this.store = store;
    this.#file = file;
    this.#lock = lock;
    this.#writer = writer;
    this.#truth = new DurableTruth(file);
    const end = this.#truth.logEnd();
    this.#position = end.position;
    this.#streamId = end.streamId;
    for (const { name, version } of end.types) {
      this.#typeIds.set(typeKey(name, version), this.#typeIds.size + 1);
    }
  }

  async append(events: readonly StoredEvent[]): Promise<void> {
    const batch = new BatchBuilder(this.#streamId + 1, this.#typeIds.size + 1);
    let command: string | undefined;
    for (const [index, event] of events.entries()) {
      const { stream, revision, recordedAt, metadata } = event;
      const head = this.#headOf(stream, batch);
      if (revision !== head.revision + 1) {
        throw new LogsDifferError(
          `${stream} ends at revision ${head.revision}, where ${revision} should follow`,
        );
      }
      head.revision = revision;
      // The index holds the first of the events of a command that stand side by side.
      const key = metadata.commandId === command ? SAME_COMMAND : commandKey(metadata.commandId);
      command = metadata.commandId;
      const found = this.#origins.find(metadata);
      const typeId = this.#typeOf(event, batch);
      batch.addEvent(head.id, revision, typeId, recordedAt, key, encode(event), found?.position, found?.own);
      if (found === undefined) this.#origins.note(stream, revision, this.#position + 1 + index, metadata);
    }
    try {
      this.#writer.write(batch.message(0, this.#position + 1));
      if (this.#writer.walFrames() > WAL_FRAMES_MAX) this.#writer.restartWal();
    } catch (error) {
      throw storeErrorFrom(error, this.#file);
    }
    this.#position += events.length;
    this.#truth.endSnapshot();
  }

  async close(): Promise<void> {
    try {
      this.#truth.close();
      await this.store.close();
      this.#writer.close();
    } finally {
      this.#lock.release();
    }
  }

  #headOf(stream: StreamName, batch: BatchBuilder): Head {
    const known = this.#heads.get(stream) ?? this.#truth.streamHead(stream);
    if (known !== undefined) {
      const head = { ...known };
      this.#heads.set(stream, head);
      return head;
    }
    this.#streamId = batch.addStream(stream);
    const head = { id: this.#streamId, revision: -1 };
    this.#heads.set(stream, head);
    return head;
  }

  #typeOf({ type: name, schemaVersion: version }: StoredEvent, batch: BatchBuilder): number {
    const key = typeKey(name, version);
    const known = this.#typeIds.get(key);
    if (known !== undefined) return known;
    const id = batch.addType({ name, version });
    this.#typeIds.set(key, id);
    return id;
  }
}

const typeKey = (name: string, version: number): string => `${version}:${name}`;
