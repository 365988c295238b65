import type pg from 'pg';
import { ReadModelsUnavailableError } from '../../queries/errors.ts';
import { describeAddress, type ReadModelsAddress } from '../address.ts';
import { createTables } from '../create-tables.ts';
import {
  type Build,
  type Generation,
  ProjectorRunningError,
  type ReadModelsDatabase,
  RebuildRunningError,
} from '../read-models-database.ts';
import type { RowStore } from '../row-store.ts';
import { describeTable, TABLE_NAMES } from '../tables.ts';
import {
  generationOf,
  LIVE,
  migrateCatalogue,
  remove,
  removeOld,
  reserve,
  retire,
  switchUnlessBehind,
} from './catalogue.ts';
import { connect, isUnreachable, openPool, reasonOf } from './connect.ts';
import { kyselyOver } from './kysely-over.ts';
import { isProjecting, lockBuilding, lockProjecting } from './locks.ts';
import { PostgresRowStore } from './postgres-row-store.ts';
import { schemaOf } from './schemas.ts';

type PostgresAddress = Extract<ReadModelsAddress, { kind: 'postgres' }>;

/** Connections for looks at the catalogue. */
const POOL_MAX = 2;

/** Read models in schemas of a PostgreSQL database that any number of processes share. */
export class PostgresReadModelsDatabase implements ReadModelsDatabase {
  readonly #address: PostgresAddress;
  readonly #pool: pg.Pool;

  private constructor(address: PostgresAddress) {
    this.#address = address;
    this.#pool = openPool(address.url, POOL_MAX);
  }

  static async open(address: PostgresAddress): Promise<PostgresReadModelsDatabase> {
    const database = new PostgresReadModelsDatabase(address);
    try {
      await database.#use(migrateCatalogue);
      return database;
    } catch (error) {
      await database.close();
      const reason = reasonOf(error);
      if (reason === undefined && !isUnreachable(error)) throw error;
      throw new ReadModelsUnavailableError(describeAddress(address), { cause: error, reason });
    }
  }

  async live(): Promise<Generation | undefined> {
    const { rows } = await this.#pool.query(LIVE);
    return rows[0] === undefined ? undefined : generationOf(rows[0]);
  }

  retire(): Promise<void> {
    return this.#use(retire);
  }

  removeOld(): Promise<void> {
    return this.#use(removeOld);
  }

  async livePosition(): Promise<bigint> {
    const live = await this.live();
    if (live === undefined) return -1n;
    const { rows } = await this.#pool.query(`SELECT position FROM ${schemaOf(live.number)}.checkpoint`);
    return BigInt(rows[0]?.position ?? -1);
  }

  async openToProject(generation: Generation): Promise<RowStore> {
    const { tables } = generation.versions;
    const running = new ProjectorRunningError(describeAddress(this.#address));
    // Who stands by asks often, and needs no connection of its own for that.
    if (await isProjecting(this.#pool, tables)) throw running;
    return this.#openRows(generation, async (client) => {
      if (!(await lockProjecting(client, tables))) throw running;
    });
  }

  openToMend(generation: Generation): Promise<RowStore> {
    return this.#openRows(generation, async () => {});
  }

  async startBuild(): Promise<Build> {
    const client = await connect(this.#address.url);
    try {
      if (!(await lockBuilding(client))) throw new RebuildRunningError(describeAddress(this.#address));
      return new PostgresBuild(client, await reserve(client));
    } catch (error) {
      await client.end();
      throw error;
    }
  }

  async close(): Promise<void> {
    if (!this.#pool.ended) await this.#pool.end();
  }

  async #openRows({ number }: Generation, prepare: (client: pg.Client) => Promise<void>): Promise<RowStore> {
    const client = await connect(this.#address.url);
    try {
      await prepare(client);
      return await PostgresRowStore.open(client, number, { onlyLive: true, end: () => client.end() });
    } catch (error) {
      await client.end();
      throw error;
    }
  }

  async #use<T>(work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    try {
      return await work(client);
    } finally {
      client.release();
    }
  }
}

/** The connection holds the lock of the build and writes its rows: with it both end. */
class PostgresBuild implements Build {
  readonly generation: Generation;
  readonly #client: pg.Client;
  #isLive = false;

  constructor(client: pg.Client, generation: Generation) {
    this.#client = client;
    this.generation = generation;
  }

  async openToFill(): Promise<RowStore> {
    const schema = schemaOf(this.generation.number);
    await this.#client.query(`CREATE SCHEMA ${schema}`);
    await this.#client.query(`SET search_path TO ${schema}`);
    await createTables(kyselyOver(this.#client), 'postgres');
    await this.#client.query(NOTHING_YET);
    return PostgresRowStore.open(this.#client, this.generation.number, { onlyLive: false });
  }

  async openToFinish(): Promise<RowStore> {
    for (const table of TABLE_NAMES) await this.#client.query(`ANALYZE ${table}`);
    return PostgresRowStore.open(this.#client, this.generation.number, { onlyLive: false });
  }

  async switchUnlessBehind(position: number): Promise<boolean> {
    // From here on clients rely on it.
    await this.#client.query('SET synchronous_commit = on');
    this.#isLive = await switchUnlessBehind(this.#client, this.generation, position);
    return this.#isLive;
  }

  async end(): Promise<void> {
    try {
      if (this.#isLive) await removeOld(this.#client);
      else await remove(this.#client, this.generation.number);
    } finally {
      await this.#client.end();
    }
  }
}

/** The row that every transaction locks is there from the start. */
const NOTHING_YET = `INSERT INTO checkpoint (${Object.keys(describeTable('checkpoint').columns).join(', ')})
  SELECT 1, -1, '', 0, 0, 0`;
