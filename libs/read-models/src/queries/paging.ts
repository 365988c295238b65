import type { PageRequest } from './answers.ts';
import type { Cursors, Place } from './cursors.ts';

export const LIMIT_DEFAULT = 100;
export const LIMIT_MAX = 1000;

/** A request whose absent fields may be there as undefined. */
export type Loose<T> = { readonly [Name in keyof T]?: T[Name] | undefined };

/** A page's bounds, read from its request. */
export interface Bounds {
  readonly limit: number;
  /** The key of the last item before; absent: from the start. */
  readonly after?: Place;
}

/**
 * @throws RangeError when the limit is out of range: the edge has let it through.
 * @throws InvalidCursorError
 */
export function boundsOf(
  cursors: Cursors,
  question: string,
  { limit = LIMIT_DEFAULT, cursor }: Loose<PageRequest>,
): Bounds {
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) {
    throw new RangeError(`limit is ${limit}; it may be 1 to ${LIMIT_MAX}`);
  }
  return cursor === undefined ? { limit } : { limit, after: cursors.open(question, cursor) };
}

/** The items of a page out of one more than it takes, and the cursor of the next where there is one. */
export function pageOf<Item>(
  cursors: Cursors,
  question: string,
  { limit }: Bounds,
  found: readonly Item[],
  placeOf: (item: Item) => Place,
): { readonly items: readonly Item[]; readonly next: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const next = found.length > limit && last !== undefined ? cursors.seal(question, placeOf(last)) : null;
  return { items, next };
}
