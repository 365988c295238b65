import { describe, expect, test } from '@jest/globals';
import { type EventStore, StoreUnavailableError, WrongExpectedRevisionError } from '#event-store';
import { newCounters } from '../counters.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { ServerLog, ServerStore } from '../testing/server-store.ts';
import { Durability } from './durability.ts';
import { Mailbox } from './mailbox.ts';
import type { MailboxSetting } from './mailbox-setting.ts';
import type { StreamKind } from './stream-kind.ts';
import type { Decision } from './task.ts';

const summing: StreamKind<{ sum: number }> = {
  initial: () => ({ sum: 0 }),
  evolve(state, { data }) {
    state.sum += (data as { value: number }).value;
    return state;
  },
  bytesOf: () => 1,
};

const copying: StreamKind<{ sum: number }> = { ...summing, copy: ({ sum }) => ({ sum }) };

function settingOf(store: EventStore): MailboxSetting {
  return {
    store,
    durability: new Durability(() => {}),
    limits: DEFAULT_LIMITS,
    counters: newCounters(),
    loadings: { count: 0 },
    beforeDeciding: () => undefined,
  };
}

/** Adds a value, if the sum stays within the limit; answers the sum it saw. */
const add = (value: number, commandId = `test:${value}`, limit = Number.MAX_SAFE_INTEGER) =>
  ({
    decide: ({ sum }) => ({
      events:
        sum + value > limit
          ? []
          : [{ type: 'Added', data: { value }, metadata: { commandId, actor: 'test' } }],
      value: sum,
    }),
  }) satisfies Decision<{ sum: number }, number>;

const valuesIn = (log: ServerLog) => log.events.map(({ data }) => data.value);

