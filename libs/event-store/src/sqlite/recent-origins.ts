/**
 * The events appended lately, as the origins of what follows from them: their metadata need not be stored again.
 */
import { canonicalJson } from '../canonical-json.ts';
import type { JsonObject } from '../json.ts';
import { causationIdOf, type SharedMetadata, sharedOf, withoutOrigin } from '../origin.ts';
import type { EventMetadata, Revision, StreamName } from '../port.ts';
import { RecentMap } from '../recent-map.ts';

interface Noted {
  readonly position: number;
  readonly shared: SharedMetadata;
}

/** An origin, and what is left of the metadata of an event that has it. */
export interface Found {
  readonly position: number;
  /** Canonical text. */
  readonly own: string;
}

/** Two generations of this many. */
const EVENTS_MAX = 4_096;

export class RecentOrigins {
  readonly #events = new RecentMap<string, Noted>(EVENTS_MAX);

  /** The origin of an event with this metadata, where it is known and says the same. */
  find(metadata: EventMetadata): Found | undefined {
    const { causationId } = metadata;
    const noted = causationId === undefined ? undefined : this.#events.get(causationId);
    if (noted === undefined) return undefined;
    const own = withoutOrigin(metadata, noted.shared);
    return own && { position: noted.position, own: canonicalJson(own as JsonObject) };
  }

  /** Notes an event whose metadata is stored whole: so that an origin never has one itself. */
  note(stream: StreamName, revision: Revision, position: number, metadata: EventMetadata): void {
    this.#events.set(causationIdOf(stream, revision), { position, shared: sharedOf(metadata) });
  }

  clear(): void {
    this.#events.clear();
  }
}
