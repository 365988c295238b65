/** What the log tells of one level's on hand, placed by effective time. */
import { type Quantity, quantityOf, ZERO } from '../shared/quantity.ts';
import type { ProductEvent } from './events.ts';
import { levelChangesOf } from './level-changes.ts';

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

/** What an event says of the level's on hand; nothing where it says nothing. */
export function onHandFactOf(
  event: LoggedEvent,
  { unit, warehouse }: { readonly unit: string; readonly warehouse: string },
): OnHandFact | undefined {
  for (const change of levelChangesOf({ data: event.data as ProductEvent['data'] })) {
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
