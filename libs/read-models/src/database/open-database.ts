import type { ReadModelsAddress } from './address.ts';
import { PostgresReadModelsDatabase } from './postgres/postgres-database.ts';
import type { ReadModelsDatabase } from './read-models-database.ts';
import { SqliteReadModelsDatabase } from './sqlite/sqlite-database.ts';

/** Opens read models to write, and makes the place where there is none. */
export async function openDatabase(address: ReadModelsAddress): Promise<ReadModelsDatabase> {
  if (address.kind === 'postgres') return PostgresReadModelsDatabase.open(address);
  return new SqliteReadModelsDatabase(address.file);
}
