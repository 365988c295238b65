import { categoryOfStream, keyOfStream } from '#domain';
import { type EventStore, LOG_START, type RecordedEvent } from '#event-store';
import { namesAll, type Term, term } from '../event-index/terms.ts';
import type { EventFilter } from './answers.ts';
import type { Snapshot } from './live-database.ts';
import { positionAt } from './log-places.ts';
import { type Direction, type Stretch, searchIndex } from './search-index.ts';

type Log = Pick<EventStore, 'readLog'>;

/** Where the search goes on. */
export interface SearchPlace {
  readonly limit: number;
  /** The position of the last event before. */
  readonly after?: bigint;
}

/** Events of the log that match, as far as it has been folded, one more than the page takes. */
export async function searchEvents(
  snapshot: Snapshot,
  store: Log,
  filter: EventFilter,
  { limit, after }: SearchPlace,
): Promise<RecordedEvent[]> {
  const { direction = 'forward' } = filter;
  const stretch = await stretchOf(snapshot, store, filter, after);
  if (stretch.first > stretch.last) return [];
  const terms = termsAsked(filter);
  const found: RecordedEvent[] = [];
  const candidates =
    terms.length === 0
      ? readStretch(store, stretch, direction, limit + 1)
      : readPositions(store, searchIndex(snapshot, terms, stretch, direction));
  for await (const event of candidates) {
    if (matches(event, filter, terms)) found.push(event);
    if (found.length > limit) break;
  }
  return found;
}

async function stretchOf(
  snapshot: Snapshot,
  store: Log,
  { from, to, direction }: EventFilter,
  after: bigint | undefined,
): Promise<Stretch> {
  let first = LOG_START + 1n;
  let last = snapshot.position;
  // What was recorded at the instant itself belongs to it.
  if (from !== undefined) first = (await positionAt(snapshot, store, Date.parse(from) - 1)) + 1n;
  if (to !== undefined) last = await positionAt(snapshot, store, Date.parse(to));
  if (after !== undefined && direction === 'backward' && after <= last) last = after - 1n;
  if (after !== undefined && direction !== 'backward' && after >= first) first = after + 1n;
  return { first, last };
}

/** What the index is asked for, the rarest first. */
function termsAsked(filter: EventFilter): Term[] {
  const { stream, category, type, sku, warehouse, order, hold, transfer, actor } = filter;
  const terms = new Set<Term>();
  if (order !== undefined) terms.add(term('order', order));
  if (hold !== undefined) terms.add(term('hold', hold));
  if (transfer !== undefined) terms.add(term('transfer', transfer));
  if (sku !== undefined) terms.add(term('sku', sku));
  if (stream !== undefined) terms.add(termOfStream(stream));
  if (warehouse !== undefined) terms.add(term('warehouse', warehouse));
  if (actor !== undefined) terms.add(term('actor', actor));
  if (type !== undefined) terms.add(term('type', type));
  if (category !== undefined) terms.add(term('category', category));
  return [...terms];
}

/** A term that every event of the stream has; others may have it too. */
function termOfStream(stream: string): Term {
  const category = categoryOfStream(stream);
  switch (category) {
    case 'product':
      return term('sku', keyOfStream(stream));
    case 'order':
      return term('order', keyOfStream(stream));
    case 'hold':
      return term('hold', keyOfStream(stream));
    case 'warehouse':
      return term('warehouse', keyOfStream(stream));
    case 'transfer':
      return term('transfer', keyOfStream(stream));
    default:
      return term('category', category);
  }
}

function matches(event: RecordedEvent, { stream }: EventFilter, terms: readonly Term[]): boolean {
  if (stream !== undefined && event.stream !== stream) return false;
  return namesAll(event, terms);
}

async function* readStretch(
  store: Log,
  { first, last }: Stretch,
  direction: Direction,
  limit: number,
): AsyncGenerator<RecordedEvent> {
  const after = direction === 'forward' ? first - 1n : last + 1n;
  for await (const events of store.readLog({ after, direction, limit })) {
    for (const event of events) {
      if (event.position < first || event.position > last) return;
      yield event;
    }
  }
}

async function* readPositions(store: Log, positions: AsyncIterable<number>): AsyncGenerator<RecordedEvent> {
  for await (const position of positions) {
    const at = BigInt(position);
    for await (const events of store.readLog({ after: at - 1n, limit: 1 })) {
      for (const event of events) if (event.position === at) yield event;
    }
  }
}
