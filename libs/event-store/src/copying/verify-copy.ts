/**
 * Compares two logs event by event, in their order, and checks the chain of every stream.
 */
import { Buffer } from 'node:buffer';
import { chainHash, chainStart, contentHashOf, hexOf } from '../chain.ts';
import { LogsDifferError } from '../errors.ts';
import type { EventStore, Position, RecordedEvent, Revision, StreamName } from '../port.ts';
import { StoredEvent } from '../stored-event.ts';

export interface VerifyOptions {
  readonly from: EventStore;
  readonly to: EventStore;
  /** The original's last event that counts. */
  readonly last: Position;
  readonly signal: AbortSignal;
  readonly onVerified: (position: Position) => void;
}

interface Link {
  readonly revision: Revision;
  /** As binary text. */
  readonly hash: string;
}

const REPORT_EVERY = 500;

/**
 * @returns how many events and streams were found the same; undefined when stopped.
 * @throws LogsDifferError naming the first difference.
 */
export async function verifyCopy({
  from,
  to,
  last,
  signal,
  onVerified,
}: VerifyOptions): Promise<{ events: number; streams: number } | undefined> {
  const ends = new Map<StreamName, Link>();
  const copies = oneByOne(to);
  let events = 0;
  try {
    for await (const original of oneByOne(from)) {
      if (signal.aborted) return undefined;
      if (original.position > last) break;
      const { value: copy } = await copies.next();
      compare(original, copy);
      ends.set(copy.stream, verified(copy, ends.get(copy.stream)));
      events += 1;
      if (events % REPORT_EVERY === 0) onVerified(original.position);
    }
    const { value: surplus } = await copies.next();
    if (surplus !== undefined && (await from.lastRevision(surplus.stream)) < surplus.revision) {
      throw new LogsDifferError(`it has more: event ${surplus.revision} of ${surplus.stream}`);
    }
  } finally {
    await copies.return(undefined);
  }
  onVerified(last);
  return { events, streams: ends.size };
}

function compare(original: RecordedEvent, copy: RecordedEvent | undefined): asserts copy is RecordedEvent {
  const { stream, revision } = original;
  if (copy === undefined) throw new LogsDifferError(`event ${revision} of ${stream} is missing`);
  const isSame =
    copy.stream === stream &&
    copy.revision === revision &&
    copy.hash === original.hash &&
    copy.id === original.id &&
    copy.recordedAt === original.recordedAt;
  if (!isSame) {
    const found = `event ${copy.revision} of ${copy.stream}`;
    throw new LogsDifferError(`${found} stands in the place of event ${revision} of ${stream}`);
  }
}

function verified(event: RecordedEvent, before: Link | undefined): Link {
  const { stream, revision, recordedAt } = event;
  const contentHash = event instanceof StoredEvent ? contentHashOf(event.content) : binary(event.contentHash);
  const hash = chainHash(before?.hash ?? chainStart(stream), contentHash, recordedAt);
  if (revision !== (before?.revision ?? -1) + 1 || hexOf(hash) !== event.hash) {
    throw new LogsDifferError(`the chain of ${stream} is broken at event ${revision}`);
  }
  return { revision, hash };
}

const binary = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1');

async function* oneByOne(store: EventStore): AsyncGenerator<RecordedEvent, undefined> {
  for await (const page of store.readLog()) yield* page;
  return undefined;
}
