import type { EventStore } from '#event-store';
import { positionsOf } from '../event-index/open-part.ts';
import type { Snapshot } from './live-database.ts';

/**
 * The last position before the first event recorded after an instant: what the instant means in the log. The end of
 * what has been folded when nothing was recorded after it.
 *
 * @param instant milliseconds since 1970 UTC.
 */
export async function positionAt(
  { db, position }: Snapshot,
  store: Pick<EventStore, 'readLog'>,
  instant: number,
): Promise<bigint> {
  const part = await db
    .selectFrom('event_parts')
    .selectAll()
    .where('recorded_max', '>', instant)
    .orderBy('recorded_max')
    .orderBy('part')
    .limit(1)
    .executeTakeFirst();
  if (part === undefined) return position;
  let before = BigInt(part.first_position) - 1n;
  for await (const events of store.readLog({ after: before, limit: positionsOf(part).length })) {
    for (const event of events) {
      if (event.recordedAt > instant) return before;
      before = event.position;
    }
  }
  return before;
}
