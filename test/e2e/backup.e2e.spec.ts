import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import { stock } from '../../apps/server/src/testing/shop.ts';
import { dataFolder, startServer } from './server-process.ts';

const LONG_MS = 180_000;
const CALLERS = 16;

test(
  'a backup of the log taken while the server writes is put back as what was acknowledged by then',
  async () => {
    await using folder = await dataFolder();
    const [shop, restored] = [join(folder.path, 'shop'), join(folder.path, 'restored')];
    await mkdir(restored);
    const server = await startServer(shop);
    await stock(server, { MUG: 0 });
    let acknowledged = 0;
    let isOver = false;
    const adjust = { sku: 'MUG', warehouse: 'main', quantity: '1', reason: 'found' };
    const callers = Array.from({ length: CALLERS }, async () => {
      for (; !isOver; acknowledged++) await server.done('AdjustLevel', adjust);
    });
    while (acknowledged < 200) await server.get('/health/ready');

    const before = acknowledged;
    // What `.backup` of the sqlite3 program does.
    const live = new DatabaseSync(join(shop, 'log.db'), { readOnly: true });
    await backup(live, join(restored, 'log.db'));
    live.close();
    isOver = true;
    await Promise.all(callers);
    await server.end('SIGTERM');
    await using again = await startServer(restored);

    const { events, onHand } = await countedAndShown(again);
    expect(events).toBeGreaterThanOrEqual(before);
    expect(events).toBeLessThanOrEqual(acknowledged);
    expect(onHand).toBe(String(events));
    const next = await again.done('AdjustLevel', adjust);
    expect(await again.get(`/v1/levels?sku=MUG&minPosition=${next.position}`)).toMatchObject({
      body: { items: [{ onHand: String(events + 1) }] },
    });
  },
  LONG_MS,
);

/** Adjustments in the log, and the level that the read models, built anew, make of them. */
async function countedAndShown(server: Awaited<ReturnType<typeof startServer>>) {
  let events = 0;
  let position = '';
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path = `/v1/events?sku=MUG&limit=1000${cursor && `&cursor=${cursor}`}`;
    const { body } = await server.get(path);
    for (const event of body.items) {
      if (event.type === 'LevelAdjusted') events += 1;
      position = event.position;
    }
    cursor = body.next;
  }
  const { body } = await server.get(`/v1/levels?sku=MUG&minPosition=${position}`);
  return { events, onHand: body.items[0]?.onHand };
}
