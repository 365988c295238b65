import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LogFilter } from '../port.ts';
import { numberOf, sample } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import type { Direction } from './event-rows.ts';
import { LogReader } from './log-reader.ts';
import { openSqliteEventStore } from './open.ts';

/** Event n stands at position n. */
const COUNT = 3_000;
const LIMITS = { window: 128, rareStreamsMax: 3, rareEventsMax: 100 };
const PAGE = 7;

function kindOf(n: number): { stream: string; type: string } {
  const type = n === 1_234 || n % 401 === 0 ? 'Odd' : 'Sampled';
  if (n % 299 === 17) return { stream: 'rare-1', type };
  if (n % 601 === 3) return { stream: 'rare', type: n % 2 === 0 ? 'Even' : type };
  if (n % 500 === 499) return { stream: `scattered-${n}`, type };
  return { stream: n % 400 < 200 ? 'common-1' : 'usual-1', type };
}

const kinds = Array.from({ length: COUNT }, (_, n) => ({ n, ...kindOf(n) }));

function matching({ categories, types }: LogFilter): number[] {
  return kinds
    .filter(({ stream }) => categories?.includes(stream.split('-')[0] as string) !== false)
    .filter(({ type }) => types?.includes(type) !== false)
    .map(({ n }) => n);
}

describe('a log longer than what is looked at in one call', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'log.sqlite');
  const reader = new LogReader(file, undefined, LIMITS);
  beforeAll(async () => {
    const store = await openSqliteEventStore({ file, mode: 'writer' });
    const revisions = new Map<string, number>();
    for (const { n, stream, type } of kinds) {
      const revision = revisions.get(stream);
      const { lastRevision } = await store.append(stream, [sample(n, { type })], revision ?? 'no-stream');
      revisions.set(stream, lastRevision);
    }
    await store.close();
  });
  afterAll(() => {
    reader.close();
    folder.remove();
  });

  /** All pages from a position on, and how many it took. */
  function read(filter: LogFilter, from: number, direction: Direction) {
    const numbers: number[] = [];
    let pages = 0;
    for (let position = from, isComplete = false; !isComplete; pages++) {
      const page = reader.logPage(position, direction, filter, PAGE);
      numbers.push(...page.events.map(numberOf));
      ({ position, isComplete } = page);
    }
    return { numbers, pages };
  }

  it.each([
    ['a rare category', { categories: ['rare'] }],
    ['a type of a rare category', { categories: ['rare'], types: ['Even'] }],
    ['a category of many streams', { categories: ['scattered'] }],
    ['a frequent category', { categories: ['common'] }],
    ['a rare and a frequent category', { categories: ['rare', 'usual'] }],
    ['a type', { types: ['Odd'] }],
    ['a type of a frequent category', { categories: ['common', 'usual'], types: ['Odd'] }],
    ['what is not there', { categories: ['rare'], types: ['Never'] }],
  ])('is read by %s, both ways and from anywhere', (_, filter) => {
    const expected = matching(filter);

    for (const from of [-1, 0, 17, 500, 1_234, 2_990, COUNT - 1, COUNT + 5]) {
      expect(read(filter, from, 'forward').numbers).toEqual(expected.filter((n) => n > from));
      expect(read(filter, from, 'backward').numbers).toEqual(expected.filter((n) => n < from).reverse());
    }
  });

  it('is not scanned for what is rare', () => {
    const filter = { categories: ['rare'] };

    expect(read(filter, -1, 'forward').pages).toBe(Math.ceil(matching(filter).length / PAGE));
    expect(read({ types: ['Odd'] }, -1, 'forward').pages).toBeGreaterThan(COUNT / LIMITS.window - 1);
  });
});
