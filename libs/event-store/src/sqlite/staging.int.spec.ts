import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreFullError } from '../errors.ts';
import type { StagedAppend } from '../port.ts';
import { rejection, sample } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { LogReader } from './log-reader.ts';
import { Staging, type StagingOptions } from './staging.ts';

describe('staging', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let staging: Staging;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    await staging.close();
    folder.remove();
  });
  const start = async (options: Partial<StagingOptions>) => {
    const file = join(folder.path, 'log.sqlite');
    staging = new Staging({ writer: { file }, clock: Date.now, onDurable: () => {}, ...options });
    await staging.start();
  };

  it('knows where every stream stands, although it remembers few of them', async () => {
    await start({ headsMax: 4 });
    const revisions = new Map<string, number>();
    let last: StagedAppend | undefined;

    for (let i = 0; i < 4_000; i++) {
      // A walk over many streams that comes back to each sooner or later.
      const stream = `s-${(i * i + 7 * i) % 97}`;
      const revision = revisions.get(stream);
      last = await staging.append(stream, [sample(i)], revision ?? 'no-stream');
      revisions.set(stream, last.lastRevision);
      expect(last.lastRevision).toBe((revision ?? -1) + 1);
      if (i % 13 === 0) await new Promise(setImmediate);
      if (i % 101 === 0) await last.durable;
    }

    await last?.durable;
    for (const [stream, actual] of revisions) {
      expect(await rejection(staging.append(stream, [sample(0)], 99_999))).toMatchObject({ actual });
    }
  });

  it('fails what is under way on top of a batch that failed, be there room for it or not', async () => {
    const file = join(folder.path, 'log.sqlite');
    await start({ writer: { file, pagesMax: 1_000 } });
    await (await staging.append('a', [sample(0)], 'no-stream')).durable;
    const large = sample(1, { data: { text: 'x'.repeat(850_000) } });

    // Two batches, both handed to the thread; the first is so large that it is not answered meanwhile.
    const first = await Promise.all(
      Array.from({ length: 8 }, (_, i) => staging.append(`large-${i}`, [large], 'no-stream')),
    );
    await new Promise(setImmediate);
    const second = await staging.append('small', [sample(2)], 'no-stream');
    await new Promise(setImmediate);

    const failure = await rejection((first[0] as StagedAppend).durable);
    expect(failure).toBeInstanceOf(StoreFullError);
    expect(await rejection(second.durable)).toBe(failure);
    const next = await staging.append('small', [sample(3)], 'no-stream');
    await next.durable;
    expect(next.position).toBe(1n);
    const reader = new LogReader(file);
    const { events } = reader.logPage(-1, 'forward', undefined, 9);
    reader.close();
    expect(events.map(({ stream, data }) => [stream, data.n])).toEqual([
      ['a', 0],
      ['small', 3],
    ]);
  });

  it('has appends wait their turn when too much is staged', async () => {
    await start({ stagedSizeMax: 10_000 });
    const settled: number[] = [];

    await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const event = sample(i, { data: { n: i, text: 'x'.repeat(3_000) } });
        const { durable, lastRevision } = await staging.append('a', [event], i === 0 ? 'no-stream' : i - 1);
        expect(lastRevision).toBe(i);
        settled.push(i);
        await durable;
      }),
    );

    expect(settled).toEqual([...Array(50).keys()]);
  });
});
