import type pg from 'pg';

/**
 * Advisory locks belong to a session and end with it, however the process dies. Two numbers name one: what it is
 * about, and which. They hold within one database.
 */
const PROJECTING = 0x53740001;
const BUILDING = 0x53740002;
const MIGRATING = 0x53740003;

/** The projector of rows in tables of one version; programs with other tables have their own. */
export const lockProjecting = (client: pg.ClientBase, tablesVersion: number): Promise<boolean> =>
  tryLock(client, PROJECTING, tablesVersion);

/** Whether somebody projects: a look that takes nothing. */
export async function isProjecting(client: pg.ClientBase | pg.Pool, tablesVersion: number): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT FROM pg_locks
     WHERE locktype = 'advisory' AND classid = $1 AND objid = $2 AND objsubid = 2 AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [PROJECTING, tablesVersion],
  );
  return rows.length > 0;
}

/** One build at a time, whatever its version. */
export const lockBuilding = (client: pg.ClientBase): Promise<boolean> => tryLock(client, BUILDING, 0);

async function tryLock(client: pg.ClientBase, subject: number, which: number): Promise<boolean> {
  const { rows } = await client.query('SELECT pg_try_advisory_lock($1, $2) AS got', [subject, which]);
  return rows[0].got;
}

/** Waits its turn; until the end of the transaction. */
export async function lockMigrating(client: pg.ClientBase): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1, 0)', [MIGRATING]);
}
