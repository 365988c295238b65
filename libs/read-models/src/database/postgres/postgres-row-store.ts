import type pg from 'pg';
import { IDS_PER_SEGMENT, PARTS_PER_SEGMENT, segmentOf } from '../../event-index/layout.ts';
import type { Key, RowStore, Standing } from '../row-store.ts';
import type { Row, TableName } from '../tables.ts';
import { queryAll } from './connect.ts';
import { fetchRows, type NamedQuery, putRows, removeRows } from './row-queries.ts';
import { CATALOGUE, schemaOf } from './schemas.ts';

/** Rows that one statement takes: more would only make larger messages. */
const ROWS_AT_ONCE = 2_000;

/** Who wrote the checkpoint last, as PostgreSQL knows it: the number of a transaction. */
const WRITER = 'SELECT xmin::text AS writer FROM checkpoint WHERE id = 1';

/**
 * A power cut of the database may lose its last transactions, never half of one: the projector then folds them again.
 * The lock of a machine that has gone is given up within half a minute, and a transaction that hangs is ended.
 */
const SESSION = [
  'SET synchronous_commit = off',
  'SET tcp_keepalives_idle = 10',
  'SET tcp_keepalives_interval = 5',
  'SET tcp_keepalives_count = 3',
  `SET idle_in_transaction_session_timeout = '60s'`,
];

export interface PostgresRowStoreOptions {
  /** Whether it may be written only while it is the live generation. */
  readonly onlyLive: boolean;
  /** Ends the connection, where it is this store's own. */
  readonly end?: () => Promise<void>;
}

/**
 * Rows in a schema of PostgreSQL, fetched and written many at once. A transaction begins by locking the row of the
 * checkpoint, which keeps other writers out.
 */
export class PostgresRowStore implements RowStore {
  readonly isLocal = false;
  readonly #client: pg.Client;
  readonly #generation: number;
  readonly #options: PostgresRowStoreOptions;
  #knownWriter = '';
  #isOpen = true;

  private constructor(client: pg.Client, generation: number, options: PostgresRowStoreOptions) {
    this.#client = client;
    this.#generation = generation;
    this.#options = options;
    const lost = () => {
      this.#isOpen = false;
    };
    client.once('error', lost);
    client.once('end', lost);
  }

  /** @param client used by nobody else while the store is open. */
  static async open(
    client: pg.Client,
    generation: number,
    options: PostgresRowStoreOptions,
  ): Promise<PostgresRowStore> {
    const store = new PostgresRowStore(client, generation, options);
    await queryAll(client, [...SESSION, `SET search_path TO ${schemaOf(generation)}`]);
    const { rows } = await client.query(WRITER);
    store.#knownWriter = rows[0]?.writer;
    return store;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get(): undefined {
    return undefined;
  }

  async fetch<Table extends TableName>(table: Table, keys: readonly Key[]): Promise<readonly Row<Table>[]> {
    const found: Row<Table>[] = [];
    for (const some of parts(keys)) {
      for (const row of await this.#run(fetchRows(table, some))) found.push(row as unknown as Row<Table>);
    }
    return found;
  }

  async all<Table extends TableName>(table: Table): Promise<readonly Row<Table>[]> {
    return (await this.#client.query(`SELECT * FROM ${table}`)).rows;
  }

  async refsOfPart(part: number): Promise<readonly Row<'event_refs'>[]> {
    const start = segmentOf(part) * IDS_PER_SEGMENT;
    const { rows } = await this.#client.query(
      'SELECT id, offsets FROM event_refs WHERE id >= $1 AND id < $2 AND id % $3 = $4',
      [start, start + IDS_PER_SEGMENT, PARTS_PER_SEGMENT, part % PARTS_PER_SEGMENT],
    );
    return rows;
  }

  async begin(): Promise<Standing> {
    const [, checkpoint, live] = await queryAll(this.#client, [
      'BEGIN',
      `${WRITER} FOR UPDATE`,
      `SELECT live FROM ${CATALOGUE}.generations WHERE number = ${this.#generation}`,
    ]);
    if (this.#options.onlyLive && live?.[0]?.live !== true) return 'superseded';
    const writer = String(checkpoint?.[0]?.writer);
    if (writer === this.#knownWriter) return 'known';
    this.#knownWriter = writer;
    return 'changed';
  }

  async put<Table extends TableName>(table: Table, rows: readonly Row<Table>[]): Promise<void> {
    for (const some of parts(rows)) await this.#run(putRows(table, some));
  }

  async remove(table: TableName, keys: readonly Key[]): Promise<void> {
    for (const some of parts(keys)) await this.#run(removeRows(table, some));
  }

  async commit(): Promise<void> {
    const [checkpoint] = await queryAll(this.#client, [WRITER, 'COMMIT']);
    this.#knownWriter = String(checkpoint?.[0]?.writer);
  }

  async rollback(): Promise<void> {
    if (!this.#isOpen) return;
    try {
      await this.#client.query('ROLLBACK');
    } catch {
      // Without a connection there is nothing to roll back, and nothing more to do with this store.
      this.#isOpen = false;
    }
  }

  /** Folding asks this database for nothing. */
  isFailure(): boolean {
    return false;
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await this.#options.end?.();
  }

  async #run({ name, text, values }: NamedQuery): Promise<readonly object[]> {
    return (await this.#client.query({ name, text, values: values as unknown[] })).rows;
  }
}

function* parts<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length <= ROWS_AT_ONCE) yield items;
  else for (let i = 0; i < items.length; i += ROWS_AT_ONCE) yield items.slice(i, i + ROWS_AT_ONCE);
}
