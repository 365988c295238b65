/**
 * Which schemas hold which generation of the read models: one small schema beside them.
 *
 * Its own tables outlive every version of the program, so they are migrated in place, by steps that an older program
 * can live with. The read models are not: those of another version are built anew, beside.
 */
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Generation } from '../read-models-database.ts';
import { CURRENT_VERSIONS } from '../versions.ts';
import { hasCode, queryAll } from './connect.ts';
import { lockMigrating } from './locks.ts';
import { CATALOGUE, schemaOf } from './schemas.ts';

const CURSOR_KEY_BYTES = 32;

/** In order; a step is never changed once it was released, and takes nothing away. */
const MIGRATIONS: readonly { readonly name: string; readonly statements: readonly string[] }[] = [
  {
    name: '0001-generations-and-keys',
    statements: [
      `CREATE TABLE ${CATALOGUE}.generations (
         number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
         tables_version integer NOT NULL,
         projections_version integer NOT NULL,
         live boolean NOT NULL DEFAULT false,
         made_at timestamptz NOT NULL DEFAULT now()
       )`,
      `CREATE UNIQUE INDEX generations_live ON ${CATALOGUE}.generations (tables_version) WHERE live`,
      `CREATE TABLE ${CATALOGUE}.keys (name text PRIMARY KEY, value bytea NOT NULL)`,
    ],
  },
];

/** Brings the catalogue to this program's version, and makes it where there is none. */
export async function migrateCatalogue(client: pg.ClientBase): Promise<void> {
  await inTransaction(client, async () => {
    await lockMigrating(client);
    // Where it is there, the right to make it need not be.
    const { rows } = await client.query('SELECT to_regclass($1) AS there', [`${CATALOGUE}.migrations`]);
    if (rows[0].there === null) {
      await queryAll(client, [
        `CREATE SCHEMA IF NOT EXISTS ${CATALOGUE}`,
        `CREATE TABLE ${CATALOGUE}.migrations (name text PRIMARY KEY, done_at timestamptz NOT NULL DEFAULT now())`,
      ]);
    }
    const done = await client.query(`SELECT name FROM ${CATALOGUE}.migrations`);
    const known = new Set(done.rows.map(({ name }) => name));
    for (const { name, statements } of MIGRATIONS) {
      if (known.has(name)) continue;
      for (const statement of statements) await client.query(statement);
      await client.query(`INSERT INTO ${CATALOGUE}.migrations (name) VALUES ($1)`, [name]);
    }
    await client.query(`INSERT INTO ${CATALOGUE}.keys VALUES ('cursor', $1) ON CONFLICT DO NOTHING`, [
      randomBytes(CURSOR_KEY_BYTES),
    ]);
  });
}

/** Asks for the live generation whose tables this program knows. */
export const LIVE = `SELECT number, projections_version FROM ${CATALOGUE}.generations
  WHERE live AND tables_version = ${CURRENT_VERSIONS.tables}`;

export const generationOf = (row: Readonly<Record<string, unknown>>): Generation => ({
  number: Number(row.number),
  versions: { tables: CURRENT_VERSIONS.tables, projections: Number(row.projections_version) },
});

/** A number, and a schema, that were never used. */
export async function reserve(client: pg.ClientBase): Promise<Generation> {
  const { tables, projections } = CURRENT_VERSIONS;
  const { rows } = await client.query(
    `INSERT INTO ${CATALOGUE}.generations (tables_version, projections_version) VALUES ($1, $2)
     RETURNING number, projections_version`,
    [tables, projections],
  );
  return generationOf(rows[0]);
}

/**
 * Makes a generation the live one of its version, unless the live one shows more than up to `position`. The lock on
 * that one's checkpoint lets nothing be added to it meanwhile.
 */
export function switchUnlessBehind(
  client: pg.ClientBase,
  { number }: Generation,
  position: number,
): Promise<boolean> {
  return inTransaction(client, async () => {
    const { rows } = await client.query(`${LIVE} FOR UPDATE`);
    const live = rows[0]?.number;
    if (live !== undefined) {
      const found = await client.query(`SELECT position FROM ${schemaOf(live)}.checkpoint FOR UPDATE`);
      if (found.rows[0].position > position) return false;
    }
    await client.query(`UPDATE ${CATALOGUE}.generations SET live = false WHERE number = $1`, [live ?? 0]);
    await client.query(`UPDATE ${CATALOGUE}.generations SET live = true WHERE number = $1`, [number]);
    return true;
  });
}

export async function retire(client: pg.ClientBase): Promise<void> {
  await client.query(`UPDATE ${CATALOGUE}.generations SET live = false WHERE live AND tables_version = $1`, [
    CURRENT_VERSIONS.tables,
  ]);
}

/**
 * Removes what was made before the live generation. Of programs with other tables the live generation stays: of later
 * ones always, of earlier ones the latest, for the processes that still run and for going back.
 */
export async function removeOld(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query(
    `SELECT number FROM ${CATALOGUE}.generations AS old
     WHERE number < (SELECT max(number) FROM ${CATALOGUE}.generations WHERE live AND tables_version = $1)
       AND NOT (live AND tables_version >= (
         SELECT coalesce(max(tables_version), $1) FROM ${CATALOGUE}.generations WHERE live AND tables_version < $1))`,
    [CURRENT_VERSIONS.tables],
  );
  for (const { number } of rows) await remove(client, number);
}

const LOCK_NOT_AVAILABLE = '55P03';

/** Removes a generation; where somebody still reads it, another time. */
export async function remove(client: pg.ClientBase, number: number): Promise<void> {
  try {
    await inTransaction(client, async () => {
      await client.query(`SET LOCAL lock_timeout = '1s'`);
      await client.query(`DROP SCHEMA IF EXISTS ${schemaOf(number)} CASCADE`);
      await client.query(`DELETE FROM ${CATALOGUE}.generations WHERE number = $1`, [number]);
    });
  } catch (error) {
    if (!hasCode(error, LOCK_NOT_AVAILABLE)) throw error;
  }
}

async function inTransaction<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
