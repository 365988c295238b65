import type { RecordedEvent } from '#event-store';
import type { EventAnswer } from './answers.ts';

/** An event as the API tells it; what it leaves unsaid is filled in. */
export function eventAnswer(event: RecordedEvent): EventAnswer {
  const { metadata } = event;
  const recordedAt = new Date(event.recordedAt).toISOString();
  return {
    id: event.id,
    type: event.type,
    stream: event.stream,
    revision: event.revision,
    position: event.position.toString(),
    recordedAt,
    effectiveAt: metadata.effectiveAt ?? recordedAt,
    commandId: metadata.commandId,
    correlationId: metadata.correlationId ?? metadata.commandId,
    causationId: metadata.causationId ?? null,
    actor: metadata.actor,
    contentHash: event.contentHash,
    hash: event.hash,
    data: event.data,
  };
}
