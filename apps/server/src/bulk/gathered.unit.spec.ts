import { expect, test } from '@jest/globals';
import { gathered } from './gathered.ts';

async function piecesOf(texts: AsyncIterable<string>): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of gathered(texts)) pieces.push(piece);
  return pieces;
}

test('what is there at once goes out together', async () => {
  async function* texts() {
    yield* ['a', 'b', 'c'];
  }

  expect(await piecesOf(texts())).toEqual(['abc']);
});

test('no text waits for one that is not there yet', async () => {
  const later = Promise.withResolvers<string>();
  async function* texts() {
    yield 'now';
    yield await later.promise;
  }
  const pieces = gathered(texts());

  expect(await pieces.next()).toEqual({ done: false, value: 'now' });

  later.resolve('later');
  expect(await pieces.next()).toEqual({ done: false, value: 'later' });
  expect((await pieces.next()).done).toBe(true);
});

test('pieces do not grow without bound, and nothing is lost', async () => {
  const text = 'x'.repeat(1000);
  async function* texts() {
    for (let count = 0; count < 100; count++) yield text;
  }

  const pieces = await piecesOf(texts());

  expect(pieces.join('')).toHaveLength(100_000);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(20_000);
});

test('a failure comes after what came before it', async () => {
  async function* texts() {
    yield 'a';
    throw new Error('broken');
  }
  const pieces = gathered(texts());

  expect(await pieces.next()).toEqual({ done: false, value: 'a' });
  await expect(pieces.next()).rejects.toThrow('broken');
});

test('nobody is asked for more once nobody reads', async () => {
  let isClosed = false;
  async function* texts() {
    try {
      for (;;) yield 'x'.repeat(20_000);
    } finally {
      isClosed = true;
    }
  }

  for await (const _ of gathered(texts())) break;

  expect(isClosed).toBe(true);
});
