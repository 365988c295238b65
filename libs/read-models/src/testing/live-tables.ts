import type { Kysely } from 'kysely';
import type { ReadModelsAddress } from '../database/address.ts';
import { LIVE } from '../database/postgres/catalogue.ts';
import { connect } from '../database/postgres/connect.ts';
import { kyselyOver } from '../database/postgres/kysely-over.ts';
import { CATALOGUE, schemaOf } from '../database/postgres/schemas.ts';
import { Generations } from '../database/sqlite/generations.ts';
import { openSqlite } from '../database/sqlite/sqlite.ts';
import type { Database } from '../database/tables.ts';

export interface Tables {
  readonly db: Kysely<Database>;
  close(): Promise<void>;
}

/** The tables of the live generation, to do with them what nobody should. */
export async function openLiveTables(address: ReadModelsAddress): Promise<Tables> {
  if (address.kind === 'postgres') {
    return inSchema(address.url, async (client) => schemaOf((await client.query(LIVE)).rows[0].number));
  }
  const generations = new Generations(address.file);
  const live = generations.live();
  generations.close();
  if (live === undefined) throw new Error('there are no live read models');
  return inFile(live.file);
}

/** The table of the generations. */
export async function openCatalogue(address: ReadModelsAddress): Promise<Tables> {
  return address.kind === 'postgres' ? inSchema(address.url, async () => CATALOGUE) : inFile(address.file);
}

function inFile(file: string): Tables {
  const { db, close } = openSqlite(file);
  return { db, close: async () => close() };
}

type Client = Awaited<ReturnType<typeof connect>>;

async function inSchema(url: string, schemaFor: (client: Client) => Promise<string>): Promise<Tables> {
  const client = await connect(url);
  await client.query(`SET search_path TO ${await schemaFor(client)}`);
  return { db: kyselyOver(client), close: () => client.end() };
}
