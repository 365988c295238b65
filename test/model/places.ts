/** Where the log of a trial is kept. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Capabilities, type EventStore, openSqliteEventStore } from '#event-store';
import { ServerLog, ServerStore } from '../../libs/ledger/src/testing/server-store.ts';

/** A log that outlives the processes that work on it. */
export interface Place {
  /** Whether several processes work on it at once. */
  readonly isShared: boolean;
  /** The store as a process has it, closed with the process. */
  open(): Promise<EventStore>;
  /** Leaves nothing behind. */
  remove(): void;
}

/** @param clock when events are recorded. */
export type PlaceAt = (clock: () => number) => Place;

/** A store in memory of which a ledger believes that it alone writes there, as it does of the embedded one. */
class MemoryStore extends ServerStore {
  override readonly capabilities: Capabilities = { staging: true, commandIndex: true };
}

export const inMemory: PlaceAt = (clock) => {
  const log = new ServerLog(clock);
  return { isShared: false, open: async () => new MemoryStore(log), remove: () => {} };
};

export const onServer: PlaceAt = (clock) => {
  const log = new ServerLog(clock);
  return { isShared: true, open: async () => new ServerStore(log), remove: () => {} };
};

export const inSqlite: PlaceAt = (clock) => {
  const folder = mkdtempSync(join(tmpdir(), 'stockbook-model-'));
  return {
    isShared: false,
    open: () => openSqliteEventStore({ file: join(folder, 'log.sqlite'), mode: 'writer', clock }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
