import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openSqliteEventStore } from '#event-store';
import { allRows, rowsHash } from '../testing/all-rows.ts';
import { startCrashChild } from '../testing/start-crash-child.ts';
import { TestFolder } from '../testing/test-folder.ts';
import { startProjector } from './projector.ts';
import { rebuildReadModels } from './rebuild.ts';

const PATIENCE_MS = 20_000;

let folder: TestFolder;

beforeEach(async () => {
  folder = await TestFolder.make();
});

afterEach(() => folder.remove());

/** Runs the child until so many positions have shown, then kills it without warning. */
async function runAndKill(run: number, showings: number): Promise<void> {
  const child = startCrashChild(folder.places, run);
  await child.shown(showings);
  child.process.kill('SIGKILL');
  const [, signal] = await once(child.process, 'exit');
  expect(signal).toBe('SIGKILL');
}

test('killed at any moment and started again, the rows are those of a fresh rebuild', async () => {
  for (const [run, showings] of [1, 7, 23, 40].entries()) {
    await runAndKill(run, showings);

    const { checkpoint, event_parts: parts } = await allRows(folder.readModels);
    // What stands there after the kill is one state: the checkpoint is that of the rows.
    const counted = (parts as { event_count: number }[]).reduce((sum, part) => sum + part.event_count, 0);
    expect(checkpoint).toMatchObject([{ event_count: counted, position: counted - 1 }]);
  }

  const store = await openSqliteEventStore({ file: folder.logFile, mode: 'writer' });
  folder.onEnd(() => store.close());
  const projector = await startProjector(folder.places);
  folder.onEnd(() => projector.stop());
  await expect(projector.waitFor(await store.lastPosition(), PATIENCE_MS)).resolves.toBe(true);
  const followed = rowsHash(await allRows(folder.readModels));
  await rebuildReadModels(folder.places);

  expect(rowsHash(await allRows(folder.readModels))).toBe(followed);
}, 180_000);
