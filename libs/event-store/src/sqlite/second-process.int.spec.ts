import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreNotFoundError, StoreReadOnlyError } from '../errors.ts';
import type { EventStore } from '../port.ts';
import { ChildProgram } from '../testing/child-program.ts';
import { appendDurably, follow, readLog, readStream, rejection, sample, samples } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openSqliteEventStore } from './open.ts';

const FOLLOW = new URL('./children/follow.ts', import.meta.url);

describe('a log with its writer', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  let store: EventStore;
  beforeEach(async () => {
    folder = temporaryFolder();
    file = join(folder.path, 'log.sqlite');
    store = await openSqliteEventStore({ file, mode: 'writer' });
  });
  afterEach(async () => {
    await store.close();
    folder.remove();
  });

  it('is followed by a second process, in order and without a gap', async () => {
    const [writers, each] = [4, 500];
    await appendDurably(store, 'before', samples(700), 'no-stream');
    const child = new ChildProgram(FOLLOW, [file, String(700 + writers * each)]);

    await child.until((lines) => lines.length >= 700);
    await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (let i = 0; i < each; i++) {
          const { durable } = await store.append(`s-${writer}`, [sample(i)], i === 0 ? 'no-stream' : i - 1);
          if (i % 3 === 0) await durable;
        }
      }),
    );

    expect(await child.end()).toEqual({ code: 0, errors: '' });
    const log = await readLog(store);
    expect(child.lines).toEqual(log.map(({ position, id }) => `${position} ${id}`));
  });

  it('is read by others while it is written, and they never write', async () => {
    await appendDurably(store, 'a-1', samples(3), 'no-stream');
    const reader = await openSqliteEventStore({ file, mode: 'reader' });

    expect(await readStream(reader, 'a-1')).toHaveLength(3);
    expect(await rejection(reader.append('a-1', [sample(3)], 2))).toBeInstanceOf(StoreReadOnlyError);
    const next = follow(reader, { after: 2n }, (events) => events.length > 0);
    await appendDurably(store, 'a-1', [sample(3)], 2);

    expect((await next).map(({ revision }) => revision)).toEqual([3]);
    expect(await reader.lastRevision('a-1')).toBe(3);
    expect((await reader.eventsOfCommand('command-3')).map(({ revision }) => revision)).toEqual([3]);
    await reader.close();
  });

  it('can be read after its writer has closed it', async () => {
    await appendDurably(store, 'a-1', samples(3), 'no-stream');
    await store.close();

    const reader = await openSqliteEventStore({ file, mode: 'reader' });
    expect(await readStream(reader, 'a-1')).toHaveLength(3);
    await reader.close();
  });

  it('is not made by a reader', async () => {
    const missing = join(folder.path, 'missing.sqlite');

    const error = await rejection(openSqliteEventStore({ file: missing, mode: 'reader' }));

    expect(error).toBeInstanceOf(StoreNotFoundError);
    expect(error).toMatchObject({ code: 'store_not_found', file: missing });
  });
});
