import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreLockedError } from '../errors.ts';
import { ChildProgram } from '../testing/child-program.ts';
import { rejection } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openSqliteEventStore } from './open.ts';

const HOLD = new URL('./children/hold.ts', import.meta.url);

describe('the lock of a folder', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  const children: ChildProgram[] = [];
  const hold = (...args: string[]) => {
    const child = new ChildProgram(HOLD, [file, ...args]);
    children.push(child);
    return child;
  };
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'log.sqlite');
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => child.kill()));
    folder.remove();
  });

  it('keeps a second writer out and tells who holds it; it goes with its owner', async () => {
    const owner = hold('http://127.0.0.1:3000');
    await owner.until((lines) => lines.length > 0);
    expect(owner.lines).toEqual(['open']);

    const error = await rejection(openSqliteEventStore({ file, mode: 'writer' }));

    expect(error).toBeInstanceOf(StoreLockedError);
    expect(error).toMatchObject({
      code: 'store_locked',
      file,
      folder: folder.path,
      owner: { pid: owner.pid, address: 'http://127.0.0.1:3000' },
    });
    await owner.kill();
    const store = await openSqliteEventStore({ file, mode: 'writer' });
    await store.close();
  });

  it('is taken by exactly one of many that start at once', async () => {
    const contenders = Array.from({ length: 4 }, () => hold());

    await Promise.all(contenders.map((child) => child.until((lines) => lines.length > 0)));

    expect(contenders.flatMap(({ lines }) => lines).sort()).toEqual([
      'open',
      'store_locked',
      'store_locked',
      'store_locked',
    ]);
  });

  it('holds within one process, and is given back on closing', async () => {
    const store = await openSqliteEventStore({ file, mode: 'writer' });

    expect(await rejection(openSqliteEventStore({ file, mode: 'writer' }))).toMatchObject({
      code: 'store_locked',
      owner: { pid: process.pid },
    });

    await store.close();
    await (await openSqliteEventStore({ file, mode: 'writer' })).close();
  });
});
