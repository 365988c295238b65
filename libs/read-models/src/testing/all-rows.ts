import { createHash } from 'node:crypto';
import type { ReadModelsAddress } from '../database/address.ts';
import { describeTable, TABLE_NAMES, type TableName } from '../database/tables.ts';
import { liveDatabase } from '../queries/open-live-database.ts';

export type AllRows = Readonly<Record<TableName, readonly object[]>>;

/** Every row of the live read models, in the order of keys. */
export async function allRows(address: ReadModelsAddress): Promise<AllRows> {
  const live = liveDatabase(address);
  try {
    return await live.snapshot(async ({ db }) => {
      const tables: [TableName, readonly object[]][] = [];
      for (const table of TABLE_NAMES) {
        let query = db.selectFrom(table).selectAll();
        for (const column of describeTable(table).key) query = query.orderBy(column as never);
        tables.push([table, await query.execute()]);
      }
      return Object.fromEntries(tables) as AllRows;
    });
  } finally {
    await live.close();
  }
}

/** One text for all rows: equal rows, equal text. */
export function rowsHash(rows: AllRows): string {
  const text = JSON.stringify(rows, (_, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
  );
  return createHash('sha256').update(text).digest('hex');
}
