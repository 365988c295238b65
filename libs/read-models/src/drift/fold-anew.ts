import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { EventStore } from '#event-store';
import { createToBuild } from '../database/sqlite/open-generation.ts';
import { SqliteRowStore } from '../database/sqlite/sqlite-row-store.ts';
import type { Database } from '../database/tables.ts';
import { writerOptionsFor } from '../runner/event-source.ts';
import { ReadModelWriter } from '../runner/read-model-writer.ts';

/** Rows that were folded from the log this very moment, in a file that goes when it is closed. */
export interface FreshRows {
  readonly db: Kysely<Database>;
  close(): Promise<void>;
}

export interface FoldOptions {
  readonly store: Pick<EventStore, 'capabilities' | 'readLog'>;
  /** The last position that is folded. */
  readonly end: bigint;
  /** By stream, from which revision on its events are passed over. */
  readonly without: ReadonlyMap<string, number>;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((position: bigint) => void) | undefined;
}

/** Events that are folded in memory before their rows are written. */
const COMMIT_EVERY = 8_192;

/** Folds the log up to a position as the projector would, into a database of SQLite whatever the live one is. */
export async function foldAnew(options: FoldOptions): Promise<FreshRows> {
  const folder = await mkdtemp(join(tmpdir(), 'stockbook-drift-'));
  const database = await createToBuild({ file: join(folder, 'rows.db') });
  const close = async () => {
    database.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await fold(new SqliteRowStore(database), options);
    return { db: database.db, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function fold(
  rows: SqliteRowStore,
  { store, end, without, signal, onProgress }: FoldOptions,
): Promise<void> {
  const writer = await ReadModelWriter.open(rows, { commitEvery: COMMIT_EVERY, ...writerOptionsFor(store) });
  for await (const page of store.readLog()) {
    signal?.throwIfAborted();
    const events = page.filter(
      ({ stream, revision, position }) => position <= end && revision < (without.get(stream) ?? Infinity),
    );
    await writer.apply(events, writer.checkpoint.position);
    onProgress?.(BigInt(writer.checkpoint.position));
    if ((page.at(-1)?.position ?? -1n) >= end) break;
  }
  await writer.commit();
}
