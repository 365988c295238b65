import type { Reason } from '#domain';
import type { EventToAppend, Position, Revision, StreamName } from '#event-store';
import type { Begun } from './begun.ts';
import type { Staged } from './mailbox/durability.ts';
import type { AnswerEvent, ConflictCode, ConflictReason, Outcome } from './outcome.ts';

/** An outcome that holds as soon as what it rests on is durable. */
export interface Provisional {
  readonly outcome: Outcome;
  /** Absent: it holds already. */
  readonly staged?: Staged | undefined;
}

/** What a decision on one stream came to, before it is put into words for whoever sent the command. */
export type Ruling =
  | { readonly kind: 'accepted'; readonly events: readonly EventToAppend[] }
  | { readonly kind: 'refused'; readonly reasons: readonly Reason[] }
  | { readonly kind: 'elsewhere'; readonly revision: Revision };

/** The outcome of a command that one stream decided. */
export function outcomeOf(
  begun: Begun,
  ruling: Ruling,
  place: { readonly stream: StreamName; readonly revision: Revision; readonly position: Position },
): Outcome {
  switch (ruling.kind) {
    case 'accepted':
      return done(begun, ruling.events, place);
    case 'refused':
      return refused(begun, ruling.reasons);
    case 'elsewhere':
      return revisionConflict(begun, ruling.revision);
  }
}

function done(
  { commandId }: Begun,
  recorded: readonly EventToAppend[],
  { stream, revision, position }: { stream: StreamName; revision: Revision; position: Position },
): Outcome {
  const events = answerEvents({ value: recorded, revision });
  return { kind: 'done', answer: { commandId, stream, revision, position, events } };
}

/** Events that were appended together, as an answer tells them; `revision` is that of the last. */
export function answerEvents({
  value: recorded,
  revision,
}: {
  readonly value: readonly EventToAppend[];
  readonly revision: Revision;
}): AnswerEvent[] {
  const first = revision - recorded.length + 1;
  return recorded.map(({ type, data }, index) => ({ type, revision: first + index, data }));
}

/** A rule's no. What exists already is a conflict, not a rule. */
export function refused({ commandId }: Begun, reasons: readonly Reason[], position?: Position): Outcome {
  const [first] = reasons;
  if (first === undefined) throw new RangeError('a refusal without a reason');
  if (first.code === 'ALREADY_EXISTS') {
    return { kind: 'conflict', commandId, code: first.code, reasons: reasons as readonly ConflictReason[] };
  }
  return {
    kind: 'refused',
    commandId,
    code: first.code,
    reasons,
    ...(position !== undefined && { position }),
  };
}

export function revisionConflict(begun: Begun, actual: Revision): Outcome {
  const { stream, expectedRevision: expected } = begun;
  const message = `stream ${stream} was expected at revision ${expected} and stands at ${actual}`;
  return conflict(begun, 'REVISION_CONFLICT', message, { stream, expected, actual });
}

export function idempotencyConflict(begun: Begun): Outcome {
  const message = `the id ${begun.commandId} belongs to a command of other content`;
  return conflict(begun, 'IDEMPOTENCY_CONFLICT', message, {});
}

export function conflict(
  { commandId }: Begun,
  code: ConflictCode,
  message: string,
  details: Readonly<Record<string, unknown>>,
): Outcome {
  return { kind: 'conflict', commandId, code, reasons: [{ code, message, ...details }] };
}
