import { setImmediate as nextTurn } from 'node:timers/promises';

/** A piece grows no further than this, in characters. */
const PIECE_LENGTH = 16 * 1024;

const NOT_THERE_YET = undefined;

/**
 * Joins texts that are there at the same time into larger pieces: a write to the network for each alone would cost
 * more than making it. A text never waits for one that is not there yet.
 */
export async function* gathered(texts: AsyncIterable<string>): AsyncGenerator<string> {
  const iterator = texts[Symbol.asyncIterator]();
  try {
    let piece = '';
    let next = iterator.next();
    for (;;) {
      const found = piece === '' ? await next : await Promise.race([next, nextTurn(NOT_THERE_YET)]);
      if (found === NOT_THERE_YET || piece.length >= PIECE_LENGTH) {
        yield piece;
        piece = '';
      }
      if (found === NOT_THERE_YET) continue;
      if (found.done) {
        if (piece !== '') yield piece;
        return;
      }
      piece += found.value;
      next = iterator.next();
    }
  } finally {
    await iterator.return?.();
  }
}
