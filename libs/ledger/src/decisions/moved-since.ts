import { formatQuantity, levelChangesOf, type ProductEvent, quantityOf, type Reason } from '#domain';
import type { RecordedEvent, StreamName } from '#event-store';
import type { Core } from '../core.ts';
import type { Ruling } from '../provisional.ts';

/** Movements that a refusal names, and events that are looked at for them. */
const MOVEMENTS_MAX = 20;
const EVENTS_MAX = 2_000;

/**
 * A refused count, with what came and went since the revision that the counter saw: `movements`, the first of them, and
 * `moved`, their sum. Any other ruling as it is.
 */
export async function withMovements<R extends Ruling>(core: Core, stream: StreamName, ruling: R): Promise<R> {
  if (ruling.kind !== 'refused') return ruling;
  const isMoved = ({ code, seenRevision }: Reason) =>
    code === 'MOVED_SINCE_COUNT' && typeof seenRevision === 'number';
  if (!ruling.reasons.some(isMoved)) return ruling;
  const reasons = ruling.reasons.map((reason) =>
    isMoved(reason) ? explained(core, stream, reason) : reason,
  );
  return { ...ruling, reasons: await Promise.all(reasons) };
}

interface Movement {
  readonly type: string;
  readonly revision: number;
  readonly change: string;
}

async function explained({ store, durability }: Core, stream: StreamName, reason: Reason): Promise<Reason> {
  const { warehouse, unit, seenRevision } = reason;
  // The store shows durable events only.
  if (durability.lastStaged !== undefined) await durability.reached(durability.lastStaged);
  const movements: Movement[] = [];
  let atFirst: string | undefined;
  let atLast: string | undefined;
  const from = Number(seenRevision) + 1;
  for await (const events of store.readStream(stream, { from, limit: EVENTS_MAX })) {
    for (const event of events) {
      const change = changeAt(event, warehouse, unit);
      if (change === undefined) continue;
      atFirst ??= change.before;
      atLast = change.after;
      movements.push(movementOf(event, change));
    }
  }
  if (atFirst === undefined || atLast === undefined) return reason;
  const moved = reason.moved ?? formatQuantity(quantityOf(atLast) - quantityOf(atFirst));
  return { ...reason, moved, movements: movements.slice(0, MOVEMENTS_MAX) };
}

interface Change {
  readonly before: string;
  readonly after: string;
}

function changeAt(event: RecordedEvent, warehouse?: string, unit?: string): Change | undefined {
  for (const change of levelChangesOf(event as unknown as ProductEvent)) {
    const { onHand: before } = change.before;
    const { onHand: after } = change.after;
    if (change.warehouse !== warehouse || change.unit !== unit) continue;
    if (before !== undefined && after !== undefined && before !== after) return { before, after };
  }
  return undefined;
}

const movementOf = ({ type, revision }: RecordedEvent, { before, after }: Change): Movement => ({
  type,
  revision,
  change: formatQuantity(quantityOf(after) - quantityOf(before)),
});
