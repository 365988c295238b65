import type { EventStore } from '#event-store';
import type { Snapshot } from './live-database.ts';
import { positionAt } from './log-places.ts';

/** A past moment that a question is asked as of. */
export interface AsOf {
  /** ISO 8601 UTC, or a place in the log. By effective time it is an instant. */
  readonly at: { readonly instant: string } | { readonly position: bigint };
  /**
   * By which time facts are placed: when they were recorded; or when they were so, with products, units and options
   * as they are known now.
   */
  readonly basis: 'recorded' | 'effective';
}

/** A past moment as the log knows it. */
export interface Moment {
  /** What was recorded by then: everything up to here. */
  readonly position: number;
  /** ISO 8601 UTC: the time by which dates had passed or not. */
  readonly instant: string;
  readonly basis: AsOf['basis'];
}

type Log = Pick<EventStore, 'readLog'>;

/** The moment that is meant; everything that belongs to it must show. */
export async function momentOf(snapshot: Snapshot, store: Log, { at, basis }: AsOf): Promise<Moment> {
  if ('instant' in at) {
    const position = Number(await positionAt(snapshot, store, Date.parse(at.instant)));
    return { position, instant: at.instant, basis };
  }
  const position = Number(at.position);
  return { position, instant: await recordedBy(store, at.position), basis };
}

/** When the last event up to the position was recorded. */
async function recordedBy(store: Log, position: bigint): Promise<string> {
  for await (const events of store.readLog({ after: position + 1n, direction: 'backward', limit: 1 })) {
    for (const { recordedAt } of events) return new Date(recordedAt).toISOString();
  }
  return new Date(0).toISOString();
}

/** Whether something that was recorded after the instant shows: then nothing can be added before it. */
export async function isPast({ db }: Snapshot, instant: string): Promise<boolean> {
  const part = await db
    .selectFrom('event_parts')
    .select('part')
    .where('recorded_max', '>', Date.parse(instant))
    .limit(1)
    .executeTakeFirst();
  return part !== undefined;
}
