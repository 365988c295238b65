import type { Kysely } from 'kysely';
import type { ReadModelsAddress } from '../database/address.ts';
import { Generations } from '../database/sqlite/generations.ts';
import { openSqlite } from '../database/sqlite/sqlite.ts';
import type { Database } from '../database/tables.ts';

export interface LiveTables {
  readonly db: Kysely<Database>;
  close(): Promise<void>;
}

/** The tables of the live generation, to do with them what nobody should. */
export async function openLiveTables(address: ReadModelsAddress): Promise<LiveTables> {
  if (address.kind === 'postgres') throw new Error('not yet');
  const generations = new Generations(address.file);
  const live = generations.live();
  generations.close();
  if (live === undefined) throw new Error('there are no live read models');
  const { db, close } = openSqlite(live.file);
  return { db, close: async () => close() };
}

/** The table of the generations. */
export async function openCatalogue(address: ReadModelsAddress): Promise<LiveTables> {
  if (address.kind === 'postgres') throw new Error('not yet');
  const { db, close } = openSqlite(address.file);
  return { db, close: async () => close() };
}
