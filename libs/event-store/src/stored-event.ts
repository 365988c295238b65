/**
 * An event read from a store that keeps canonical content as text.
 */
import type { JsonObject } from './canonical-json.ts';
import { contentHashOf, eventIdOf, hexOf } from './chain.ts';
import { dataOf, metadataOf, versionOf } from './codec.ts';
import type { EventMetadata, Position, RecordedEvent, Revision, StreamName } from './port.ts';
import type { UpcasterRegistry } from './upcasting.ts';

/** Gives the hash of an event, in hex. */
export interface Hashes {
  at(position: number): string;
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
  /** The canonical content as stored. */
  readonly content: string;

  readonly #upcasters: UpcasterRegistry | undefined;
  readonly #hashes: Hashes;
  #hash: string | undefined;
  #data: JsonObject | undefined;
  #metadata: EventMetadata | undefined;

  /** @throws UnknownSchemaVersionError when the event is newer than the upcasters know. */
  constructor(
    position: Position,
    stream: StreamName,
    revision: Revision,
    type: string,
    recordedAt: number,
    content: string,
    hashes: Hashes,
    upcasters: UpcasterRegistry | undefined,
  ) {
    const version = versionOf(content);
    upcasters?.assertKnown(type, version);
    this.type = type;
    this.schemaVersion = upcasters === undefined ? version : upcasters.newestVersion(type);
    this.stream = stream;
    this.revision = revision;
    this.position = position;
    this.recordedAt = recordedAt;
    this.content = content;
    this.#hashes = hashes;
    this.#upcasters = upcasters;
  }

  get hash(): string {
    this.#hash ??= this.#hashes.at(Number(this.position));
    return this.#hash;
  }

  get id(): string {
    return eventIdOf(this.hash);
  }

  get contentHash(): string {
    return hexOf(contentHashOf(this.content));
  }

  get data(): JsonObject {
    if (this.#data === undefined) {
      const stored = dataOf(this.content);
      this.#data = this.#upcasters?.upcast(this.type, versionOf(this.content), stored) ?? stored;
    }
    return this.#data;
  }

  get metadata(): EventMetadata {
    this.#metadata ??= metadataOf(this.content);
    return this.#metadata;
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
