import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createTables } from '../database/create-tables.ts';
import { openSqlite, type SqliteDatabase } from '../database/sqlite/sqlite.ts';
import { SqliteRowStore } from '../database/sqlite/sqlite-row-store.ts';
import { CachedRows } from './cached-rows.ts';

let database: SqliteDatabase;
let rows: CachedRows;

beforeEach(async () => {
  database = openSqlite(':memory:');
  await createTables(database.db, 'sqlite');
  rows = new CachedRows(new SqliteRowStore(database));
});

afterEach(() => database.close());

const written = () => database.connection.prepare('SELECT code, name FROM organizations ORDER BY code').all();
const put = (code: string, name: string) => rows.put('organizations', { code, name, position: 0 });

test('a row is written once for all its changes', async () => {
  put('acme', 'first');
  put('acme', 'second');
  expect(written()).toEqual([]);

  await rows.flush();
  expect(written()).toEqual([{ code: 'acme', name: 'second' }]);
});

test('a row that was removed is gone, and may come again', async () => {
  put('acme', 'first');
  await rows.flush();
  rows.remove('organizations', 'acme');
  expect(rows.get('organizations', 'acme')).toBeUndefined();
  await rows.flush();
  expect(written()).toEqual([]);

  put('acme', 'again');
  await rows.flush();
  expect(written()).toEqual([{ code: 'acme', name: 'again' }]);
});

test('changes that are taken back leave rows as they were, read or not', async () => {
  put('known', 'as it was');
  put('unread', 'as it was');
  await rows.flush();
  rows.clear();
  rows.get('organizations', 'known');

  rows.begin();
  put('known', 'changed');
  put('unread', 'changed');
  put('new', 'changed');
  rows.remove('organizations', 'known');
  rows.undo();

  expect(rows.get('organizations', 'known')?.name).toBe('as it was');
  expect(rows.get('organizations', 'unread')?.name).toBe('as it was');
  expect(rows.get('organizations', 'new')).toBeUndefined();
  await rows.flush();
  expect(written()).toEqual([
    { code: 'known', name: 'as it was' },
    { code: 'unread', name: 'as it was' },
  ]);
});

test('what was forgotten for want of room is read again', async () => {
  const long = 'x'.repeat(1_000_000);
  for (let i = 0; i < 60; i++) {
    put(`org ${i}`, `${i} ${long}`);
    await rows.flush();
  }

  for (let i = 0; i < 60; i++) expect(rows.get('organizations', `org ${i}`)?.name).toBe(`${i} ${long}`);
});

test('what is no row of the table is refused', () => {
  expect(() => rows.put('organizations', { code: 'acme', position: 0 } as never)).toThrow(
    'organizations.name would be undefined',
  );
  expect(() => rows.put('organizations', { code: 'acme', name: 'x', position: Number.NaN })).toThrow(
    'organizations.position would be null',
  );
  expect(() => rows.get('levels', 'A1', undefined as never, 'item')).toThrow(
    'a key of levels would be undefined',
  );
});

test('of what was, an event adds its last word, and nothing when it is taken back', async () => {
  const was = (code: string, position: number, row: string) =>
    rows.add('scope_history', { kind: 'organizations', code, position, row });
  rows.begin();
  was('acme', 0, 'first');
  was('other', 0, 'other');
  was('acme', 0, 'second');
  rows.begin();
  was('acme', 1, 'third');
  rows.undo();
  rows.begin();
  was('acme', 2, 'fourth');
  await rows.flush();

  expect(database.connection.prepare('SELECT code, position, row FROM scope_history').all()).toEqual([
    { code: 'acme', position: 0, row: 'second' },
    { code: 'acme', position: 2, row: 'fourth' },
    { code: 'other', position: 0, row: 'other' },
  ]);
  expect(() => was('acme', Number.NaN, 'no place')).toThrow('scope_history.position');
});
