import { expect, test } from '@jest/globals';
import type { ReadStreamOptions, RecordedEvent } from '#event-store';
import { StreamTails } from './stream-tails.ts';

/** A stream of events at the positions 0, 10, 20… that counts the events it gives out. */
function streamOf(count: number) {
  const events = Array.from({ length: count }, (_, revision) => ({
    revision,
    position: BigInt(revision * 10),
  }));
  const read = { events: 0, readings: 0 };
  const store = {
    async *readStream(_: string, { from = count - 1, limit = count }: ReadStreamOptions = {}) {
      read.readings += 1;
      const page = events.slice(Math.max(from + 1 - limit, 0), from + 1).reverse();
      read.events += page.length;
      if (page.length > 0) yield page as unknown as RecordedEvent[];
    },
  };
  return { tails: new StreamTails(store), read };
}

const revisions = (events: readonly RecordedEvent[]) => events.map(({ revision }) => revision);

test('the end of a long stream, whatever stands before it', async () => {
  const { tails, read } = streamOf(10_000);

  expect(revisions(await tails.after('s', 99_970n))).toEqual([9_998, 9_999]);
  expect(read.events).toBeLessThan(100);
});

test('all of a stream, and nothing of none', async () => {
  expect(revisions(await streamOf(100).tails.after('s', -1n))).toEqual([...Array(100).keys()]);
  expect(await streamOf(0).tails.after('s', -1n)).toEqual([]);
});

test('those who ask in the same turn share a reading, each down to its own position', async () => {
  const { tails, read } = streamOf(1_000);

  const [some, more] = await Promise.all([tails.after('s', 9_980n), tails.after('s', 9_950n)]);

  expect(revisions(some ?? [])).toEqual([999]);
  expect(revisions(more ?? [])).toEqual([996, 997, 998, 999]);
  expect(read.readings).toBe(1);
});
