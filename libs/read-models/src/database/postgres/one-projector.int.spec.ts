import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openReadModels } from '../../queries/open-read-models.ts';
import { PositionWatch } from '../../queries/position-watch.ts';
import { type Projector, startProjector } from '../../runner/projector.ts';
import { rebuildReadModels } from '../../runner/rebuild.ts';
import type { ProjectorStatus } from '../../runner/status.ts';
import { allRows, rowsHash } from '../../testing/all-rows.ts';
import { MadeUpShop } from '../../testing/made-up-shop.ts';
import { startCrashChild } from '../../testing/start-crash-child.ts';
import { TestFolder, type TestLog } from '../../testing/test-folder.ts';
import { connect } from './connect.ts';

const PATIENCE_MS = 60_000;

let folder: TestFolder;
let log: TestLog;
let shop: MadeUpShop;

beforeEach(async () => {
  folder = await TestFolder.make();
  shop = new MadeUpShop();
});

afterEach(() => folder.remove());

async function start(): Promise<Projector> {
  const projector = await startProjector(folder.places);
  folder.onEnd(() => projector.stop());
  return projector;
}

const reached = (projector: Projector, wanted: ProjectorStatus['state']) =>
  new Promise<void>((resolve) => {
    const look = ({ state }: ProjectorStatus) => {
      if (state !== wanted) return;
      stop();
      resolve();
    };
    const stop = projector.onProgress(look);
    look(projector.status());
  });

/** Ends every session of the database but the one that asks. */
async function endSessions(): Promise<number> {
  const client = await connect((folder.readModels as { url: string }).url);
  const { rowCount } = await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await client.end();
  return rowCount ?? 0;
}

describe('of many projectors', () => {
  test('one is at work, and another takes its place when it stops', async () => {
    log = await folder.writer();
    const first = await start();
    await first.waitFor(await log.append(shop.register('A1')), PATIENCE_MS);
    await reached(first, 'following');
    const second = await start();
    await reached(second, 'standby');
    expect(second.status()).toMatchObject({ state: 'standby', generation: 1, position: 0n });

    await first.stop();
    const position = await log.append(shop.adjust('A1', 'main', 5));

    await expect(second.waitFor(position, PATIENCE_MS)).resolves.toBe(true);
    expect(second.status().state).toBe('following');
    expect((await allRows(folder.readModels)).levels).toMatchObject([{ on_hand: '5' }]);
  });

  test('another takes the place of one whose process was killed, and loses and doubles nothing', async () => {
    const child = startCrashChild(folder.places, 1);
    await child.shown(5);
    const second = await start();
    await reached(second, 'standby');
    await child.shown(30);
    child.process.kill('SIGKILL');
    await once(child.process, 'exit');

    log = await folder.writer();
    await reached(second, 'following');
    await expect(second.waitFor(await log.store.lastPosition(), PATIENCE_MS)).resolves.toBe(true);
    const followed = rowsHash(await allRows(folder.readModels));
    await rebuildReadModels(folder.places);
    expect(rowsHash(await allRows(folder.readModels))).toBe(followed);
  });

  test('one that loses its connection begins anew, and its place may go to another', async () => {
    log = await folder.writer();
    const projectors = [await start(), await start()];
    const position = await log.append(shop.register('A1'), shop.adjust('A1', 'main', 5));
    await Promise.all(projectors.map((projector) => projector.waitFor(position, PATIENCE_MS)));

    for (let i = 0; i < 3; i++) {
      expect(await endSessions()).toBeGreaterThan(0);
      const next = await log.append(...shop.order(`o${i}`, 'A1', 'main', 1));
      const shows = projectors.map((projector) => projector.waitFor(next, PATIENCE_MS));
      await expect(Promise.all(shows)).resolves.toEqual([true, true]);
    }

    const followed = rowsHash(await allRows(folder.readModels));
    await rebuildReadModels(folder.places);
    expect(rowsHash(await allRows(folder.readModels))).toBe(followed);
  });
});

test('a process without a projector waits for what the projector of another makes show', async () => {
  log = await folder.writer();
  const readModels = openReadModels({ address: folder.readModels, store: log.store });
  folder.onEnd(() => readModels.close());
  const watch = new PositionWatch(() => readModels.position());
  const position = await log.append(shop.register('A1'));
  const waiting = watch.waitFor(position, PATIENCE_MS);

  await start();

  await expect(waiting).resolves.toBe(true);
  expect((await readModels.product('A1')).item?.sku).toBe('A1');
  await expect(watch.waitFor(position + 1n, 30)).resolves.toBe(false);
});
