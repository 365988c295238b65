/** What takes up room in one of several places, the preferred first. */
export interface Candidate<Place> {
  readonly possible: readonly Place[];
  readonly size: bigint;
}

/** Whether a place has room for so much in all. More never fits where less does not. */
export type HasRoom<Place> = (place: Place, total: bigint) => boolean;

/** How many others one assignment may ask to make room: a bound on its work. */
const MOVES_MAX = 1_000;

/**
 * Gives each candidate one of its places, one after the other: the first that has room. Where none has, those that were
 * placed before make room, as far as they can go elsewhere; where they cannot, it is left out.
 *
 * Where all are of one size everybody who could be placed is (these are the augmenting paths of matchings); where they
 * are not, somebody may be left out whom a search through all possibilities would have placed.
 */
export function assign<Place, C extends Candidate<Place>>(
  candidates: readonly C[],
  hasRoom: HasRoom<Place>,
): ReadonlyMap<C, Place> {
  const assignment = new Assignment<Place, C>(hasRoom);
  for (const candidate of candidates) assignment.add(candidate);
  return assignment.places;
}

class Assignment<Place, C extends Candidate<Place>> {
  readonly places = new Map<C, Place>();
  readonly #hasRoom: HasRoom<Place>;
  readonly #at = new Map<Place, { readonly all: Set<C>; total: bigint }>();
  #movesLeft = MOVES_MAX;
  /** What was moved since the last candidate began, to be undone where it does not help. */
  #moves: { readonly who: C; readonly from: Place | undefined }[] = [];

  constructor(hasRoom: HasRoom<Place>) {
    this.#hasRoom = hasRoom;
  }

  add(candidate: C): void {
    this.#moves = [];
    if (this.#place(candidate, new Set())) return;
    for (const { who, from } of this.#moves.reverse()) this.#move(who, from);
  }

  /** @param tried places that are asked to make room already. */
  #place(candidate: C, tried: Set<Place>): boolean {
    const { possible, size } = candidate;
    const fits = (place: Place) => this.#hasRoom(place, this.#stay(place).total + size);
    const free = possible.find((place) => !tried.has(place) && fits(place));
    if (free !== undefined) {
      this.#note(candidate, free);
      return true;
    }
    for (const place of possible) {
      if (tried.has(place)) continue;
      tried.add(place);
      for (const other of [...this.#stay(place).all].reverse()) {
        if (this.#movesLeft-- <= 0) return false;
        if (!this.#place(other, tried) || !fits(place)) continue;
        this.#note(candidate, place);
        return true;
      }
    }
    return false;
  }

  #note(who: C, to: Place): void {
    this.#moves.push({ who, from: this.places.get(who) });
    this.#move(who, to);
  }

  #move(who: C, to: Place | undefined): void {
    const from = this.places.get(who);
    if (from !== undefined) {
      this.#stay(from).all.delete(who);
      this.#stay(from).total -= who.size;
    }
    if (to === undefined) this.places.delete(who);
    else {
      this.places.set(who, to);
      this.#stay(to).all.add(who);
      this.#stay(to).total += who.size;
    }
  }

  #stay(place: Place) {
    let stay = this.#at.get(place);
    if (stay === undefined) {
      stay = { all: new Set(), total: 0n };
      this.#at.set(place, stay);
    }
    return stay;
  }
}
