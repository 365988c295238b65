/**
 * What an event's metadata shares with that of the event it names as its cause. A process repeats the metadata of its
 * intent in all that follows from it; a store may keep it once.
 */
import type { EventMetadata, Revision, StreamName } from './port.ts';

/** The part of its metadata that an event shares with what follows from it. */
export type SharedMetadata = Pick<EventMetadata, 'actor' | 'commandId' | 'correlationId' | 'effectiveAt'>;

/** An event as those that follow from it see it. */
export interface Origin {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly shared: SharedMetadata;
}

/** How metadata names an event as the cause. */
export const causationIdOf = (stream: StreamName, revision: Revision): string => `${stream}@${revision}`;

export function sharedOf({ actor, commandId, correlationId, effectiveAt }: EventMetadata): SharedMetadata {
  // Put together member by member, as below: spreads cost several times as much, and every event read pays for them.
  const shared: Writable<SharedMetadata> = { actor, commandId };
  if (correlationId !== undefined) shared.correlationId = correlationId;
  if (effectiveAt !== undefined) shared.effectiveAt = effectiveAt;
  return shared;
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** What is left of the metadata of an event that names an origin as its cause; nothing where they differ. */
export function withoutOrigin(
  metadata: EventMetadata,
  origin: SharedMetadata,
): Partial<EventMetadata> | undefined {
  const { actor, commandId, correlationId, effectiveAt, causationId: _, ...own } = metadata;
  const isShared =
    actor === origin.actor &&
    commandId === origin.commandId &&
    correlationId === origin.correlationId &&
    effectiveAt === origin.effectiveAt;
  return isShared ? own : undefined;
}

/** The whole metadata again. */
export function withOrigin(own: Partial<EventMetadata>, { stream, revision, shared }: Origin): EventMetadata {
  const whole: Record<string, unknown> = sharedOf(shared);
  for (const name in own) whole[name] = own[name as keyof EventMetadata];
  whole.causationId = causationIdOf(stream, revision);
  return whole as unknown as EventMetadata;
}
