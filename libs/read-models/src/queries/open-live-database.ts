import type { ReadModelsAddress } from '../database/address.ts';
import { PostgresLiveDatabase } from '../database/postgres/postgres-live-database.ts';
import { SqliteLiveDatabase } from '../database/sqlite/sqlite-live-database.ts';
import type { LiveDatabase } from './live-database.ts';

/** Opens read models to read. They may come to be later: nothing is asked of the database before the first snapshot. */
export function liveDatabase(address: ReadModelsAddress): LiveDatabase {
  if (address.kind === 'postgres') return new PostgresLiveDatabase(address);
  return new SqliteLiveDatabase(address.file);
}
