import { setImmediate as nextTurn } from 'node:timers/promises';

/** A piece grows no further than this, in characters. */
const PIECE_LENGTH = 16 * 1024;

const NOT_THERE_YET = undefined;

/**
 * Joins texts that are there at the same time into larger pieces: a write to the network for each alone would cost
 * more than making it. A text never waits for one that is not there yet, nor is it lost to a failure that follows.
 */
export async function* gathered(texts: AsyncIterable<string>): AsyncGenerator<string> {
  const iterator = texts[Symbol.asyncIterator]();
  let failure: { readonly error: unknown } | undefined;
  const take = () =>
    iterator.next().catch((error: unknown): IteratorReturnResult<undefined> => {
      failure = { error };
      return { done: true, value: undefined };
    });
  try {
    let piece = '';
    let next = take();
    for (;;) {
      const found = piece === '' ? await next : await Promise.race([next, nextTurn(NOT_THERE_YET)]);
      if (found === NOT_THERE_YET || found.done || piece.length >= PIECE_LENGTH) {
        if (piece !== '') yield piece;
        piece = '';
      }
      if (found === NOT_THERE_YET) continue;
      if (found.done) break;
      piece += found.value;
      next = take();
    }
    if (failure !== undefined) throw failure.error;
  } finally {
    await iterator.return?.();
  }
}
