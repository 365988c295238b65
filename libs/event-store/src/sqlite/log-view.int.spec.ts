import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from '@jest/globals';
import { appendDurably, readLog, sample } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openSqliteEventStore } from './open.ts';

it('shows every event whole, to any SQLite tool', async () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'log.sqlite');
  const store = await openSqliteEventStore({ file, mode: 'writer' });
  const shared = { actor: 'a', commandId: 'c', effectiveAt: '2026-01-01T00:00:00.000Z' };
  await appendDurably(
    store,
    'order-1',
    [sample(0, { metadata: { ...shared, commandHash: 'h' } })],
    'no-stream',
  );
  const metadata = { ...shared, causationId: 'order-1@0' };
  await appendDurably(store, 'product-1', [sample(1, { metadata, schemaVersion: 2 })], 'no-stream');
  await appendDurably(store, 'product-1', [sample(2, { metadata: { ...metadata, actor: 'b' } })], 0);

  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db.prepare('SELECT * FROM log').all();
  const whole = await readLog(store);
  expect(
    rows.map(({ data, metadata: text }) => [JSON.parse(String(data)), JSON.parse(String(text))]),
  ).toEqual(whole.map((event) => [event.data, event.metadata]));
  expect(rows[1]).toMatchObject({
    position: 1,
    stream: 'product-1',
    revision: 0,
    type: 'Sampled',
    version: 2,
    hash: whole[1]?.hash,
    recorded_at: new Date(whole[1]?.recordedAt ?? 0).toISOString(),
  });
  // What both have in common is kept once.
  const kept = db.prepare('SELECT origin, metadata FROM events ORDER BY position').all();
  expect(kept.map(({ origin }) => origin)).toEqual([null, 0, null]);
  expect(kept[1]?.metadata).toBe('{}');

  db.close();
  await store.close();
  folder.remove();
});
