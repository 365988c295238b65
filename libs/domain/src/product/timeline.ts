/** What the log tells of one level's on hand, placed by effective time. */
import { type Quantity, quantityOf, ZERO } from '../shared/quantity.ts';
import type { LevelChange } from './events.ts';

/** An event as the log holds it, as far as it matters here. */
interface LoggedEvent {
  readonly type: string;
  readonly data: object;
  readonly revision: number;
  /** Milliseconds since 1970 UTC. */
  readonly recordedAt: number;
  readonly metadata: { readonly effectiveAt?: string };
}

/** A recorded change of a level's on hand; a count is one too, also where it found what was there. */
export interface OnHandFact {
  readonly revision: number;
  /** When it was so, ISO 8601 UTC: when it was recorded, where it says nothing else. */
  readonly at: string;
  /** What was on hand, by recorded time, before it was recorded. */
  readonly before: Quantity;
  /** What on hand is more from `at` on, until `until` where a later-dated count has absorbed it. */
  readonly change: Quantity;
  readonly until?: string;
  readonly isCount: boolean;
}

/**
 * The figures of every level that a product's event changed. Events tell them in one shape: as their own data, or as
 * lists in it.
 */
export function levelChangesIn(data: object): readonly LevelChange[] {
  const changes: LevelChange[] = isLevelChange(data) ? [data] : [];
  for (const value of Object.values(data)) {
    if (Array.isArray(value)) changes.push(...value.filter(isLevelChange));
  }
  return changes;
}

function isLevelChange(value: unknown): value is LevelChange {
  if (typeof value !== 'object' || value === null) return false;
  const { warehouse, unit, before, after } = value as Partial<Record<keyof LevelChange, unknown>>;
  return (
    typeof warehouse === 'string' &&
    typeof unit === 'string' &&
    typeof before === 'object' &&
    typeof after === 'object'
  );
}

/** What an event says of the level's on hand; nothing where it says nothing. */
export function onHandFactOf(
  event: LoggedEvent,
  { unit, warehouse }: { readonly unit: string; readonly warehouse: string },
): OnHandFact | undefined {
  for (const change of levelChangesIn(event.data)) {
    const { before, after, effective } = change;
    if (change.unit !== unit || change.warehouse !== warehouse || before.onHand === undefined) continue;
    const isCount = event.type === 'LevelCounted';
    const then = effective?.after === undefined ? { before, after } : effective;
    const difference = quantityOf(then.after?.onHand ?? '0') - quantityOf(then.before?.onHand ?? '0');
    if (difference === ZERO && !isCount) continue;
    return {
      revision: event.revision,
      at: event.metadata.effectiveAt ?? new Date(event.recordedAt).toISOString(),
      before: quantityOf(before.onHand),
      change: difference,
      ...(effective?.absorbedBy !== undefined && { until: effective.absorbedBy.at }),
      isCount,
    };
  }
  return undefined;
}
