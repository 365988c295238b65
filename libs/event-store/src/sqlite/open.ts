/**
 * Opens the embedded event store.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { EventStore } from '../port.ts';
import type { UpcasterRegistry } from '../upcasting.ts';
import { CommitChanges, PolledChanges } from './changes.ts';
import { lockFolder } from './folder-lock.ts';
import { LogReader } from './log-reader.ts';
import { storeErrorFrom } from './sqlite-errors.ts';
import { SqliteEventStore } from './sqlite-event-store.ts';
import { Staging } from './staging.ts';

export interface SqliteEventStoreOptions {
  /** The log's file. A writer makes it, and its folder. */
  readonly file: string;
  /** One writer at a time; any number of readers, in any thread or process, whether the writer lives or not. */
  readonly mode: 'writer' | 'reader';
  /** Milliseconds since 1970 UTC. Default: the system's clock. */
  readonly clock?: () => number;
  /** Lifts old events on reading. Absent: data is given as it was written. */
  readonly upcasters?: UpcasterRegistry;
  /** Where this process answers requests; told to whoever finds the folder locked. */
  readonly address?: string;
  /** Events that one synchronous reading fetches; others wait for so long. Default: 500. */
  readonly pageSize?: number;
  /** A reader that follows looks for news this often, in milliseconds. Default: 5. */
  readonly pollMs?: number;
  /** Upper bound of the file in pages of 4 KiB; for tests of a full disk. */
  readonly pagesMax?: number;
}

/**
 * Opens a log.
 *
 * @throws StoreLockedError (writer) when another process writes this log; StoreNotFoundError (reader) when there is
 *   none; StoreForeignFileError, StoreTooNewError, StoreFullError, StoreUnavailableError.
 */
export async function openSqliteEventStore(options: SqliteEventStoreOptions): Promise<EventStore> {
  const { file, mode, upcasters, pageSize = 500 } = options;
  const reader = new LogReader(file, upcasters);
  if (mode === 'reader') {
    reader.open();
    const changes = new PolledChanges(() => reader.dataVersion(), options.pollMs ?? 5);
    return new SqliteEventStore({ file, reader, changes, pageSize });
  }

  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (error) {
    throw storeErrorFrom(error, file);
  }
  const owner = { pid: process.pid, ...(options.address === undefined ? {} : { address: options.address }) };
  const lock = lockFolder(file, owner);
  try {
    const changes = new CommitChanges();
    const staging = new Staging({
      writer: { file, ...(options.pagesMax === undefined ? {} : { pagesMax: options.pagesMax }) },
      clock: options.clock ?? Date.now,
      onDurable: (position) => changes.committed(position),
    });
    await staging.start();
    reader.open();
    return new SqliteEventStore({ file, reader, changes, pageSize, writer: { staging, lock } });
  } catch (error) {
    reader.close();
    lock.release();
    throw error;
  }
}
