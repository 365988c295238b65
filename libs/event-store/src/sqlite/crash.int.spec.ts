import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LOG_START, type RecordedEvent } from '../port.ts';
import { ChildProgram } from '../testing/child-program.ts';
import { appendDurably, readLog, readStream, sample } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { expectedHashes } from '../testing/verify-chain.ts';
import { openSqliteEventStore } from './open.ts';

const APPEND = new URL('./children/append.ts', import.meta.url);

describe('a writer killed in the middle of appends', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'log.sqlite');
  });
  afterEach(() => folder.remove());

  it('loses nothing that it acknowledged, and leaves a whole log', async () => {
    const acknowledged = new Map<string, number>();
    for (const enough of [200, 1_000, 50]) {
      const child = new ChildProgram(APPEND, [file]);
      await child.until((lines) => lines.length >= enough);
      await child.kill();
      for (const line of child.lines) {
        const [stream, revision] = line.split(' ') as [string, string];
        acknowledged.set(stream, Math.max(acknowledged.get(stream) ?? -1, Number(revision)));
      }

      // A reader comes first: it has to cope with a log that nobody has tidied up.
      const reader = await openSqliteEventStore({ file, mode: 'reader' });
      const log = await readLog(reader);
      await reader.close();

      expect(log.map(({ position }) => position)).toEqual(log.map((_, i) => LOG_START + 1n + BigInt(i)));
      const streams = Map.groupBy(log, ({ stream }) => stream);
      for (const [stream, revision] of acknowledged) {
        expect(streams.get(stream)?.length).toBeGreaterThan(revision);
      }
      for (const events of streams.values()) expectWhole(events);
    }

    const db = new DatabaseSync(file);
    expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    db.close();
  });

  it('leaves a log that the next writer goes on with', async () => {
    const child = new ChildProgram(APPEND, [file]);
    await child.until((lines) => lines.length >= 100);
    await child.kill();

    const store = await openSqliteEventStore({ file, mode: 'writer' });
    const revision = await store.lastRevision('written-0');
    const end = await store.lastPosition();
    const { position } = await appendDurably(store, 'written-0', [sample(1)], revision);

    expect(position).toBe(end + 1n);
    expectWhole(await readStream(store, 'written-0'));
    const [last] = await readStream(store, 'written-0', { from: revision, limit: 1 });
    const found = await store.eventsOfCommand(last?.metadata.commandId ?? '');
    expect(found.map(({ id }) => id)).toContain(last?.id);
    await store.close();
  });
});

/** The events of one stream are all there, in order, and chained. */
function expectWhole(events: readonly RecordedEvent[]): void {
  expect(events.map(({ revision }) => revision)).toEqual(events.map((_, i) => i));
  expect(events.map(({ contentHash, hash }) => ({ contentHash, hash }))).toEqual(expectedHashes(events));
}
