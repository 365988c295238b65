import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { appendDurably, sample, samples } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { DurableTruth } from './durable-truth.ts';
import { openSqliteEventStore } from './open.ts';

it('looks heads up in one state of the log, until the turn or the snapshot ends', async () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'log.sqlite');
  const store = await openSqliteEventStore({ file, mode: 'writer' });
  await appendDurably(store, 'a', samples(2), 'no-stream');
  const truth = new DurableTruth(file);
  expect(truth.streamHead('a')).toEqual({ id: 1, revision: 1 });
  expect(truth.streamHead('b')).toBeUndefined();

  await appendDurably(store, 'b', samples(1), 'no-stream');
  expect(truth.streamHead('b')).toEqual({ id: 2, revision: 0 });
  await appendDurably(store, 'b', samples(1), 0);
  truth.endSnapshot();
  expect(truth.streamHead('b')).toEqual({ id: 2, revision: 1 });
  expect(truth.logEnd()).toMatchObject({ position: 3, streamId: 2 });
  expect(truth.logEnd().types).toEqual([{ name: 'Sampled', version: 1 }]);

  truth.close();
  await store.close();
  folder.remove();
});

it('knows in the same snapshot which commands there may be', async () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'log.sqlite');
  const store = await openSqliteEventStore({ file, mode: 'writer' });
  const by = (commandId: string) => [sample(0, { metadata: { actor: 'a', commandId } })];
  await appendDurably(store, 'a', by('one'), 'no-stream');
  const truth = new DurableTruth(file);
  expect([truth.mayHaveCommand('one'), truth.mayHaveCommand('two')]).toEqual([true, false]);

  await appendDurably(store, 'b', by('two'), 'no-stream');
  truth.endSnapshot();
  expect(truth.mayHaveCommand('two')).toBe(true);

  truth.close();
  await store.close();
  folder.remove();
});

it('finds a command from the moment its append is durable', async () => {
  const folder = temporaryFolder();
  const store = await openSqliteEventStore({ file: join(folder.path, 'log.sqlite'), mode: 'writer' });
  const metadata = { actor: 'a', commandId: 'one' };
  expect(await store.eventsOfCommand('one')).toEqual([]);
  const { durable } = await store.append('a', [sample(0, { metadata })], 'no-stream');
  await durable;
  // In the turn of the answer, in which a snapshot may be open.
  expect(await store.eventsOfCommand('one')).toHaveLength(1);

  await store.close();
  folder.remove();
});
