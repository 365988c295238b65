/**
 * Works on many items at once, a bounded number of them, and gives the results in the order of the items. A result is
 * given as soon as it and all before it are there, also while the next item lets itself be waited for. Ends at the
 * first item that has none.
 *
 * @param begin takes the item up, which the next one waits for, and answers with how to wait for its result.
 */
export async function* orderedWindow<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  itemsMax: number,
  begin: (item: Item) => Promise<() => Promise<Result | undefined>>,
): AsyncGenerator<Result, undefined> {
  const begun: Promise<Result | undefined>[] = [];
  let changed = Promise.withResolvers<void>();
  let isAtEnd = false;
  let isLeft = false;
  let inputFailure: { readonly error: unknown } | undefined;
  const signal = () => {
    changed.resolve();
    changed = Promise.withResolvers();
  };

  const pump = async () => {
    try {
      for await (const item of items) {
        if (isLeft) break;
        const result = (await begin(item))();
        result.catch(() => {});
        begun.push(result);
        signal();
        while (begun.length >= itemsMax && !isLeft) await changed.promise;
      }
    } catch (error) {
      inputFailure = { error };
    }
    isAtEnd = true;
    signal();
  };
  void pump();

  try {
    while (true) {
      const first = begun[0];
      if (first !== undefined) {
        const result = await first;
        if (result === undefined) return;
        begun.shift();
        signal();
        yield result;
      } else if (isAtEnd) {
        if (inputFailure !== undefined) throw inputFailure.error;
        return;
      } else {
        await changed.promise;
      }
    }
  } finally {
    isLeft = true;
    signal();
  }
}
