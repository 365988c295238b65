import { describe, expect, it } from '@jest/globals';
import type { Position, SubscriptionBatch } from '../port.ts';
import { all, appendDurably, follow, freshCategory, numberOf, readLog, sample, samples } from './sample.ts';
import type { Suite } from './subject.ts';

export function following({ store, open }: Suite): void {
  describe('subscribe', () => {
    it('crosses from catching up to live with nothing lost or doubled, while 4 writers append', async () => {
      const category = freshCategory();
      const writers = 4;
      const each = 400;
      const start = await store().lastPosition();
      await appendDurably(store(), `${category}-before`, samples(1_500, writers * each), 'no-stream');
      const total = writers * each + 1_500;

      const write = async (writer: number) => {
        const stream = `${category}-${writer}`;
        for (let i = 0; i < each; i++) {
          const staged = await store().append(
            stream,
            [sample(writer * each + i)],
            i === 0 ? 'no-stream' : i - 1,
          );
          // Sometimes waiting, so that the follower comes to the end of the log again and again.
          if (i % 7 === writer) await staged.durable;
        }
      };
      const options = { after: start, filter: { categories: [category] } };
      const [events, late] = await Promise.all([
        follow(store(), options, (all) => all.length >= total),
        follow(store(), { ...options, after: start }, (all) => all.length >= total),
        ...Array.from({ length: writers }, (_, writer) => write(writer)),
      ]);

      const log = await readLog(store(), options);
      expect(log).toHaveLength(total);
      expect(events.map(({ id }) => id)).toEqual(log.map(({ id }) => id));
      expect(late.map(({ id }) => id)).toEqual(log.map(({ id }) => id));
      expect(new Set(events.map(numberOf)).size).toBe(total);
    });

    it('says when it has caught up, and goes live', async () => {
      const category = freshCategory();
      const { position } = await appendDurably(store(), `${category}-1`, samples(3), 'no-stream');
      const batches = store()
        .subscribe({ filter: { categories: [category] } })
        [Symbol.asyncIterator]();

      const caughtUp = await nextWhere(batches, ({ caughtUp }) => caughtUp);
      expect(caughtUp.position).toBeGreaterThanOrEqual(position);
      const live = nextWhere(batches, ({ events }) => events.length > 0);
      await appendDurably(store(), `${category}-1`, [sample(3)], 2);

      expect((await live).events.map(numberOf)).toEqual([3]);
      await batches.return?.();
    });

    it('moves its position past events that do not match', async () => {
      const start = await store().lastPosition();
      const batches = store()
        .subscribe({ after: start, filter: { types: ['Never'] } })
        [Symbol.asyncIterator]();

      const { position } = await appendDurably(store(), `${freshCategory()}-1`, samples(3), 'no-stream');
      const batch = await nextWhere(batches, (one) => one.position >= position);

      expect(batch.events).toEqual([]);
      await batches.return?.();
    });

    it('goes on from the position of a batch that was handled', async () => {
      const category = freshCategory();
      const filter = { categories: [category] };
      await appendDurably(store(), `${category}-1`, samples(2_000), 'no-stream');
      const seen: number[] = [];
      let checkpoint: Position | undefined;

      while (seen.length < 2_000) {
        for await (const batch of store().subscribe({
          filter,
          ...(checkpoint === undefined ? {} : { after: checkpoint }),
        })) {
          seen.push(...batch.events.map(numberOf));
          checkpoint = batch.position;
          if (batch.events.length > 0) break;
        }
      }

      expect(seen).toEqual([...Array(2_000).keys()]);
    });

    it('ends when it is aborted, also while it waits', async () => {
      const abort = new AbortController();
      const after = await store().lastPosition();
      const batches = store().subscribe({ after, signal: abort.signal })[Symbol.asyncIterator]();
      await nextWhere(batches, ({ caughtUp }) => caughtUp);
      const waiting = batches.next();

      abort.abort();

      expect(await waiting).toMatchObject({ done: true });
      expect(await batches.next()).toMatchObject({ done: true });
    });

    it('ends when it is left, also while it waits', async () => {
      const after = await store().lastPosition();
      const batches = store().subscribe({ after })[Symbol.asyncIterator]();
      await nextWhere(batches, ({ caughtUp }) => caughtUp);
      const waiting = batches.next();

      await batches.return?.();

      expect(await waiting).toMatchObject({ done: true });
    });

    it('does not begin when it was aborted before', async () => {
      const batches = await all(store().subscribe({ signal: AbortSignal.abort() }));

      expect(batches).toEqual([]);
    });

    it('ends when the store is closed', async () => {
      const { store: own } = await open();
      await appendDurably(own, `${freshCategory()}-1`, samples(3), 'no-stream');
      const batches: SubscriptionBatch[] = [];
      const ended = (async () => {
        for await (const batch of own.subscribe()) batches.push(batch);
      })();

      await own.close();

      await ended;
    });
  });
}

async function nextWhere(
  batches: AsyncIterator<SubscriptionBatch>,
  found: (batch: SubscriptionBatch) => boolean,
): Promise<SubscriptionBatch> {
  for (;;) {
    const { value, done } = await batches.next();
    if (done) throw new Error('The subscription ended');
    if (found(value)) return value;
  }
}
