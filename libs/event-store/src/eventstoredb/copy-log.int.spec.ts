import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { EVENTSTORE_OF_OUR_OWN, eventStoreOfOurOwn } from '../../../../test/support/eventstore-for-tests.ts';
import { describeWith } from '../../../../test/support/requirement.ts';
import { copyLog } from '../copying/copy-log.ts';
import { LogsDifferError } from '../errors.ts';
import type { EventStore, RecordedEvent } from '../port.ts';
import { openSqliteLogTarget } from '../sqlite/log-target.ts';
import { openSqliteEventStore } from '../sqlite/open.ts';
import { appendDurably, readLog, rejection, sample, samples } from '../testing/sample.ts';
import { TcpProxy } from '../testing/tcp-proxy.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openEventStoreDbLogTarget } from './log-target.ts';
import { openEventStoreDbEventStore } from './open.ts';

const never = new AbortController().signal;

/** What a copy keeps of an event: everything but its position. */
const kept = ({
  id,
  type,
  stream,
  revision,
  recordedAt,
  data,
  metadata,
  hash,
  schemaVersion,
}: RecordedEvent) => ({
  ...{ id, type, stream, revision, recordedAt, data, metadata, hash, schemaVersion },
});

await describeWith(EVENTSTORE_OF_OUR_OWN, 'copying a log', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  const closing: (() => Promise<unknown>)[] = [];
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close();
    folder.remove();
  });

  /** Closed at the end of the test. */
  async function opened<T extends { close(): Promise<unknown> }>(opening: Promise<T>): Promise<T> {
    const one = await opening;
    closing.push(() => one.close());
    return one;
  }

  async function server() {
    const started = await eventStoreOfOurOwn();
    closing.push(() => started.end());
    await started.start();
    return started;
  }

  /** A log whose streams take turns, with odd contents among them. */
  async function filled(streams = 5, rounds = 40): Promise<EventStore> {
    let now = 1_700_000_000_000;
    const file = join(folder.path, 'log.db');
    const store = await opened(openSqliteEventStore({ file, mode: 'writer', clock: () => (now += 7) }));
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < streams; i++) {
        const events = samples(1 + (i % 3), round * 10);
        const first = round * events.length;
        await appendDurably(store, `product-${i}`, events, first === 0 ? 'no-stream' : first - 1);
      }
    }
    const odd = sample(1, {
      schemaVersion: 3,
      type: 'Odd',
      data: { '10': 'ten', '9': 'ü', list: [1e21, -0.5] },
    });
    await appendDurably(store, 'odd-"ü"', [odd, odd], 'no-stream');
    return store;
  }

  it('takes ids, revisions, times and hashes along, to a server and back', async () => {
    const original = await filled();
    const { address } = await server();
    const there = await opened(openEventStoreDbLogTarget(address));
    const phases = new Set<string>();

    const report = await copyLog({
      from: original,
      to: there,
      signal: never,
      onProgress: ({ phase }) => phases.add(phase),
    });
    const back = await opened(openSqliteLogTarget(join(folder.path, 'back.db')));
    const again = await copyLog({ from: there.store, to: back, signal: never });

    const events = (await readLog(original)).map(kept);
    expect((await readLog(there.store)).map(kept)).toEqual(events);
    expect((await readLog(back.store)).map(kept)).toEqual(events);
    expect(report).toEqual({ events: events.length, streams: 6, copied: events.length });
    expect(again).toEqual(report);
    expect([...phases]).toEqual(['copying', 'verifying']);
    // What was copied is a log to go on with, and its commands are known.
    const found = await back.store.eventsOfCommand('command-0');
    expect(found.map(kept)).toEqual((await original.eventsOfCommand('command-0')).map(kept));
  });

  it('goes on where it was broken off', async () => {
    const original = await filled(5, 300);
    const { address } = await server();
    const there = await opened(openEventStoreDbLogTarget(address));
    const abort = new AbortController();

    const broken = await copyLog({
      from: original,
      to: there,
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    const before = (await readLog(there.store)).length;
    const report = await copyLog({ from: original, to: there, signal: never });
    const nothing = await copyLog({ from: original, to: there, signal: never });

    const events = (await readLog(original)).map(kept);
    expect(broken).toBeUndefined();
    expect(before).toBeGreaterThan(0);
    expect(report).toMatchObject({ events: events.length, copied: events.length - before });
    expect(nothing).toMatchObject({ events: events.length, copied: 0 });
    expect((await readLog(there.store)).map(kept)).toEqual(events);
  });

  it('goes on by itself when the connection breaks', async () => {
    const original = await filled(5, 300);
    const { port } = await server();
    const proxy = await TcpProxy.before(port);
    closing.push(() => proxy.close());
    const there = await opened(openEventStoreDbLogTarget(`esdb://127.0.0.1:${proxy.port}?tls=false`));
    let breaks = 0;

    const report = await copyLog({
      from: original,
      to: there,
      signal: never,
      onProgress({ phase }) {
        if (phase === 'copying' && breaks++ < 2) proxy.breakAfter(2_000);
      },
    });

    const events = (await readLog(original)).map(kept);
    expect(report).toMatchObject({ events: events.length });
    expect((await readLog(there.store)).map(kept)).toEqual(events);
  });

  it.each([
    ['begins otherwise', 'product-9'],
    ['holds a stream otherwise', 'product-0'],
  ])('refuses a target that %s, and leaves it as it is', async (_, stream) => {
    const original = await filled();
    const { address } = await server();
    const other = await opened(openEventStoreDbEventStore({ address }));
    await appendDurably(other, stream, samples(3), 'no-stream');
    const to = await opened(openEventStoreDbLogTarget(address));

    const error = await rejection(copyLog({ from: original, to, signal: never }));

    expect(error).toBeInstanceOf(LogsDifferError);
    expect(await readLog(other)).toHaveLength(3);
  });

  it('refuses a file with another log, and a copy that has gone its own way', async () => {
    const original = await filled();
    const file = join(folder.path, 'copy.db');
    const to = await openSqliteLogTarget(file);
    await copyLog({ from: original, to, signal: never });
    await to.close();
    const gone = await openSqliteEventStore({ file, mode: 'writer' });
    await appendDurably(gone, 'product-new', samples(1), 'no-stream');
    await gone.close();
    const again = await opened(openSqliteLogTarget(file));

    const error = await rejection(copyLog({ from: original, to: again, signal: never }));

    expect(error).toMatchObject({ code: 'logs_differ' });
  });
});
