import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#event-store';
import { createTables } from '../database/create-tables.ts';
import { openSqlite, type SqliteDatabase } from '../database/sqlite/sqlite.ts';
import { SqliteRowStore } from '../database/sqlite/sqlite-row-store.ts';
import { describeTable, TABLE_NAMES } from '../database/tables.ts';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { fact } from '../testing/projected-log.ts';
import { randomHistory } from '../testing/random-history.ts';
import { Recorder } from '../testing/record.ts';
import { ReadModelWriter } from './read-model-writer.ts';

/** Always the same history. */
function someEvents(): RecordedEvent[] {
  const [history = []] = fc.sample(randomHistory, { numRuns: 1, seed: 1 });
  return new Recorder().record(history);
}

async function emptyModel(): Promise<SqliteDatabase> {
  const database = openSqlite(':memory:');
  await createTables(database.db, 'sqlite');
  return database;
}

const writerOf = (database: SqliteDatabase) => ReadModelWriter.open(new SqliteRowStore(database));

function rowsOf({ connection }: SqliteDatabase): unknown[] {
  return TABLE_NAMES.map((table) =>
    connection.prepare(`SELECT * FROM ${table} ORDER BY ${describeTable(table).key.join(', ')}`).all(),
  );
}

test('rows are a function of the log alone: however it is cut into batches, and taken up again in between', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomHistory,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
      async (history, sizes) => {
        const events = new Recorder().record(history);
        const [whole, cut] = [await emptyModel(), await emptyModel()];
        await (await writerOf(whole)).apply(events, -1);

        let writer = await writerOf(cut);
        for (let next = 0, i = 0; next < events.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          await writer.apply(events.slice(next, next + size), writer.checkpoint.position);
          next += size;
          // As after a restart: nothing is remembered.
          if (i % 3 === 0) writer = await writerOf(cut);
        }

        expect(writer.parked.count).toBe(0);
        expect(rowsOf(cut)).toEqual(rowsOf(whole));
        whole.close();
        cut.close();
      },
    ),
    { numRuns: 200 },
  );
});

test('a batch that does not follow on the checkpoint is not written', async () => {
  const events = someEvents();
  const database = await emptyModel();
  const writer = await writerOf(database);
  await writer.apply(events.slice(0, 5), -1);
  const before = rowsOf(database);

  expect(await writer.apply(events.slice(5, 7), 3)).toBe('moved');
  expect(await writer.apply(events.slice(5, 7), 9)).toBe('moved');
  expect(rowsOf(database)).toEqual(before);
  database.close();
});

test('what is not the live one any more is not written', async () => {
  const events = someEvents();
  const database = await emptyModel();
  const before = rowsOf(database);

  const writer = await ReadModelWriter.open(new SqliteRowStore(database, () => false));
  expect(await writer.apply(events, -1)).toBe('superseded');
  expect(rowsOf(database)).toEqual(before);
  database.close();
});

test('rows that are written in groups, as in a rebuild, are the same', async () => {
  const events = someEvents();
  const [whole, grouped] = [await emptyModel(), await emptyModel()];
  await (await writerOf(whole)).apply(events, -1);
  const writer = await ReadModelWriter.open(new SqliteRowStore(grouped), { commitEvery: 7 });
  for (let i = 0; i < events.length; i += 3) {
    await writer.apply(events.slice(i, i + 3), writer.checkpoint.position);
  }
  await writer.commit();

  expect(rowsOf(grouped)).toEqual(rowsOf(whole));
  whole.close();
  grouped.close();
});

test('an event that fails half-way leaves no trace in the rows', async () => {
  const shop = new MadeUpShop();
  const share = { unit: 'item', quantity: '1', before: { allocated: '0' }, after: { allocated: '1' } };
  const wrong = { ...share, warehouse: 'second', before: { allocated: '7' } };
  const data = {
    orderId: 'o1',
    operation: 0,
    sku: 'A1',
    demand: [],
    allocations: [{ ...share, warehouse: 'main' }, wrong],
  };
  const events = new Recorder().record([shop.register('A1'), fact('product-A1', 'StockAllocated', data)]);
  const database = await emptyModel();
  const writer = await writerOf(database);

  expect(await writer.apply(events, -1)).toBe('written');
  expect(writer.parked.get('product-A1')?.error).toContain('allocated is 0; the event started from 7');
  for (const table of ['levels', 'allocations']) {
    expect(database.connection.prepare(`SELECT * FROM ${table}`).all()).toEqual([]);
  }
  database.close();
});
