/** Steps at random: commands, repeats of commands, and time that passes. */
import fc from 'fast-check';
import { command } from './commands.ts';
import type { PlainCommand } from './reference/shop.ts';
import { line, maybe, merge, nothing } from './values.ts';
import { type Pick, WISHES, type Wish } from './wishes.ts';

/** A command, or the one that came so many steps before once more under its id: the same, or this one instead. */
export type Step =
  | { readonly command: PlainCommand | Wish }
  | { readonly again: number; readonly instead?: PlainCommand };

/** Time passes, in seconds. */
export interface Wait {
  readonly wait: number;
}

const pick: fc.Arbitrary<Pick> = merge(
  fc.record({ which: fc.nat(3), quantity: fc.integer({ min: 1, max: 4 }), isMore: fc.boolean() }),
  maybe('warehouse', fc.constantFrom('main', 'north')),
  nothing,
);

const wish: fc.Arbitrary<Wish> = merge(
  fc.record({
    wish: fc.constantFrom(...WISHES),
    which: fc.nat(4),
    picks: fc.array(pick, { maxLength: 3, size: 'max' }),
  }),
  maybe('further', line),
  nothing,
);

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 14, arbitrary: command.map((own) => ({ command: own })) },
  { weight: 16, arbitrary: wish.map((own) => ({ command: own })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 8 }).map((again) => ({ again })) },
  {
    weight: 1,
    arbitrary: fc.record({ again: fc.integer({ min: 1, max: 8 }), instead: command }),
  },
);

export const stepOrWait: fc.Arbitrary<Step | Wait> = fc.oneof(
  { weight: 20, arbitrary: anyStep },
  { weight: 1, arbitrary: fc.constantFrom(5, 30).map((wait) => ({ wait })) },
);
