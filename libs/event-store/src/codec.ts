/**
 * The stored form of an event: the RFC 8785 text of `{ data, metadata, type, version }`, where `version` is left
 * out when it is 1. It is written once; these bytes are what is hashed, copied and verified.
 */
import { canonicalJson, type JsonObject } from './canonical-json.ts';
import { UnserialisableEventError } from './errors.ts';
import type { EventMetadata, EventToAppend } from './port.ts';

/** What the content of an event says. `data` stands in the schema that it was written in. */
export interface EventContent {
  readonly data: JsonObject;
  readonly metadata: EventMetadata;
  readonly type: string;
  readonly version: number;
}

const DATA = '{"data":';
const METADATA = ',"metadata":';
const TYPE = ',"type":"';
const QUOTE = 0x22;
const VERSION = ',"version":';

/**
 * The canonical content of an event.
 *
 * @throws UnserialisableEventError when something in it cannot be written as JSON and read back the same.
 */
export function encodeContent(event: EventToAppend): string {
  const { type, schemaVersion = 1 } = event;
  if (!Number.isSafeInteger(schemaVersion) || schemaVersion < 1) {
    throw new UnserialisableEventError('schemaVersion', `${schemaVersion} is not a whole number from 1 on`);
  }
  if (typeof type !== 'string' || type === '') throw new UnserialisableEventError('type', 'no name');
  // Written at once, with its members in canonical order.
  const { data, metadata } = event;
  return canonicalJson(
    (schemaVersion === 1
      ? { data, metadata, type }
      : { data, metadata, type, version: schemaVersion }) as unknown as JsonObject,
  );
}

/** Everything that the content says. */
export function decodeContent(content: string): EventContent {
  const { data, metadata, type, version = 1 } = JSON.parse(content);
  return { data, metadata, type, version };
}

/*
 * A fold needs the data only, and parsing is most of its cost; so the three parts can be read one by one. In
 * canonical text a quote inside a string is escaped, so `,"type":"` is always a member's name; and the last one is
 * the outermost, since the members after it hold no objects.
 */

/** The schema version alone, without parsing. */
export function versionOf(content: string): number {
  // The type, a string, comes last unless there is a version.
  if (content.charCodeAt(content.length - 2) === QUOTE) return 1;
  return Number(content.slice(content.lastIndexOf(VERSION) + VERSION.length, -1));
}

/** The data alone. */
export function dataOf(content: string): JsonObject {
  const end = content.lastIndexOf(`${METADATA}{`);
  try {
    return JSON.parse(content.slice(DATA.length, end));
  } catch {
    // Metadata with an object called "metadata" in it: the last border was the wrong one.
    return decodeContent(content).data;
  }
}

/** The metadata alone. */
export function metadataOf(content: string): EventMetadata {
  const start = content.lastIndexOf(`${METADATA}{`) + METADATA.length;
  try {
    return JSON.parse(content.slice(start, content.lastIndexOf(TYPE)));
  } catch {
    return decodeContent(content).metadata;
  }
}
