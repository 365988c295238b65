/** Who gets which of several places. */

export interface Candidate<Place> {
  /** The preferred first. */
  readonly possible: readonly Place[];
  readonly size: number;
}

/**
 * Each candidate in turn gets the first of its places that has room. Where none has, those that were placed before make
 * room, the latest first, as far as they can go elsewhere; where they cannot, the candidate gets none.
 */
export function assign<Place, Who extends Candidate<Place>>(
  candidates: readonly Who[],
  hasRoom: (place: Place, total: number) => boolean,
): ReadonlyMap<Who, Place> {
  let placed = new Map<Who, Place>();
  const put = (who: Who, place: Place) => {
    placed.delete(who);
    placed.set(who, place);
  };
  const at = (place: Place) => [...placed].filter(([, own]) => own === place).map(([who]) => who);
  const place = (who: Who, tried: Set<Place>): boolean => {
    const fits = (one: Place) =>
      hasRoom(
        one,
        at(one).reduce((all, { size }) => all + size, who.size),
      );
    const free = who.possible.find((one) => !tried.has(one) && fits(one));
    if (free !== undefined) put(who, free);
    if (free !== undefined) return true;
    for (const one of who.possible) {
      if (tried.has(one)) continue;
      tried.add(one);
      for (const other of at(one).reverse()) {
        if (!place(other, tried) || !fits(one)) continue;
        put(who, one);
        return true;
      }
    }
    return false;
  };
  for (const candidate of candidates) {
    const before = new Map(placed);
    if (!place(candidate, new Set())) placed = before;
  }
  return placed;
}
