import type pg from 'pg';
import { ReadModelsNotReadyError, ReadModelsUnavailableError } from '../../queries/errors.ts';
import type { LiveDatabase, Snapshot } from '../../queries/live-database.ts';
import { describeAddress, type ReadModelsAddress } from '../address.ts';
import { LIVE } from './catalogue.ts';
import { hasCode, isUnreachable, openPool, queryAll, reasonOf } from './connect.ts';
import { kyselyOver } from './kysely-over.ts';
import { CATALOGUE, schemaOf } from './schemas.ts';

type PostgresAddress = Extract<ReadModelsAddress, { kind: 'postgres' }>;

/** Connections that one process reads through. */
const POOL_MAX = 10;

/** A schema or table that is not there, or not any more: nobody has built it, or the next generation has come. */
const NOT_THERE = ['3F000', '42P01'];

/** The live generation in PostgreSQL, for reading. A snapshot is a transaction of its own that sees one state. */
export class PostgresLiveDatabase implements LiveDatabase {
  readonly #address: PostgresAddress;
  #pool: pg.Pool | undefined;
  #cursorKey: Uint8Array | undefined;
  /** The generation that was live at the last look: a snapshot of it takes one round trip to begin. */
  #lastLive: number | undefined;

  constructor(address: PostgresAddress) {
    this.#address = address;
  }

  async snapshot<T>(read: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    let isBroken = false;
    const onError = () => {
      isBroken = true;
    };
    client.on('error', onError);
    const release = () => {
      client.off('error', onError);
      client.release(isBroken);
    };
    let result: T;
    try {
      result = await read(await this.#begin(client));
    } catch (error) {
      await client.query('ROLLBACK').catch(onError);
      release();
      throw this.#problemOf(error, isBroken);
    }
    // What was read stands, however its transaction ends.
    void client.query('COMMIT').catch(onError).finally(release);
    return result;
  }

  cursorKey(): Uint8Array {
    if (this.#cursorKey === undefined) throw new ReadModelsNotReadyError();
    return this.#cursorKey;
  }

  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.end();
  }

  async #begin(client: pg.ClientBase): Promise<Snapshot> {
    const { generation, checkpoint } = (await this.#beginAsBefore(client)) ?? (await beginAnew(client));
    this.#lastLive = generation;
    this.#cursorKey ??= await readCursorKey(client);
    return {
      db: kyselyOver(client),
      generation,
      position: BigInt(Number(checkpoint?.position ?? -1)),
      scopesVersion: Number(checkpoint?.scopes_version ?? 0),
    };
  }

  /** Begins on the generation of the last look; undefined, and nothing begun, where another is live. */
  async #beginAsBefore(client: pg.ClientBase): Promise<Begun | undefined> {
    const generation = this.#lastLive;
    if (generation === undefined) return undefined;
    this.#lastLive = undefined;
    try {
      const [, live, , checkpoint] = await queryAll(client, [BEGIN, LIVE, ...lookInto(generation)]);
      if (live?.[0]?.number === generation) return { generation, checkpoint: checkpoint?.[0] };
    } catch (error) {
      if (!hasCode(error, ...NOT_THERE)) throw error;
    }
    await client.query('ROLLBACK');
    return undefined;
  }

  async #connect(): Promise<pg.PoolClient> {
    this.#pool ??= openPool(this.#address.url, POOL_MAX);
    try {
      return await this.#pool.connect();
    } catch (error) {
      const reason = reasonOf(error);
      throw new ReadModelsUnavailableError(describeAddress(this.#address), { cause: error, reason });
    }
  }

  #problemOf(error: unknown, isBroken: boolean): unknown {
    if (hasCode(error, ...NOT_THERE)) return new ReadModelsNotReadyError();
    if (!isBroken && !isUnreachable(error)) return error;
    return new ReadModelsUnavailableError(describeAddress(this.#address), { cause: error });
  }
}

const BEGIN = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

const lookInto = (generation: number) => [
  `SET LOCAL search_path TO ${schemaOf(generation)}`,
  'SELECT position, scopes_version FROM checkpoint',
];

interface Begun {
  readonly generation: number;
  readonly checkpoint: Readonly<Record<string, unknown>> | undefined;
}

async function beginAnew(client: pg.ClientBase): Promise<Begun> {
  const [, live] = await queryAll(client, [BEGIN, LIVE]);
  const generation = live?.[0]?.number;
  if (generation === undefined) throw new ReadModelsNotReadyError();
  const [, checkpoint] = await queryAll(client, lookInto(Number(generation)));
  return { generation: Number(generation), checkpoint: checkpoint?.[0] };
}

async function readCursorKey(client: pg.ClientBase): Promise<Uint8Array> {
  const { rows } = await client.query(`SELECT value FROM ${CATALOGUE}.keys WHERE name = 'cursor'`);
  return rows[0].value;
}
