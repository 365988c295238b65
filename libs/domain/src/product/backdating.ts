/** Changes of on hand that are dated before others that are on record. */
import { formatQuantity, type Quantity, ZERO } from '../shared/quantity.ts';
import type { EffectiveFigures, ProductEvent } from './events.ts';
import type { Level } from './level.ts';
import { levelOf } from './levels.ts';
import type { ProductState } from './state.ts';
import type { OnHandFact } from './timeline.ts';
import { findUnit, levelUnitOf } from './units.ts';

/** A command about on hand that may be dated. */
interface DatedCommand {
  readonly warehouse: string;
  readonly unit?: string;
  readonly effectiveAt?: string;
}

/** How a level stood at an effective time, and what follows on it. */
export interface Placement {
  /** On hand then, with everything that is dated no later. */
  readonly onHand: Quantity;
  /** Revision of the last event that had changed it by then, as far as was looked; −1: none. */
  readonly movedAt: number;
  /** The next count after it: a change has no effect from there on. Absent: it lasts until today. */
  readonly absorbedBy?: { readonly revision: number; readonly at: string };
  /** On hand at the effective time and whenever it changed after that, up to the count or today. */
  readonly moments: readonly { readonly at: string; readonly onHand: Quantity }[];
}

/**
 * Which level's recorded facts have to be read before the command can be decided: something may be on record there
 * that is dated later than it. Nothing for a change as of now, and for dated ones that come in their order.
 */
export function levelToReadFor(product: ProductState, command: DatedCommand): Level | undefined {
  const { effectiveAt, warehouse } = command;
  if (effectiveAt === undefined) return undefined;
  const unit = findUnit(product, command.unit);
  const level = unit && levelOf(product, levelUnitOf(product, unit), warehouse);
  return level !== undefined && !isLatest(level, effectiveAt) ? level : undefined;
}

function isLatest({ dated, movedAt }: Level, effectiveAt: string): boolean {
  return dated !== null && dated.movedAt === movedAt && effectiveAt >= dated.to;
}

/**
 * Where a change stands among the facts on record.
 *
 * @param facts all those at the level that are dated later; others that were recorded after the effective time have
 *   to be among them, in the order of recording.
 * @returns nothing when none is dated later: it is a change as of now.
 */
export function placeAmong(facts: readonly OnHandFact[], effectiveAt: string): Placement | undefined {
  const later = facts.filter(({ at }) => at > effectiveAt);
  if (later.length === 0) return undefined;
  const counts = later.filter(({ isCount }) => isCount);
  const count = counts.reduce(
    (first, next) => (first !== undefined && first.at <= next.at ? first : next),
    counts[0],
  );
  const moments = momentsOf(facts, effectiveAt, count?.at);
  const before = facts.filter(({ at, change }) => at <= effectiveAt && change !== ZERO);
  return {
    onHand: moments[0]?.onHand ?? ZERO,
    movedAt: before.at(-1)?.revision ?? -1,
    ...(count !== undefined && { absorbedBy: { revision: count.revision, at: count.at } }),
    moments,
  };
}

/** On hand by effective time, from an instant on, to another (itself not included; absent: to the end). */
function momentsOf(
  facts: readonly OnHandFact[],
  from: string,
  to: string | undefined,
): readonly { readonly at: string; readonly onHand: Quantity }[] {
  let onHand = facts[0]?.before ?? ZERO;
  const changes = new Map<string, Quantity>();
  const note = (at: string, change: Quantity) => {
    if (at <= from) onHand += change;
    else if (to === undefined || at < to) changes.set(at, (changes.get(at) ?? ZERO) + change);
  };
  for (const { at, change, until } of facts) {
    note(at, change);
    if (until !== undefined) note(until, -change);
  }
  const moments = [{ at: from, onHand }];
  for (const at of [...changes.keys()].sort()) {
    onHand += changes.get(at) ?? ZERO;
    moments.push({ at, onHand });
  }
  return moments;
}

/** What a dated change says of itself in its event. */
export function effectiveFigures(
  { effectiveAt }: DatedCommand,
  placement: Placement | undefined,
  change: Quantity,
): { readonly effective?: EffectiveFigures } {
  if (effectiveAt === undefined) return {};
  if (placement === undefined) return { effective: { at: effectiveAt } };
  const { onHand, absorbedBy } = placement;
  return {
    effective: {
      at: effectiveAt,
      before: { onHand: formatQuantity(onHand) },
      after: { onHand: formatQuantity(onHand + change) },
      ...(absorbedBy !== undefined && { absorbedBy }),
    },
  };
}

/** Whether the event changed what was on hand before others that are on record. */
export const isBackdated = ({ data }: ProductEvent): boolean =>
  'effective' in data && data.effective?.before !== undefined;
