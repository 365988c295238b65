import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { EVENTSTORE_OF_OUR_OWN, eventStoreOfOurOwn } from '../../../../test/support/eventstore-for-tests.ts';
import type { EventStoreServer } from '../../../../test/support/eventstore-server.ts';
import { describeWith } from '../../../../test/support/requirement.ts';
import type { RecordedEvent } from '../port.ts';
import { ChildProgram } from '../testing/child-program.ts';
import { numberOf, readLog } from '../testing/sample.ts';
import { TcpProxy } from '../testing/tcp-proxy.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { expectedHashes } from '../testing/verify-chain.ts';
import { openEventStoreDbEventStore } from './open.ts';

const APPEND = new URL('./children/append.ts', import.meta.url);
const LONG_MS = 300_000;

await describeWith(EVENTSTORE_OF_OUR_OWN, 'EventStoreDB killed under load', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let server: EventStoreServer;
  let child: ChildProgram | undefined;
  beforeEach(async () => {
    folder = temporaryFolder();
    server = await eventStoreOfOurOwn(folder.path);
    await server.start();
  }, LONG_MS);
  afterEach(async () => {
    await child?.kill();
    await server.end();
    folder.remove();
  });

  /** Every acknowledged append is there, every event once, every chain whole. */
  async function expectNothingLost(lines: readonly string[]): Promise<void> {
    const store = await openEventStoreDbEventStore({ address: server.address });
    const streams = Map.groupBy(await readLog(store), ({ stream }) => stream);
    await store.close();
    const acknowledged = new Map<string, number>();
    for (const line of lines) {
      const [stream = '', revision] = line.split(' ');
      if (stream !== 'run' && stream !== 'failed') acknowledged.set(stream, Number(revision));
    }
    expect(acknowledged.size).toBeGreaterThan(0);
    for (const [stream, revision] of acknowledged) {
      expect(streams.get(stream)?.length).toBeGreaterThan(revision);
    }
    for (const events of streams.values()) expectWhole(events);
  }

  it(
    'with kill −9, twice: no acknowledged append is missing, none is doubled, and the client goes on',
    async () => {
      child = new ChildProgram(APPEND, [server.address]);
      const { lines } = child;
      for (let kills = 0; kills < 2; kills++) {
        const enough = lines.length + 500;
        await child.until(() => lines.length >= enough);
        await server.kill();
        await server.start();
      }
      const enough = lines.length + 500;
      await child.until(() => lines.length >= enough);
      await child.kill();

      await expectNothingLost(lines);
      expect(lines).not.toContain('failed');
    },
    LONG_MS,
  );

  it(
    'a connection that drops while large appends wait for the socket does not end the process',
    async () => {
      const proxy = await TcpProxy.before(server.port);
      child = new ChildProgram(APPEND, [`esdb://127.0.0.1:${proxy.port}?tls=false`, '100000']);
      const { lines } = child;
      for (let cuts = 0; cuts < 5; cuts++) {
        const enough = lines.length + 20;
        await child.until(() => lines.length >= enough);
        proxy.breakAll();
      }
      const enough = lines.length + 40;
      await child.until(() => lines.length >= enough);
      await child.kill();
      await proxy.close();

      await expectNothingLost(lines);
    },
    LONG_MS,
  );
});

function expectWhole(events: readonly RecordedEvent[]): void {
  expect(events.map(({ revision }) => revision)).toEqual(events.map((_, i) => i));
  expect(events.map(numberOf)).toEqual(events.map((_, i) => i));
  expect(events.map(({ contentHash, hash }) => ({ contentHash, hash }))).toEqual(expectedHashes(events));
}
