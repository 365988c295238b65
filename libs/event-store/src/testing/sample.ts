/**
 * Events and streams for tests, and short ways to write and to collect them.
 */

import type { JsonObject } from '../json.ts';
import type {
  EventStore,
  EventToAppend,
  ExpectedRevision,
  ReadLogOptions,
  ReadStreamOptions,
  RecordedEvent,
  StagedAppend,
  StreamName,
  SubscribeOptions,
} from '../port.ts';

let categories = 0;

/** A category that nobody has used, on a server that others use as well. */
export function freshCategory(): string {
  categories += 1;
  return `c${categories}x${Math.random().toString(36).slice(2, 10)}`;
}

export function sample(n: number, more: Partial<EventToAppend> = {}): EventToAppend {
  return { type: 'Sampled', data: { n }, metadata: { actor: 'tester', commandId: `command-${n}` }, ...more };
}

/** Samples numbered `from` to `from + count − 1`. */
export function samples(count: number, from = 0): EventToAppend[] {
  return Array.from({ length: count }, (_, i) => sample(from + i));
}

/** Appends and waits until it is durable. */
export async function appendDurably(
  store: EventStore,
  stream: StreamName,
  events: readonly EventToAppend[],
  expected: ExpectedRevision,
): Promise<StagedAppend> {
  const staged = await store.append(stream, events, expected);
  await staged.durable;
  return staged;
}

export async function readStream(
  store: EventStore,
  stream: StreamName,
  options?: ReadStreamOptions,
): Promise<RecordedEvent[]> {
  return (await all(store.readStream(stream, options))).flat();
}

export async function readLog(store: EventStore, options?: ReadLogOptions): Promise<RecordedEvent[]> {
  return (await all(store.readLog(options))).flat();
}

/** All that an iteration gives, until it ends. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Follows until `enough` says so. */
export async function follow(
  store: EventStore,
  options: SubscribeOptions,
  enough: (events: readonly RecordedEvent[]) => boolean,
): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const batch of store.subscribe(options)) {
    events.push(...batch.events);
    if (enough(events)) break;
  }
  return events;
}

/** The number that {@link sample} put in. */
export function numberOf(event: RecordedEvent): number {
  return (event.data as { n: number }).n;
}

/** The parts that the writer gave, as read back. */
export function givenParts({ type, data, metadata, schemaVersion }: RecordedEvent): {
  type: string;
  data: JsonObject;
  metadata: RecordedEvent['metadata'];
  schemaVersion: number;
} {
  return { type, data, metadata, schemaVersion };
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It was expected to fail, and did not');
}
