import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  StoreForeignFileError,
  StoreNotFoundError,
  StoreTooNewError,
  StoreUnavailableError,
} from '../errors.ts';
import { rejection } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openSqliteEventStore } from './open.ts';

describe.each(['writer', 'reader'] as const)('a %s', (mode) => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  const opening = () => rejection(openSqliteEventStore({ file, mode }));
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'log.sqlite');
  });
  afterEach(() => folder.remove());

  it('refuses a file that is no database, and leaves it as it is', async () => {
    const text = 'a letter to Aunt Emma\n'.repeat(300);
    writeFileSync(file, text);

    const error = await opening();

    expect(error).toBeInstanceOf(StoreForeignFileError);
    expect(error).toMatchObject({ code: 'store_foreign_file', file });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('refuses another program’s database, and leaves it as it is', async () => {
    const db = new DatabaseSync(file);
    db.exec('CREATE TABLE events (x)');
    db.close();
    const before = readFileSync(file);

    expect(await opening()).toBeInstanceOf(StoreForeignFileError);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it(`${mode === 'writer' ? 'makes a log of' : 'finds no log in'} an empty file`, async () => {
    writeFileSync(file, '');

    if (mode === 'reader') expect(await opening()).toBeInstanceOf(StoreNotFoundError);
    else await (await openSqliteEventStore({ file, mode })).close();
  });

  it('refuses a log of a newer format', async () => {
    await (await openSqliteEventStore({ file, mode: 'writer' })).close();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();

    const error = await opening();

    expect(error).toBeInstanceOf(StoreTooNewError);
    expect(error).toMatchObject({ code: 'store_too_new', found: 99, newestKnown: 1 });
  });

  it('refuses a folder in the file’s place', async () => {
    mkdirSync(file);

    expect(await opening()).toBeInstanceOf(StoreUnavailableError);
  });
});
