import { formatQuantity, levelChangesOf, type ProductEvent, productStream, quantityOf } from '#domain';
import type { EventStore, RecordedEvent } from '#event-store';
import type { MovementAnswer } from './answers.ts';

/** Movements that an answer names, and events that are looked at for them. */
const MOVEMENTS_MAX = 20;
const EVENTS_MAX = 2_000;

/** A level, from where on it is looked at, and the sheet whose own count ends the look. */
export interface LevelSince {
  readonly sku: string;
  readonly warehouse: string;
  readonly unit: string;
  readonly revision: number;
  readonly sheetId: string;
  /** The last position that counts. */
  readonly end: bigint;
}

export interface Movements {
  /** The first of them, in their order. */
  readonly movements: readonly MovementAnswer[];
  /** Whether there may be more. */
  readonly isCut: boolean;
  /** What was on hand when the sheet's own count was posted; absent: it was not, as far as was looked. */
  readonly onHandBefore: string | undefined;
}

/** What came to a level and went from it after a revision of its product, until the sheet counted it. */
export async function movementsSince(
  store: Pick<EventStore, 'readStream'>,
  level: LevelSince,
): Promise<Movements> {
  const movements: MovementAnswer[] = [];
  let seen = 0;
  const from = level.revision + 1;
  for await (const events of store.readStream(productStream(level.sku), { from, limit: EVENTS_MAX })) {
    for (const event of events) {
      if (event.position > level.end) return { movements, isCut: false, onHandBefore: undefined };
      seen += 1;
      const change = changeAt(event, level);
      if (change === undefined) continue;
      if (event.type === 'LevelCounted' && event.data.sheetId === level.sheetId) {
        return {
          movements: movements.slice(0, MOVEMENTS_MAX),
          isCut: movements.length > MOVEMENTS_MAX,
          onHandBefore: change.before,
        };
      }
      if (change.before !== change.after) movements.push(movementOf(event, change));
    }
  }
  const isCut = seen >= EVENTS_MAX || movements.length > MOVEMENTS_MAX;
  return { movements: movements.slice(0, MOVEMENTS_MAX), isCut, onHandBefore: undefined };
}

interface Change {
  readonly before: string;
  readonly after: string;
}

function changeAt(event: RecordedEvent, { warehouse, unit }: LevelSince): Change | undefined {
  for (const change of levelChangesOf(event as unknown as ProductEvent)) {
    const { onHand: before } = change.before;
    const { onHand: after } = change.after;
    if (change.warehouse !== warehouse || change.unit !== unit) continue;
    if (before !== undefined && after !== undefined) return { before, after };
  }
  return undefined;
}

const movementOf = (
  { type, revision, position, recordedAt }: RecordedEvent,
  { before, after }: Change,
): MovementAnswer => ({
  type,
  revision,
  position: String(position),
  recordedAt: new Date(recordedAt).toISOString(),
  change: formatQuantity(quantityOf(after) - quantityOf(before)),
});
