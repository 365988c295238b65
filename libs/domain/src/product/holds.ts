/** What is held for carts: found by hold, each with its shares in the order in which they were recorded. */
import { minimum, type Quantity, ZERO } from '../shared/quantity.ts';
import { type EndedSteps, endedStep, noteEnded } from './ended-steps.ts';
import type { Level } from './level.ts';

/** What one operation of a hold reserves at one level, as far as it is not released. */
export interface HeldShare {
  readonly level: Level;
  readonly operation: number;
  quantity: Quantity;
  /** How much of `quantity` was not there when it was held: a claim on what may be backordered, not on goods. */
  backordered: Quantity;
}

/** What one hold reserves of the product. */
export interface Held {
  readonly holdId: string;
  /** Number of the latest operation of the hold that has held something here. */
  operation: number;
  /** Oldest first. */
  readonly shares: HeldShare[];
}

export interface Holds {
  readonly open: Map<string, Held>;
  /** Latest operations of holds that have nothing here any more. */
  ended: EndedSteps;
}

export const noHolds = (): Holds => ({ open: new Map(), ended: null });

/** The latest operation of the hold that was applied here; −1 when none is known. */
export const lastHeld = ({ open, ended }: Holds, holdId: string): number =>
  open.get(holdId)?.operation ?? endedStep(ended, holdId) ?? -1;

/** Notes that an operation of the hold was applied here. */
export function noteHeld(holds: Holds, holdId: string, operation: number): void {
  const held = holds.open.get(holdId);
  if (held === undefined) holds.ended = noteEnded(holds.ended, holdId, operation);
  else if (held.operation < operation) held.operation = operation;
}

/** Adds to what the hold reserves. */
export function addHeld(holds: Holds, holdId: string, share: HeldShare): void {
  const held = holds.open.get(holdId);
  if (held === undefined) {
    holds.open.set(holdId, { holdId, operation: lastHeld(holds, holdId), shares: [share] });
  } else {
    held.shares.push(share);
  }
}

/**
 * Takes from what the hold reserves at a level.
 *
 * @param from what was held last comes off first, or what was held first.
 * @throws RangeError when less is held there: the log is broken.
 */
export function takeHeld(
  holds: Holds,
  holdId: string,
  { level, quantity, backordered }: Omit<HeldShare, 'operation'>,
  from: 'oldest' | 'newest',
): void {
  const held = holds.open.get(holdId);
  const own = held?.shares.filter((share) => share.level === level) ?? [];
  let rest = quantity;
  let missing = backordered;
  for (const share of from === 'oldest' ? own : own.reverse()) {
    const part = minimum(rest, share.quantity);
    const notThere = minimum(missing, minimum(part, share.backordered));
    rest -= part;
    missing -= notThere;
    share.quantity -= part;
    share.backordered = minimum(share.backordered - notThere, share.quantity);
  }
  if (held === undefined || rest > ZERO) throw new RangeError(`more released than held for ${holdId}`);
  const left = held.shares.filter((share) => share.quantity > ZERO);
  held.shares.splice(0, held.shares.length, ...left);
  if (left.length > 0) return;
  holds.open.delete(holdId);
  holds.ended = noteEnded(holds.ended, holdId, held.operation);
}

/** What a hold reserves at each of its levels. */
export type HeldAt = ReadonlyMap<Level, Pick<HeldShare, 'quantity' | 'backordered'>>;

/** What the hold reserves of the product, level by level; nothing for no hold. */
export function heldFor({ open }: Holds, holdId: string | undefined): HeldAt {
  const held = holdId === undefined ? undefined : open.get(holdId);
  if (held === undefined) return NOTHING_HELD;
  const byLevel = new Map<Level, { quantity: Quantity; backordered: Quantity }>();
  for (const { level, quantity, backordered } of held.shares) {
    const known = byLevel.get(level);
    if (known === undefined) {
      byLevel.set(level, { quantity, backordered });
    } else {
      known.quantity += quantity;
      known.backordered += backordered;
    }
  }
  return byLevel;
}

export const NOTHING_HELD: HeldAt = new Map();
