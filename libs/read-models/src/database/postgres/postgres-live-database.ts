import type pg from 'pg';
import { ReadModelsNotReadyError, ReadModelsUnavailableError } from '../../queries/errors.ts';
import type { LiveDatabase, Snapshot } from '../../queries/live-database.ts';
import { describeAddress, type ReadModelsAddress } from '../address.ts';
import { LIVE } from './catalogue.ts';
import { hasCode, isUnreachable, openPool, queryAll } from './connect.ts';
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
    try {
      const snapshot = await this.#begin(client);
      const result = await read(snapshot);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(onError);
      throw this.#problemOf(error, isBroken);
    } finally {
      client.off('error', onError);
      client.release(isBroken);
    }
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
    const [, live] = await queryAll(client, ['BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', LIVE]);
    const generation = live?.[0]?.number;
    if (generation === undefined) throw new ReadModelsNotReadyError();
    const [, checkpoint] = await queryAll(client, [
      `SET LOCAL search_path TO ${schemaOf(Number(generation))}`,
      'SELECT position, scopes_version FROM checkpoint',
    ]);
    this.#cursorKey ??= await readCursorKey(client);
    return {
      db: kyselyOver(client),
      generation: Number(generation),
      position: BigInt(Number(checkpoint?.[0]?.position ?? -1)),
      scopesVersion: Number(checkpoint?.[0]?.scopes_version ?? 0),
    };
  }

  async #connect(): Promise<pg.PoolClient> {
    this.#pool ??= openPool(this.#address.url, POOL_MAX);
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw new ReadModelsUnavailableError(describeAddress(this.#address), { cause: error });
    }
  }

  #problemOf(error: unknown, isBroken: boolean): unknown {
    if (hasCode(error, ...NOT_THERE)) return new ReadModelsNotReadyError();
    if (!isBroken && !isUnreachable(error)) return error;
    return new ReadModelsUnavailableError(describeAddress(this.#address), { cause: error });
  }
}

async function readCursorKey(client: pg.ClientBase): Promise<Uint8Array> {
  const { rows } = await client.query(`SELECT value FROM ${CATALOGUE}.keys WHERE name = 'cursor'`);
  return rows[0].value;
}
