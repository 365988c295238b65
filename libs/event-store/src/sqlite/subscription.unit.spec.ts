import { describe, expect, it } from '@jest/globals';
import { StoreClosedError, StoreUnavailableError, UnknownSchemaVersionError } from '../errors.ts';
import { all, rejection } from '../testing/sample.ts';
import { CommitChanges } from './changes.ts';
import type { LogPage } from './log-reader.ts';
import { subscription } from './subscription.ts';

const page = (position: number, isComplete = false): LogPage => ({ events: [], position, isComplete });

/** Answers each reading with the next of these; an error is thrown. */
function sourceOf(...answers: (LogPage | Error)[]) {
  const asked: number[] = [];
  return {
    asked,
    changes: new CommitChanges(),
    page(after: number): LogPage {
      asked.push(after);
      const answer = answers.shift() ?? new StoreClosedError('file');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

describe('a subscription', () => {
  it('goes on after failed readings from where it stood', async () => {
    const failure = new StoreUnavailableError('file', 'a test');
    const source = sourceOf(page(3), failure, failure, page(5), failure, page(9));

    const batches = await all(subscription(source, -1, undefined, []));

    expect(batches.map(({ position }) => position)).toEqual([3n, 5n, 9n]);
    expect(source.asked).toEqual([-1, 3, 3, 3, 5, 5, 9]);
  });

  it('does not try again where that cannot help', async () => {
    const failure = new UnknownSchemaVersionError('T', 2, 1);

    expect(await rejection(all(subscription(sourceOf(page(3), failure), -1, undefined, [])))).toBe(failure);
  });

  it('ends at once when it is aborted while it waits to try again', async () => {
    const abort = new AbortController();
    const source = sourceOf(...Array(100).fill(new StoreUnavailableError('file', 'a test')));
    const batches = all(subscription(source, -1, undefined, [abort.signal]));

    abort.abort();

    expect(await batches).toEqual([]);
    expect(source.asked).toHaveLength(1);
  });

  it('does not miss a commit between its reading and its waiting', async () => {
    const source = sourceOf(page(0, true), page(1, true));
    const { page: read, changes } = source;
    source.page = (after) => {
      const answer = read(after);
      // Committed when the reading had already seen its state of the log.
      if (after === -1) changes.committed(1);
      return answer;
    };
    const batches = subscription(source, -1, undefined, []);

    expect((await batches.next()).value?.position).toBe(0n);
    expect((await batches.next()).value?.position).toBe(1n);
    await batches.return?.();
  });
});
