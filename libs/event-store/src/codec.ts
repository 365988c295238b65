/**
 * The stored form of an event: the RFC 8785 text of `{ data, metadata, type, version }`, where `version` is left
 * out when it is 1. It is written once; these bytes are what is hashed, copied and verified. A store may keep it in
 * parts, as long as it gives the same bytes again.
 */
import { canonicalJson } from './canonical-json.ts';
import { UnserialisableEventError } from './errors.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { EventMetadata, EventToAppend } from './port.ts';

/** What the content of an event says. `data` stands in the schema that it was written in. */
export interface EventContent {
  readonly data: JsonObject;
  readonly metadata: EventMetadata;
  readonly type: string;
  readonly version: number;
}

/** An event's content, and where its parts are in it; all in UTF-16 units. */
export interface EncodedContent {
  readonly text: string;
  /** The canonical text of the data: from {@link DATA_START} to here. */
  readonly dataEnd: number;
  /** That of the metadata: from {@link metadataStart} to here. */
  readonly metadataEnd: number;
}

const DATA = '{"data":';
const METADATA = ',"metadata":';
const TYPE = ',"type":';
const VERSION = ',"version":';

export const DATA_START = DATA.length;

export const metadataStart = (dataEnd: number): number => dataEnd + METADATA.length;

/**
 * The canonical content of an event.
 *
 * @throws UnserialisableEventError when something in it cannot be written as JSON and read back the same.
 */
export function encode({ type, schemaVersion = 1, data, metadata }: EventToAppend): EncodedContent {
  if (!Number.isSafeInteger(schemaVersion) || schemaVersion < 1) {
    throw new UnserialisableEventError('schemaVersion', `${schemaVersion} is not a whole number from 1 on`);
  }
  if (typeof type !== 'string' || type === '') throw new UnserialisableEventError('type', 'no name');
  const dataText = encodePart('data', data);
  const metadataText = encodePart('metadata', metadata as unknown as JsonValue);
  const dataEnd = DATA_START + dataText.length;
  return {
    text: joinContent(dataText, metadataText, encodePart('type', type), schemaVersion),
    dataEnd,
    metadataEnd: metadataStart(dataEnd) + metadataText.length,
  };
}

/** The canonical content alone. @throws UnserialisableEventError */
export const encodeContent = (event: EventToAppend): string => encode(event).text;

/** The content that has these parts, each of them canonical. */
export function joinContent(data: string, metadata: string, type: string, version: number): string {
  const end = version === 1 ? '}' : `${VERSION}${version}}`;
  return `${DATA}${data}${METADATA}${metadata}${TYPE}${type}${end}`;
}

/** Everything that the content says. */
export function decodeContent(content: string): EventContent {
  const { data, metadata, type, version = 1 } = JSON.parse(content);
  return { data, metadata, type, version };
}

function encodePart(name: string, part: JsonValue): string {
  try {
    return canonicalJson(part);
  } catch (error) {
    if (!(error instanceof UnserialisableEventError)) throw error;
    const { path, reason } = error;
    const place = path === '' || path.startsWith('[') ? `${name}${path}` : `${name}.${path}`;
    throw new UnserialisableEventError(place, reason);
  }
}
