/**
 * The form of our events in EventStoreDB: the data as its JSON, and in its metadata ours, the recorded time and the
 * hash. The server keeps texts as they are given, but its client parses them; so the canonical content is written
 * again on reading, and that it is the same is what the hash shows.
 */
import { Buffer } from 'node:buffer';
import type { EventData, RecordedEvent as ServerEvent } from '@eventstore/db-client';
import { canonicalJson } from '../canonical-json.ts';
import { type BinaryHash, chainHash, contentHashOf, eventIdOf, hexOf } from '../chain.ts';
import { DATA_START, decodeContent, type EncodedContent, metadataStart } from '../codec.ts';
import { StoreCorruptError, UnserialisableEventError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import type { EventMetadata, Revision, StreamName } from '../port.ts';
import { StoredEvent } from '../stored-event.ts';
import type { UpcasterRegistry } from '../upcasting.ts';

/** Where a stream ends. */
export interface Head {
  /** −1: the stream does not exist. */
  readonly revision: Revision;
  /** Of its last event; of a new stream what stands before the first. */
  readonly hash: BinaryHash;
  /** Milliseconds since 1970 UTC; 0 where there is no event. */
  readonly recordedAt: number;
}

/** An event made ready: its place in the chain is fixed, and with it its id. */
export interface PreparedEvent {
  readonly content: string;
  readonly hash: BinaryHash;
  readonly recordedAt: number;
  readonly sent: EventData;
  /** What the server counts, about. */
  readonly bytes: number;
}

/** What stands in the server's metadata of an event. */
interface Envelope {
  readonly hash: string;
  readonly metadata: EventMetadata;
  readonly recordedAt: number;
  /** Absent: 1. */
  readonly version?: number;
}

/** Bytes of an event besides data and metadata: id, type, properties. */
const OVERHEAD_BYTES = 64;

/**
 * Links contents to the head of their stream. `now` in milliseconds since 1970 UTC; time does not go back.
 *
 * @throws UnserialisableEventError for types that the server keeps for itself.
 */
export function prepare(contents: readonly EncodedContent[], head: Head, now: number): PreparedEvent[] {
  const recordedAt = Math.max(Math.floor(now), head.recordedAt);
  let previous = head.hash;
  return contents.map(({ text, dataEnd, metadataEnd }) => {
    previous = chainHash(previous, contentHashOf(text), recordedAt);
    const { type, version = 1 } = JSON.parse(`{${text.slice(metadataEnd + 1)}`);
    return prepared({
      content: text,
      type,
      version,
      // Parsed anew: whoever gave the event may have changed it since, and the client writes it once more.
      data: JSON.parse(text.slice(DATA_START, dataEnd)),
      metadata: text.slice(metadataStart(dataEnd), metadataEnd),
      hash: previous,
      recordedAt,
    });
  });
}

/** An event as another log has it. */
export function prepareRecorded({ content, hash, recordedAt }: StoredEvent): PreparedEvent {
  const { data, metadata, type, version } = decodeContent(content);
  return prepared({
    content,
    type,
    version,
    data,
    metadata: canonicalJson(metadata as unknown as JsonObject),
    hash: Buffer.from(hash, 'hex').toString('latin1'),
    recordedAt,
  });
}

interface LinkedEvent {
  readonly content: string;
  readonly type: string;
  readonly version: number;
  readonly data: JsonObject;
  /** Canonical text. */
  readonly metadata: string;
  readonly hash: BinaryHash;
  readonly recordedAt: number;
}

function prepared({ content, type, version, data, metadata, hash, recordedAt }: LinkedEvent): PreparedEvent {
  if (type.startsWith('$')) throw new UnserialisableEventError('type', 'the server keeps $ for itself');
  const hex = hexOf(hash);
  const newer = version === 1 ? '' : `,"version":${version}`;
  const envelope = `{"hash":"${hex}","metadata":${metadata},"recordedAt":${recordedAt}${newer}}`;
  const sent: EventData = {
    id: eventIdOf(hex),
    contentType: 'application/json',
    type,
    data: data as never,
    // As bytes, which the client passes on; an object it would write, and turn into base64 and back.
    metadata: new Uint8Array(Buffer.from(envelope)) as never,
  };
  return { content, hash, recordedAt, sent, bytes: Buffer.byteLength(content) + hex.length + OVERHEAD_BYTES };
}

/** An event as read, with what is needed to verify it. */
export interface ReadEvent {
  readonly event: StoredEvent;
  readonly hash: BinaryHash;
}

/** Whether the event was written by us at all; others may use the server as well. */
export function isOurs({ isJson, metadata }: ServerEvent): boolean {
  const envelope = metadata as Partial<Envelope> | undefined;
  return (
    isJson &&
    typeof envelope === 'object' &&
    envelope !== null &&
    typeof envelope.hash === 'string' &&
    typeof envelope.recordedAt === 'number' &&
    typeof envelope.metadata === 'object'
  );
}

/**
 * Our event from the server's.
 *
 * @throws StoreCorruptError when it is not ours, or its id is not that of its hash.
 */
export function readEvent(
  server: ServerEvent,
  shown: string,
  upcasters: UpcasterRegistry | undefined,
): ReadEvent {
  const { streamId, revision, id, type, data, metadata, position } = server;
  if (!isOurs(server)) throw corrupt(shown, server, 'was not written by Stockbook');
  const { hash, recordedAt, metadata: ours, version = 1 } = metadata as unknown as Envelope;
  if (id !== eventIdOf(hash)) throw corrupt(shown, server, 'has an id that is not that of its hash');
  const stored = {
    type,
    version,
    data: canonicalJson(data as JsonObject),
    metadata: canonicalJson(ours as unknown as JsonObject),
    origin: null,
  };
  const at = position?.commit ?? -1n;
  const parts = { hashAt: () => hash, originAt: noOrigin };
  const event = new StoredEvent(at, streamId, Number(revision), recordedAt, stored, parts, upcasters);
  return { event, hash: Buffer.from(hash, 'hex').toString('latin1') };
}

/** Metadata is kept whole here. */
function noOrigin(): never {
  throw new RangeError('the event has its metadata itself');
}

/**
 * Checks that an event goes on from the one before it in its stream.
 *
 * @throws StoreCorruptError
 */
export function verifyLink(previous: Head, { event, hash }: ReadEvent, shown: string): void {
  const { stream, revision, content, recordedAt } = event;
  const place = { streamId: stream, revision: BigInt(revision) };
  if (revision !== previous.revision + 1) throw corrupt(shown, place, 'does not follow on the one before');
  if (recordedAt < previous.recordedAt) throw corrupt(shown, place, 'was recorded before the one before');
  if (hash !== chainHash(previous.hash, contentHashOf(content), recordedAt)) {
    throw corrupt(shown, place, 'is not what its hash says');
  }
}

export const headOf = ({ event, hash }: ReadEvent): Head => ({
  revision: event.revision,
  hash,
  recordedAt: event.recordedAt,
});

function corrupt(
  shown: string,
  { streamId, revision }: { readonly streamId: StreamName; readonly revision: bigint },
  what: string,
): StoreCorruptError {
  return new StoreCorruptError(shown, `event ${revision} of ${streamId} ${what}`);
}
