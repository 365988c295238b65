import { createHash } from 'node:crypto';
import { Generations } from '../database/generations.ts';
import { openSqlite } from '../database/sqlite.ts';
import { describeTable, TABLE_NAMES, type TableName } from '../database/tables.ts';

export type AllRows = Readonly<Record<TableName, readonly object[]>>;

/** Every row of the live read models, in the order of keys. */
export function allRows(readModelsFile: string): AllRows {
  const generations = new Generations(readModelsFile);
  const live = generations.live();
  generations.close();
  if (live === undefined) throw new Error('there are no live read models');
  const { connection, close } = openSqlite(live.file, { readOnly: true });
  try {
    connection.exec('BEGIN');
    const tables = TABLE_NAMES.map((table) => {
      const order = describeTable(table).key.join(', ');
      return [table, connection.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).all()];
    });
    return Object.fromEntries(tables);
  } finally {
    close();
  }
}

/** One text for all rows: equal rows, equal text. */
export function rowsHash(rows: AllRows): string {
  const text = JSON.stringify(rows, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
  );
  return createHash('sha256').update(text).digest('hex');
}
