import { copyFile, cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { EVENTSTORE_PROGRAM } from '../../../../test/support/eventstore-for-tests.ts';
import { startEventStore } from '../../../../test/support/eventstore-server.ts';
import { describeWith } from '../../../../test/support/requirement.ts';
import { appendDurably, readLog, readStream, sample } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { expectedHashes } from '../testing/verify-chain.ts';
import { openEventStoreDbEventStore } from './open.ts';

const LONG_MS = 300_000;
const STREAMS = 8;

await describeWith(
  EVENTSTORE_PROGRAM,
  'a backup of a running EventStoreDB, as deploy/README.md has it',
  () => {
    test(
      'is put back with every event that was acknowledged before it began, in whole chains',
      async () => {
        const folder = temporaryFolder();
        const [data, backup] = [join(folder.path, 'data'), join(folder.path, 'backup')];
        await mkdir(backup);
        const server = await startEventStore(data);
        await server.start();
        const store = await openEventStoreDbEventStore({ address: server.address });
        const acknowledged = Array<number>(STREAMS).fill(0);
        let isOver = false;
        const writers = acknowledged.map(async (_, stream) => {
          for (let n = 0; !isOver; n++) {
            await appendDurably(store, `backup-${stream}`, [sample(n)], n === 0 ? 'no-stream' : n - 1);
            acknowledged[stream] = n + 1;
          }
        });
        while (acknowledged.some((count) => count < 20)) await store.lastPosition();
        const before = [...acknowledged];

        await copyRunning(data, backup);
        isOver = true;
        await Promise.all(writers);
        await store.close();
        await server.kill();
        await copyFile(join(backup, 'chaser.chk'), join(backup, 'truncate.chk'));
        const restored = await startEventStore(backup);
        await restored.start();
        const copy = await openEventStoreDbEventStore({ address: restored.address });

        let count = 0;
        for (const [stream, atLeast] of before.entries()) {
          const events = await readStream(copy, `backup-${stream}`);
          expect(events.length).toBeGreaterThanOrEqual(atLeast);
          expect(events.map(({ contentHash, hash }) => ({ contentHash, hash }))).toEqual(
            expectedHashes(events),
          );
          count += events.length;
        }
        expect(await readLog(copy)).toHaveLength(count);
        await copy.close();
        await restored.kill();
        folder.remove();
      },
      LONG_MS,
    );
  },
);

/** The checkpoints first, in the order of their names: the chaser's may not be ahead of the writer's. */
async function copyRunning(from: string, to: string): Promise<void> {
  const names = (await readdir(from)).sort();
  for (const name of names.filter((one) => one.endsWith('.chk'))) {
    await copyFile(join(from, name), join(to, name));
  }
  for (const name of names.filter((one) => !one.endsWith('.chk'))) {
    await cp(join(from, name), join(to, name), { recursive: true });
  }
}
