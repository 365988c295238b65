import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Position } from '../port.ts';
import { appendDurably, freshCategory, numberOf, readLog, readStream, sample, samples } from './sample.ts';
import type { Suite } from './subject.ts';

/** More than any adapter reads at once. */
const MANY = 2_500;

export function reading({ store }: Suite): void {
  describe('readStream', () => {
    const stream = `${freshCategory()}-1`;
    const numbers = async (options: Parameters<typeof readStream>[2]) =>
      (await readStream(store(), stream, options)).map(numberOf);

    beforeAll(async () => {
      await appendDurably(store(), stream, samples(MANY), 'no-stream');
      await appendDurably(store(), `${stream}0`, samples(3), 'no-stream');
    });

    it.each([
      ['forwards, all', {}, range(0, MANY)],
      ['forwards from a revision', { from: 2_000 }, range(2_000, MANY)],
      ['forwards with a limit', { from: 10, limit: 3 }, [10, 11, 12]],
      ['forwards with a limit over many pages', { from: 1, limit: 2_000 }, range(1, 2_001)],
      ['forwards beyond the end', { from: MANY }, []],
      ['backwards, all', { direction: 'backward' }, range(0, MANY).reverse()],
      ['backwards from a revision', { direction: 'backward', from: 2 }, [2, 1, 0]],
      ['backwards with a limit', { direction: 'backward', limit: 2 }, [MANY - 1, MANY - 2]],
      ['backwards from beyond the end', { direction: 'backward', from: MANY + 9, limit: 1 }, [MANY - 1]],
      ['nothing with limit 0', { limit: 0 }, []],
    ] as const)('%s', async (_, options, expected) => {
      expect(await numbers(options)).toEqual(expected);
    });

    it('finds nothing in a stream that is not there', async () => {
      expect(await readStream(store(), `${freshCategory()}-1`)).toEqual([]);
      expect(await readStream(store(), `${freshCategory()}-1`, { direction: 'backward' })).toEqual([]);
    });

    it('may be left in the middle', async () => {
      for await (const page of store().readStream(stream)) {
        expect(page.length).toBeGreaterThan(0);
        break;
      }
      expect(await numbers({ limit: 1 })).toEqual([0]);
    });
  });

  describe('readLog', () => {
    const [apples, pears] = [freshCategory(), freshCategory()];
    const both = { categories: [apples, pears] };
    let start: Position;
    const numbers = async (options: Parameters<typeof readLog>[1]) =>
      (await readLog(store(), options)).map(numberOf);

    beforeAll(async () => {
      start = await store().lastPosition();
      // 0, 3, 6… apples, 1, 4… pears, 2, 5… apples without a key; every fifth of another type.
      const streams = [`${apples}-1`, `${pears}-1`, apples];
      const revisions = [-1, -1, -1];
      for (let n = 0; n < 300; n++) {
        const at = n % 3;
        const type = n % 5 === 0 ? 'Fifth' : 'Sampled';
        const revision = revisions[at] as number;
        await store().append(
          streams[at] as string,
          [sample(n, { type })],
          revision === -1 ? 'no-stream' : revision,
        );
        revisions[at] = revision + 1;
      }
      await appendDurably(store(), `${apples}s-1`, [sample(-1)], 'no-stream');
    });

    it('gives events in the order they were appended, at increasing positions', async () => {
      const events = await readLog(store(), { after: start, filter: both });

      expect(events.map(numberOf)).toEqual(range(0, 300));
      for (let i = 1; i < events.length; i++) {
        expect(events[i]?.position).toBeGreaterThan(events[i - 1]?.position as Position);
      }
    });

    it('goes on after a position, forwards and backwards', async () => {
      const events = await readLog(store(), { after: start, filter: both });
      const middle = events[150]?.position as Position;

      expect(await numbers({ after: middle, filter: both })).toEqual(range(151, 300));
      expect(await numbers({ after: middle, direction: 'backward', filter: both })).toEqual(
        range(0, 150).reverse(),
      );
      expect(await numbers({ after: middle, filter: both, limit: 2 })).toEqual([151, 152]);
    });

    it('gives the event at a position to whoever asks from beside it', async () => {
      const events = await readLog(store(), { after: start, filter: both });
      const middle = events[150]?.position as Position;

      const forwards = await readLog(store(), { after: middle - 1n, limit: 1 });
      const backwards = await readLog(store(), { after: middle + 1n, direction: 'backward', limit: 1 });
      expect(forwards.map(numberOf)).toEqual([150]);
      expect(backwards.map(numberOf)).toEqual([150]);
    });

    it('reads backwards from the end', async () => {
      expect(await numbers({ direction: 'backward', filter: both, limit: 3 })).toEqual([299, 298, 297]);
    });

    it.each([
      ['one category, keys or none', () => ({ categories: [apples] }), (n: number) => n % 3 !== 1],
      ['a type', () => ({ categories: [apples, pears], types: ['Fifth'] }), (n: number) => n % 5 === 0],
      [
        'types of a category',
        () => ({ categories: [pears], types: ['Fifth', 'Sixth'] }),
        (n: number) => n % 3 === 1 && n % 5 === 0,
      ],
      ['no category', () => ({ categories: [] }), () => false],
      ['a category that is not there', () => ({ categories: ['nowhere'] }), () => false],
      ['a type that is not there', () => ({ types: ['Never'] }), () => false],
    ])('chooses by %s', async (_, filter, chosen) => {
      const expected = range(0, 300).filter(chosen);

      expect(await numbers({ after: start, filter: filter() })).toEqual(expected);
      expect(await numbers({ after: start, filter: filter(), limit: 7 })).toEqual(expected.slice(0, 7));
      const backwards = await numbers({ direction: 'backward', filter: filter() });
      expect(backwards).toEqual([...expected].reverse());
    });

    it('stands still where an append has not been made yet', async () => {
      const end = await store().lastPosition();

      expect(await readLog(store(), { after: end })).toEqual([]);
    });
  });

  describe('the ends', () => {
    it('tells the last revision and the last position', async () => {
      const stream = `${freshCategory()}-1`;
      expect(await store().lastRevision(stream)).toBe(-1);

      const { position } = await appendDurably(store(), stream, samples(4), 'no-stream');

      expect(await store().lastRevision(stream)).toBe(3);
      expect(await store().lastPosition()).toBe(position);
    });
  });
}

/** Whole numbers from `from` up to but not including `to`. */
function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
