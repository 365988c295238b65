import { describeTable, TABLE_NAMES, type TableName } from '../tables.ts';
import type { SqliteDatabase } from './sqlite.ts';

/** Rows of history that are sorted at once, in memory: some fifty megabytes. */
const SORTED_MAX = 500_000;

/**
 * Adds the rows of a part to those of the database: no key is in both. What was comes in the order of its keys, so that
 * a page of the file is written once for many rows. The checkpoint stays the database's own.
 *
 * When it fails the database is of no use any more.
 */
export function joinPart({ connection }: SqliteDatabase, part: string, sortedMax = SORTED_MAX): void {
  connection.exec('PRAGMA journal_mode = OFF; PRAGMA temp_store = MEMORY');
  connection.prepare('ATTACH ? AS part').run(part);
  for (const table of TABLE_NAMES) {
    if (table === 'checkpoint') continue;
    if (describeTable(table).history) sortIn(table);
    else connection.exec(`INSERT INTO main.${table} SELECT * FROM part.${table}`);
  }
  connection.exec('DETACH part');

  function sortIn(table: TableName): void {
    const last = Number(connection.prepare(`SELECT max(rowid) AS last FROM part.${table}`).get()?.last ?? 0);
    const rows = `SELECT * FROM part.${table} WHERE rowid > ? AND rowid <= ?`;
    const insert = connection.prepare(
      `INSERT INTO main.${table} ${rows} ORDER BY ${describeTable(table).key.join(', ')}`,
    );
    for (let first = 0; first < last; first += sortedMax) insert.run(first, first + sortedMax);
  }
}
