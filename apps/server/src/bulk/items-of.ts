import type { BulkItem } from '#ledger';
import { BODY_BYTES_MAX } from '../http/limits.ts';
import { type Line, ndjsonLines } from '../json/ndjson-lines.ts';
import { parseJson } from '../json/parse-json.ts';
import { problem } from '../problem/problem.ts';
import { ProblemError } from '../problem/problem-error.ts';
import { type ItemTag, readItem, unreadable } from './read-item.ts';

/**
 * The commands of a stream of NDJSON, as they come. When `closing` is aborted the stream ends early, with one last
 * item that says so: what follows it was not begun.
 */
export async function* itemsOf(
  input: AsyncIterable<Buffer>,
  closing: AbortSignal,
): AsyncGenerator<BulkItem<ItemTag>> {
  const lines = ndjsonLines(input, BODY_BYTES_MAX);
  const closed = new Promise<'closed'>((resolve) => {
    if (closing.aborted) resolve('closed');
    else closing.addEventListener('abort', () => resolve('closed'), { once: true });
  });
  for (;;) {
    const next = await Promise.race([lines.next(), closed]);
    if (next === 'closed') {
      yield unreadable(
        null,
        problem('SHUTTING_DOWN', 'the server is shutting down; from here on nothing was begun'),
      );
      return;
    }
    if (next.done) return;
    for (const line of next.value) yield itemOf(line);
  }
}

function itemOf(line: Line): BulkItem<ItemTag> {
  if (line === 'too-long') {
    return unreadable(null, problem('TOO_LARGE', `the line is longer than ${BODY_BYTES_MAX} bytes`));
  }
  try {
    return readItem(parseJson(line, 'line'));
  } catch (error) {
    if (error instanceof ProblemError) return unreadable(null, error.problem);
    throw error;
  }
}
