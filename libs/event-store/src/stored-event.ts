/**
 * An event read from a store that keeps the parts of its canonical content as text.
 */
import { canonicalJson } from './canonical-json.ts';
import { contentHashOf, eventIdOf, hexOf } from './chain.ts';
import { joinContent } from './codec.ts';
import type { JsonObject } from './json.ts';
import { type Origin, withOrigin } from './origin.ts';
import type { EventMetadata, Position, RecordedEvent, Revision, StreamName } from './port.ts';
import type { UpcasterRegistry } from './upcasting.ts';

/** The parts of an event's content as they are kept. */
export interface StoredContent {
  readonly type: string;
  readonly version: number;
  /** Canonical text. */
  readonly data: string;
  /** Canonical text; without what `origin` says. */
  readonly metadata: string;
  /** Position of the event that the metadata is shared with; null: the metadata is whole. */
  readonly origin: number | null;
}

/** What is fetched of events when somebody asks for it. */
export interface EventParts {
  /** The hash of the event at a position, in hex. */
  hashAt(position: number): string;
  /** What those whose origin the event at a position is have of it. */
  originAt(position: number): Origin;
}

/**
 * Parts that cost something (data, metadata, hashes) are made when first asked for: a fold asks for the data of the
 * events it knows, an auditor for the hashes. They are accessors of the class, so a spread or a structured clone of
 * the event has them not; `toJSON` gives them all.
 */
export class StoredEvent implements RecordedEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly position: Position;
  readonly recordedAt: number;

  readonly #stored: StoredContent;
  readonly #upcasters: UpcasterRegistry | undefined;
  readonly #parts: EventParts;
  #hash: string | undefined;
  #data: JsonObject | undefined;
  #metadata: EventMetadata | undefined;

  /** @throws UnknownSchemaVersionError when the event is newer than the upcasters know. */
  constructor(
    position: Position,
    stream: StreamName,
    revision: Revision,
    recordedAt: number,
    stored: StoredContent,
    parts: EventParts,
    upcasters: UpcasterRegistry | undefined,
  ) {
    const { type, version } = stored;
    upcasters?.assertKnown(type, version);
    this.type = type;
    this.schemaVersion = upcasters === undefined ? version : upcasters.newestVersion(type);
    this.stream = stream;
    this.revision = revision;
    this.position = position;
    this.recordedAt = recordedAt;
    this.#stored = stored;
    this.#parts = parts;
    this.#upcasters = upcasters;
  }

  get hash(): string {
    this.#hash ??= this.#parts.hashAt(Number(this.position));
    return this.#hash;
  }

  /** The canonical content: what is hashed. */
  get content(): string {
    const { type, version, data, metadata, origin } = this.#stored;
    const whole = origin === null ? metadata : canonicalJson(this.metadata as unknown as JsonObject);
    return joinContent(data, whole, canonicalJson(type), version);
  }

  get id(): string {
    return eventIdOf(this.hash);
  }

  get contentHash(): string {
    return hexOf(contentHashOf(this.content));
  }

  get data(): JsonObject {
    if (this.#data === undefined) {
      const { type, version, data } = this.#stored;
      const stored: JsonObject = JSON.parse(data);
      this.#data = this.#upcasters?.upcast(type, version, stored) ?? stored;
    }
    return this.#data;
  }

  get metadata(): EventMetadata {
    if (this.#metadata === undefined) {
      const { metadata, origin } = this.#stored;
      const own = JSON.parse(metadata);
      this.#metadata = origin === null ? own : withOrigin(own, this.#parts.originAt(origin));
    }
    return this.#metadata as EventMetadata;
  }

  toJSON(): Record<string, unknown> {
    const { id, type, schemaVersion, stream, revision, position, recordedAt, data, metadata } = this;
    return {
      id,
      type,
      schemaVersion,
      stream,
      revision,
      position: position.toString(),
      recordedAt,
      data,
      metadata,
      contentHash: this.contentHash,
      hash: this.hash,
    };
  }
}
