import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StoreUnavailableError } from '../errors.ts';
import { rejection, sample } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { LogReader } from './log-reader.ts';
import { Staging } from './staging.ts';

describe('a writer thread that dies', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let staging: Staging;
  let reader: LogReader;
  beforeEach(async () => {
    folder = temporaryFolder();
    const file = join(folder.path, 'log.sqlite');
    staging = new Staging({ writer: { file }, clock: Date.now, onDurable: () => {} });
    await staging.start();
    reader = new LogReader(file);
  });
  afterEach(async () => {
    reader.close();
    await staging.close();
    folder.remove();
  });

  it('fails what was staged and not written, and is started again by the next append', async () => {
    const { durable } = await staging.append('a', [sample(0)], 'no-stream');
    await durable;
    const doomed = await staging.append('a', [sample(1)], 0);

    await staging.killThread();

    const failure = await rejection(doomed.durable);
    expect(failure).toBeInstanceOf(StoreUnavailableError);
    expect(failure).toMatchObject({ code: 'store_unavailable', reason: 'its writer thread ended' });
    expect(reader.lastRevision('a')).toBe(0);
    const next = await staging.append('a', [sample(2)], 0);
    await next.durable;
    expect(next.position).toBe(1n);
    expect(reader.streamPage('a', 0, 'forward', 9).events.map(({ data }) => data.n)).toEqual([0, 2]);
  });

  it('tells the truth of every append under way', async () => {
    const appends = await Promise.all(
      Array.from({ length: 200 }, (_, i) => staging.append(`s-${i}`, [sample(i)], 'no-stream')),
    );
    // Handed over by now, in the middle of its commit perhaps.
    await new Promise(setImmediate);

    await staging.killThread();

    const outcomes = await Promise.allSettled(appends.map(({ durable }) => durable));
    for (const [i, { status }] of outcomes.entries()) {
      expect([i, reader.lastRevision(`s-${i}`)]).toEqual([i, status === 'fulfilled' ? 0 : -1]);
    }
  });
});
