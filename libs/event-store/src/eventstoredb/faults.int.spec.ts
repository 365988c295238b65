import { setTimeout as delay } from 'node:timers/promises';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import { EVENTSTORE, eventStoreAddress } from '../../../../test/support/eventstore-for-tests.ts';
import { describeWith } from '../../../../test/support/requirement.ts';
import { StoreCorruptError, StoreUnavailableError, WrongExpectedRevisionError } from '../errors.ts';
import type { EventStore, RecordedEvent } from '../port.ts';
import {
  appendDurably,
  freshCategory,
  numberOf,
  readLog,
  readStream,
  rejection,
  sample,
  samples,
} from '../testing/sample.ts';
import { TcpProxy } from '../testing/tcp-proxy.ts';
import { expectedHashes } from '../testing/verify-chain.ts';
import { parseEventStoreDbAddress } from './address.ts';
import { openEventStoreDbEventStore } from './open.ts';

await describeWith(EVENTSTORE, 'EventStoreDB behind a network that fails', () => {
  let proxy: TcpProxy;
  let store: EventStore;
  let stream: string;
  const breaks: unknown[] = [];
  const endpoint = () => parseEventStoreDbAddress(eventStoreAddress()).hosts[0] ?? { address: '', port: 0 };
  const open = (more = {}) =>
    openEventStoreDbEventStore({
      address: `esdb://127.0.0.1:${proxy.port}?tls=false`,
      timeoutMs: 2_000,
      resendForMs: 30_000,
      retryForMs: 30_000,
      onBreak: (error) => breaks.push(error),
      ...more,
    });

  beforeEach(async () => {
    proxy = await TcpProxy.before(endpoint().port);
    store = await open();
    stream = `${freshCategory()}-1`;
    breaks.length = 0;
  });
  afterEach(async () => {
    proxy.heal();
    await store.close();
    await proxy.close();
  });

  /** Everything of the stream, once each and chained. */
  async function expectWhole(count: number): Promise<readonly RecordedEvent[]> {
    const events = await readStream(store, stream);
    expect(events.map(numberOf)).toEqual([...Array(count).keys()]);
    expect(events.map(({ contentHash, hash }) => ({ contentHash, hash }))).toEqual(expectedHashes(events));
    return events;
  }

  it('an append that was done and whose answer was lost is found to be done', async () => {
    await appendDurably(store, stream, samples(2), 'no-stream');
    proxy.loseAnswers();
    const append = store.append(stream, samples(3, 2), 1);
    setTimeout(() => proxy.heal(), 500);

    expect(await append).toMatchObject({ firstRevision: 2, lastRevision: 4 });

    const events = await expectWhole(5);
    expect((await append).position).toBe(events.at(-1)?.position);
    await appendDurably(store, stream, [sample(5)], 4);
    await expectWhole(6);
  });

  it('an append that got no answer in time may be asked for again, and is the same append', async () => {
    await store.close();
    let now = 1_700_000_000_000;
    store = await open({ resendForMs: 0, clock: () => now });
    await appendDurably(store, stream, samples(1), 'no-stream');
    proxy.loseAnswers();
    const error = await rejection(store.append(stream, samples(2, 1), 0));
    proxy.heal();
    now += 60_000;

    const again = await store.append(stream, samples(2, 1), 0);

    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(again).toMatchObject({ firstRevision: 1, lastRevision: 2 });
    // Sent with another time it would have been another event.
    const events = await expectWhole(3);
    expect(events.map(({ recordedAt }) => recordedAt)).toEqual(Array(3).fill(1_700_000_000_000));
  });

  it('an append that was lost on the way while another came first is refused', async () => {
    await appendDurably(store, stream, samples(1), 'no-stream');
    const other = await openEventStoreDbEventStore({ address: eventStoreAddress() });
    proxy.cut();
    const append = rejection(store.append(stream, [sample(9)], 0));
    await appendDurably(other, stream, [sample(1)], 0);
    await other.close();
    proxy.heal();

    expect(await append).toBeInstanceOf(WrongExpectedRevisionError);
    expect(await append).toMatchObject({ stream, expected: 0, actual: 1 });
    await expectWhole(2);
  });

  it('the same id with other data, which the server drops without a word, is found out', async () => {
    await appendDurably(store, stream, samples(1), 'no-stream');
    proxy.loseAnswers();
    const append = store.append(stream, [sample(1)], 0);
    await until(async () => (await direct(stream)).length === 2);
    const [, sent] = await direct(stream);
    // Somebody else's event stands there under the id that ours has.
    const forged = `${stream}forged`;
    await write(forged, [{ id: sent?.id ?? '', data: { n: 99 }, metadata: sent?.metadata }]);
    proxy.heal();
    await append;

    const error = await rejection(readStream(store, forged));

    expect(error).toBeInstanceOf(StoreCorruptError);
    expect((await expectWhole(2))[1]?.id).toBe(sent?.id);
  });

  it('a subscription that is cut goes on where it was, with nothing lost or doubled', async () => {
    const filter = { categories: [stream.split('-')[0] ?? ''] };
    const abort = new AbortController();
    const seen: number[] = [];
    const followed = (async () => {
      for await (const { events } of store.subscribe({ filter, signal: abort.signal })) {
        seen.push(...events.map(numberOf));
        if (seen.length >= 60) break;
      }
    })();
    const writer = await openEventStoreDbEventStore({ address: eventStoreAddress() });
    for (let i = 0; i < 60; i++) {
      await appendDurably(writer, stream, [sample(i)], i === 0 ? 'no-stream' : i - 1);
      if (i % 20 === 10) {
        await until(async () => seen.length === i + 1);
        // Between two subscriptions of the client there is nothing to be cut.
        const before = breaks.length;
        await until(async () => {
          proxy.cut();
          await delay(100);
          proxy.heal();
          return breaks.length > before;
        });
      }
    }
    await writer.close();

    await followed;

    expect(seen).toEqual([...Array(60).keys()]);
    expect(breaks.length).toBeGreaterThanOrEqual(3);
  });

  it('a reading that is cut in the middle is read again, whole', async () => {
    await appendDurably(store, stream, samples(1_000), 'no-stream');
    proxy.breakAfter(50_000);

    await expectWhole(1_000);

    proxy.breakAfter(20_000);
    const log = await readLog(store, { filter: { categories: [stream.split('-')[0] ?? ''] } });
    expect(log.map(numberOf)).toEqual([...Array(1_000).keys()]);
  });

  it('while there is no server readings say so, and a subscription waits', async () => {
    await store.close();
    store = await open({ retryForMs: 100 });
    const abort = new AbortController();
    const batches = store
      .subscribe({ filter: { types: ['Never'] }, signal: abort.signal })
      [Symbol.asyncIterator]();
    while (!(await batches.next()).value?.caughtUp);
    const waiting = batches.next();
    proxy.cut();

    const error = await rejection(readStream(store, stream));

    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(error).toMatchObject({ code: 'store_unavailable', file: `esdb://127.0.0.1:${proxy.port}` });
    await until(async () => breaks.length > 1);
    abort.abort();
    expect(await waiting).toMatchObject({ done: true });
  });

  async function direct(name: string) {
    const client = directClient();
    const events = [];
    for await (const { event } of client.readStream(name)) if (event !== undefined) events.push(event);
    return events;
  }

  async function write(name: string, events: readonly { id: string; data: object; metadata: unknown }[]) {
    await directClient().appendToStream(
      name,
      events.map((event) => jsonEvent({ type: 'Sampled', ...event } as never)),
      // A call of its own, so that the client's table of pending appends stays the store's.
      { credentials: { username: 'nobody', password: 'none' } },
    );
  }

  let client: EventStoreDBClient | undefined;
  const directClient = () => {
    client ??= new EventStoreDBClient({ endpoint: endpoint() }, { insecure: true });
    return client;
  };
  afterAll(async () => client?.dispose());
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(20);
}
