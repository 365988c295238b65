import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type pg from 'pg';
import { ReadModelsNotReadyError, ReadModelsUnavailableError } from '../../queries/errors.ts';
import { liveDatabase } from '../../queries/open-live-database.ts';
import { rebuildReadModels } from '../../runner/rebuild.ts';
import { MadeUpShop } from '../../testing/made-up-shop.ts';
import { TestFolder } from '../../testing/test-folder.ts';
import { describeAddress, type ReadModelsAddress } from '../address.ts';
import { openDatabase } from '../open-database.ts';
import { TABLES_VERSION } from '../versions.ts';
import { connect } from './connect.ts';

let folder: TestFolder;
let client: pg.Client;

beforeEach(async () => {
  folder = await TestFolder.make();
  const log = await folder.writer();
  await log.append(new MadeUpShop().register('A1'));
  client = await connect((folder.readModels as { url: string }).url);
  folder.onEnd(() => client.end());
});

afterEach(() => folder.remove());

const rebuild = () => rebuildReadModels(folder.places);

async function schemas(): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT nspname FROM pg_namespace WHERE nspname LIKE 'stockbook%' ORDER BY nspname`,
  );
  return rows.map(({ nspname }) => nspname);
}

/** As if the live generation were another program's. */
const becomes = (tablesVersion: number) =>
  client.query('UPDATE stockbook.generations SET tables_version = $1 WHERE live AND tables_version = $2', [
    tablesVersion,
    TABLES_VERSION,
  ]);

test('many processes that come first at once make one catalogue', async () => {
  const opened = await Promise.all(Array.from({ length: 5 }, () => openDatabase(folder.readModels)));
  await Promise.all(opened.map((database) => database.close()));

  expect(await schemas()).toEqual(['stockbook']);
  expect((await client.query('SELECT name FROM stockbook.keys')).rows).toEqual([{ name: 'cursor' }]);
});

test('a step of the catalogue that a newer program made does not keep an older one out', async () => {
  await rebuild();
  await client.query(`INSERT INTO stockbook.migrations (name) VALUES ('9999-something-later')`);

  const database = await openDatabase(folder.readModels);
  expect(await database.live()).toMatchObject({ number: 1 });
  await database.close();
});

test('a rebuild leaves one schema, that of the live generation', async () => {
  await rebuild();
  await rebuild();

  expect(await schemas()).toEqual(['stockbook', 'stockbook_g2']);
});

test('what a rebuild left that was broken off goes with the next', async () => {
  const database = await openDatabase(folder.readModels);
  const build = await database.startBuild();
  await build.openToFill();
  expect(await schemas()).toContain('stockbook_g1');
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await expect(build.end()).rejects.toThrow();
  await database.close();

  await expect(rebuild()).resolves.toBe(true);
  expect(await schemas()).toEqual(['stockbook', 'stockbook_g2']);
});

test('beside a program with other tables both have their rows; the last one before is kept, to go back to', async () => {
  for (const version of [TABLES_VERSION - 2, TABLES_VERSION - 1, TABLES_VERSION + 1]) {
    await rebuild();
    await becomes(version);
  }
  await rebuild();

  expect(await schemas()).toEqual(['stockbook', 'stockbook_g2', 'stockbook_g3', 'stockbook_g4']);
});

test('a generation that somebody reads is left to them, and goes another time', async () => {
  await rebuild();
  await client.query('BEGIN');
  await client.query('SELECT * FROM stockbook_g1.products');
  await rebuild();
  expect(await schemas()).toEqual(['stockbook', 'stockbook_g1', 'stockbook_g2']);

  await client.query('COMMIT');
  await rebuild();
  expect(await schemas()).toEqual(['stockbook', 'stockbook_g3']);
});

test('a snapshot sees one state, whatever is written meanwhile, and never writes', async () => {
  await rebuild();
  const live = liveDatabase(folder.readModels);
  folder.onEnd(() => live.close());

  await live.snapshot(async ({ db }) => {
    await client.query(`UPDATE stockbook_g1.products SET name = 'changed'`);
    expect(await db.selectFrom('products').select('name').execute()).toEqual([{ name: 'Product A1' }]);
  });
  const writing = live.snapshot(async ({ db }) => db.deleteFrom('products').execute());
  await expect(writing).rejects.toThrow('read-only');
});

test('a database that nobody has prepared, or whose tables have gone, has no answer yet', async () => {
  const live = liveDatabase(folder.readModels);
  folder.onEnd(() => live.close());
  await expect(live.snapshot(async () => {})).rejects.toThrow(ReadModelsNotReadyError);

  await rebuild();
  await client.query('DROP SCHEMA stockbook_g1 CASCADE');
  await expect(live.snapshot(async () => {})).rejects.toThrow(ReadModelsNotReadyError);
});

test('a lost connection is told as such, and the next snapshot has another', async () => {
  await rebuild();
  const live = liveDatabase(folder.readModels);
  folder.onEnd(() => live.close());
  const reading = live.snapshot(async ({ db }) => {
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    return db.selectFrom('products').selectAll().execute();
  });

  await expect(reading).rejects.toThrow(ReadModelsUnavailableError);
  await expect(live.snapshot(async ({ position }) => position)).resolves.toBe(0n);
});

test('no error tells user or password', async () => {
  const address: ReadModelsAddress = {
    kind: 'postgres',
    url: 'postgres://clerk:secret@127.0.0.1:1/stock?application_name=secret',
  };
  expect(describeAddress(address)).toBe('postgres://127.0.0.1:1/stock');
  const live = liveDatabase(address);
  const failures = await Promise.all([
    live.snapshot(async () => {}).catch((error) => error),
    openDatabase(address).catch((error) => error),
    rebuildReadModels({ ...folder.places, readModels: address }).catch((error) => error),
  ]);
  await live.close();

  expect(failures[0]).toBeInstanceOf(ReadModelsUnavailableError);
  for (const { message, stack, cause } of failures) {
    expect(JSON.stringify([message, stack, String(cause), cause])).not.toMatch(/secret|clerk/);
  }
});
