import type { DecidedBy, OptionName } from '../options/catalogue.ts';
import { decidedBy, type ResolvedOptions } from '../options/resolved.ts';

/** What an event carries of the options that decided it: nothing where all are at their built-in defaults. */
export interface Grounds {
  readonly decidedBy?: DecidedBy;
}

/** The options named, as far as they are not at their built-in defaults, as the part of an event's data. */
export function groundsOf(options: ResolvedOptions, names: readonly OptionName[]): Grounds {
  let known = remembered.get(options);
  if (known === undefined) {
    known = new Map();
    remembered.set(options, known);
  }
  let grounds = known.get(names);
  if (grounds === undefined) {
    const used = decidedBy(options, names);
    grounds = Object.keys(used).length === 0 ? NONE : { decidedBy: used };
    known.set(names, grounds);
  }
  return grounds;
}

const NONE: Grounds = {};

/** Options of scopes are shared by many products: what they come to is worked out once. */
const remembered = new WeakMap<ResolvedOptions, Map<readonly OptionName[], Grounds>>();
