import type { DomainEvent } from '#domain';
import type { EventMetadata, EventToAppend, JsonObject } from '#event-store';

/** Who and what a fact goes back to, and what its metadata says besides. */
export interface Origin {
  readonly actor: string;
  readonly commandId: string;
  readonly correlationId?: string | undefined;
  readonly causationId?: string | undefined;
  /** Fingerprint of the command, where its first event is to be recorded; only that one carries it. */
  readonly commandHash?: string | undefined;
  readonly effectiveAt?: string | undefined;
  readonly optionsVersion?: number | undefined;
}

/** Decided facts as events to append. */
export function record(facts: readonly DomainEvent[], origin: Origin): EventToAppend[] {
  const events: EventToAppend[] = [];
  let metadata = metadataOf(origin, origin.commandHash);
  for (let i = 0; i < facts.length; i++) {
    const { type, data } = facts[i] as DomainEvent;
    if (i === 1 && origin.commandHash !== undefined) metadata = metadataOf(origin, undefined);
    events.push({ type, data: data as JsonObject, metadata });
  }
  return events;
}

/** In the order in which the members are written. */
function metadataOf(origin: Origin, commandHash: string | undefined): EventMetadata {
  const { actor, causationId, commandId, correlationId, effectiveAt, optionsVersion } = origin;
  const metadata: { -readonly [Member in keyof EventMetadata]?: EventMetadata[Member] } = { actor };
  if (causationId !== undefined) metadata.causationId = causationId;
  if (commandHash !== undefined) metadata.commandHash = commandHash;
  metadata.commandId = commandId;
  if (correlationId !== undefined) metadata.correlationId = correlationId;
  if (effectiveAt !== undefined) metadata.effectiveAt = effectiveAt;
  if (optionsVersion !== undefined) metadata.optionsVersion = optionsVersion;
  return metadata as EventMetadata;
}