describe('a mailbox', () => {
  test('decides in turn on the running state, and appends what gathered at once', async () => {
    const log = new ServerLog();
    const setting = settingOf(new ServerStore(log));
    const mailbox = new Mailbox('sum-1', summing, setting);

    const decided = await Promise.all([1, 2, 3, 4].map((value) => mailbox.decide(add(value), 0)));

    expect(decided.map(({ value }) => value)).toEqual([0, 1, 3, 6]);
    expect(decided.map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
    expect(setting.counters.appends).toBe(1);
    expect(valuesIn(log)).toEqual([1, 2, 3, 4]);
  });

  test('gathers while an append is under way', async () => {
    const log = new ServerLog();
    const setting = settingOf(new ServerStore(log, () => 2));
    const mailbox = new Mailbox('sum-1', summing, setting);

    const first = mailbox.decide(add(1), 0);
    while (mailbox.appending === undefined) await new Promise((resolve) => setImmediate(resolve));
    const others = [2, 3, 4].map((value) => mailbox.decide(add(value), 0));
    await Promise.all([first, ...others]);

    expect(setting.counters.appends).toBe(2);
  });

  test('tells a decision without events what it saw, after the append that it saw', async () => {
    const mailbox = new Mailbox('sum-1', summing, settingOf(new ServerStore(new ServerLog())));

    const [, refused] = await Promise.all([
      mailbox.decide(add(5), 0),
      mailbox.decide(add(5, 'test:more', 7), 0),
    ]);

    expect(refused).toMatchObject({ value: 5, revision: 0, staged: expect.anything() });
  });

  test.each([
    ['folded anew', summing],
    ['copied', copying],
  ])(
    'when others append as well, nothing is lost and nothing exceeds the limit: states are %s',
    async (_, kind) => {
      const log = new ServerLog();
      const mailboxes = [1, 2, 3].map(
        () => new Mailbox('sum-1', kind, settingOf(new ServerStore(log, () => Math.random() * 2))),
      );

      const decided = await Promise.all(
        mailboxes.flatMap((mailbox, process) =>
          Array.from({ length: 40 }, (_, index) => mailbox.decide(add(1, `${process}:${index}`, 100), 0)),
        ),
      );

      expect(log.events.length).toBe(100);
      expect(new Set(log.events.map(({ metadata }) => metadata.commandId)).size).toBe(100);
      expect(decided.filter(({ value }) => value === 100).length).toBe(20);
      for (const mailbox of mailboxes) expect((await mailbox.look()).sum).toBe(100);
    },
  );

  test('where others come first again and again, many decisions at once are lost for the price of reading on', async () => {
    const log = new ServerLog();
    const store = new ServerStore(log);
    const setting = settingOf(store);
    const mailbox = new Mailbox('sum-1', copying, setting);
    const other = new Mailbox('sum-1', summing, settingOf(new ServerStore(log)));
    await Promise.all([1, 2, 3].map((value) => mailbox.decide(add(value), 0)));
    const readFrom: unknown[] = [];
    const readStream = store.readStream.bind(store);
    store.readStream = (stream, options) => {
      readFrom.push(options?.from);
      return readStream(stream, options);
    };
    let races = 0;
    store.append = async (stream, events, expected) => {
      if (races++ < 3) await other.decide(add(100), 0);
      return ServerStore.prototype.append.call(store, stream, events, expected);
    };

    const decided = await Promise.all([4, 5, 6].map((value) => mailbox.decide(add(value), 0)));

    expect(decided.map(({ value }) => value)).toEqual([306, 310, 315]);
    expect(valuesIn(log)).toEqual([1, 2, 3, 100, 100, 100, 4, 5, 6]);
    // The first race was not to be expected; then the state was there to come back to.
    expect(readFrom).toEqual([0, 4, 5]);
    expect(setting.counters).toMatchObject({ contentions: 3, appends: 2 });
  });

  describe('a decision that a process wants made', () => {
    /** A mailbox whose process began something, and another process's that has appended since. */
    async function raced(causationId: string) {
      const log = new ServerLog();
      const store = new ServerStore(log);
      const setting = settingOf(store);
      const mailbox = new Mailbox('sum-1', summing, setting);
      await mailbox.decide(add(1), 0);
      const verifiedAt = setting.loadings.count;
      const metadata = { commandId: 'test:other', actor: 'test', causationId };
      const other = new Mailbox('sum-1', summing, settingOf(new ServerStore(log)));
      await other.decide(
        { decide: () => ({ events: [{ type: 'Added', data: { value: 10 }, metadata }], value: 0 }) },
        0,
      );
      const verified: string[] = [];
      const fenced = (value: number, cause: string) => ({
        ...add(value),
        cause,
        verifiedAt,
        verify: async () => {
          verified.push(cause);
        },
      });
      return { log, store, mailbox, verified, fenced };
    }

    test('is verified after a loading that brought something of that process, and no other', async () => {
      const { log, mailbox, verified, fenced } = await raced('order-1@0');

      await mailbox.decide(fenced(2, 'order-2'), 0);
      expect(verified).toEqual([]);
      await mailbox.decide(fenced(3, 'order-1'), 0);

      expect(verified).toEqual(['order-1']);
      expect(valuesIn(log)).toEqual([1, 10, 2, 3]);
    });

    test('is verified after a loading that broke and went on, whatever it brought', async () => {
      const { log, store, mailbox, verified, fenced } = await raced('order-1@0');
      store.readStream = async function* (...args) {
        store.readStream = ServerStore.prototype.readStream;
        yield* ServerStore.prototype.readStream.apply(store, args);
        throw new StoreUnavailableError('test', 'broken');
      };

      await expect(mailbox.decide(fenced(2, 'order-1'), 0)).rejects.toThrow(StoreUnavailableError);
      await mailbox.decide(fenced(2, 'order-1'), 0);

      expect(verified).toEqual(['order-1']);
      expect(valuesIn(log)).toEqual([1, 10, 2]);
    });
  });

  test('gives up when others always come first', async () => {
    const store = new ServerStore(new ServerLog());
    const setting = { ...settingOf(store), limits: { ...DEFAULT_LIMITS, attemptsMax: 3 } };
    store.faults.before = (stream) => {
      throw new WrongExpectedRevisionError(stream, 0, 1);
    };

    await expect(new Mailbox('sum-1', summing, setting).decide(add(1), 0)).rejects.toMatchObject({
      code: 'CONTENDED',
    });
  });

  test.each([
    ['before it arrived', 'before'],
    ['after it was done', 'after'],
  ] as const)('an append whose connection broke %s is sent again and stands there once', async (_, when) => {
    const log = new ServerLog();
    const store = new ServerStore(log);
    const mailbox = new Mailbox('sum-1', summing, settingOf(store));
    let failures = 2;
    store.faults[when] = () => {
      if (failures-- > 0) throw new StoreUnavailableError('server', 'connection lost');
    };

    const decided = await Promise.all([mailbox.decide(add(1), 0), mailbox.decide(add(2), 0)]);

    expect(decided.map(({ revision }) => revision)).toEqual([0, 1]);
    expect(valuesIn(log)).toEqual([1, 2]);
    expect((await mailbox.look()).sum).toBe(3);
  });

  test('verifies again whenever the state was loaded, and before every decision made on it', async () => {
    const log = new ServerLog();
    const mailbox = new Mailbox('sum-1', summing, settingOf(new ServerStore(log)));
    await mailbox.decide(add(1), 0);
    log.append(
      'sum-1',
      [{ type: 'Added', data: { value: 10 }, metadata: { commandId: 'b', actor: 'b' } }],
      0,
    );
    const seen: unknown[] = [];

    await mailbox.decide({ ...add(2), verify: async () => void seen.push(valuesIn(log).length) }, 0);

    expect(seen).toEqual([2, 2]);
    expect(valuesIn(log)).toEqual([1, 10, 2]);
  });

  test('a bug in one decision fails that one only', async () => {
    const log = new ServerLog();
    const mailbox = new Mailbox('sum-1', summing, settingOf(new ServerStore(log)));
    const broken = {
      decide: () => {
        throw new RangeError('a bug');
      },
    };

    const results = await Promise.allSettled([
      mailbox.decide(add(1), 0),
      mailbox.decide(broken, 0),
      mailbox.decide(add(2), 0),
    ]);

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(valuesIn(log)).toEqual([1, 2]);
  });

  test('tells a look whether the stream was read, or only taken to be new', async () => {
    const mailbox = new Mailbox('sum-1', summing, settingOf(new ServerStore(new ServerLog())));
    const told: boolean[] = [];
    const verify = async (isRead: boolean) => {
      told.push(isRead);
    };
    mailbox.running.assumeNew();

    await mailbox.decide({ ...add(1), verify }, 0);
    await mailbox.decide({ ...add(2), verify }, 0);

    expect(told).toEqual([false, true]);
  });

  test('fails what nobody knows the outcome of, and goes on', async () => {
    const log = new ServerLog();
    const store = new ServerStore(log);
    const mailbox = new Mailbox('sum-1', copying, settingOf(store));
    await mailbox.decide(add(1), 0);
    store.faults.after = () => {
      store.faults.after = () => {};
      throw new StoreUnavailableError('test', 'the answer was lost');
    };
    store.readStream = () => {
      store.readStream = ServerStore.prototype.readStream;
      throw new StoreUnavailableError('test', 'nor can it be read');
    };

    await expect(mailbox.decide(add(2), 0)).rejects.toThrow('nor can it be read');

    expect(await mailbox.decide(add(3), 0)).toMatchObject({ value: 3, revision: 2 });
    expect(valuesIn(log)).toEqual([1, 2, 3]);
  });

  test.each([
    ['folded anew', summing],
    ['copied', copying],
  ])('what is together too large is appended one by one: states are %s', async (_, kind) => {
    const log = new ServerLog();
    const store = new ServerStore(log);
    const mailbox = new Mailbox('sum-1', kind, settingOf(store));
    const { AppendTooLargeError } = await import('#event-store');
    const append = store.append.bind(store);
    store.append = async (stream, events, expected) => {
      if (events.length > 1) throw new AppendTooLargeError(stream, 1_000_000, 900 * 1024);
      return append(stream, events, expected);
    };

    await Promise.all([1, 2, 3].map((value) => mailbox.decide(add(value), 0)));

    expect(valuesIn(log)).toEqual([1, 2, 3]);
  });
});
