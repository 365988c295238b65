/** What a command comes to. Everything that is expected to happen is a value here; exceptions are bugs. */
import type { Reason } from '#domain';
import type { JsonObject, Position, Revision, StreamName } from '#event-store';
import type { LedgerUnavailableError, UnavailableCode } from './failures.ts';
import type { OrderAnswer } from './orders/order-answer.ts';

export type Outcome = Done | Refused | Conflict | Unavailable;

/** Accepted, and durable. */
export interface Done {
  readonly kind: 'done';
  readonly answer: Answer;
}

export interface Answer {
  readonly commandId: string;
  /** The stream that decided the command. */
  readonly stream: StreamName;
  /** Of that stream, after the command's last event in it. */
  readonly revision: Revision;
  /** Of the last event of the command in any stream: a query that waits for it sees all of them. */
  readonly position: Position;
  /** The command's events in its stream. */
  readonly events: readonly AnswerEvent[];
  /** Of SubmitOrder only. */
  readonly order?: OrderAnswer;
}

export interface AnswerEvent {
  readonly type: string;
  readonly revision: Revision;
  readonly data: JsonObject;
}

/** A rule said no. */
export interface Refused {
  readonly kind: 'refused';
  readonly commandId: string;
  /** `ORDER_REJECTED`, or the code of the first reason. */
  readonly code: string;
  /** At least one. */
  readonly reasons: readonly Reason[];
  /** Where the refusal is on record: the position after everything that had been taken was given back. */
  readonly position?: Position;
}

/** What the sender knew or chose collides with what is on record. */
export interface Conflict {
  readonly kind: 'conflict';
  readonly commandId: string;
  readonly code: ConflictCode;
  readonly reasons: readonly ConflictReason[];
}

export type ConflictCode = 'REVISION_CONFLICT' | 'IDEMPOTENCY_CONFLICT' | 'ALREADY_EXISTS';

export interface ConflictReason {
  readonly code: ConflictCode;
  readonly message: string;
  readonly [detail: string]: unknown;
}

/** Not decided, or not known to be durable. Sending it again with the same id is safe. */
export interface Unavailable {
  readonly kind: 'unavailable';
  readonly commandId: string;
  readonly code: UnavailableCode;
  readonly message: string;
  readonly retryAfterSeconds: number;
}

export const unavailable = (
  commandId: string,
  { code, message, retryAfterSeconds }: LedgerUnavailableError,
): Unavailable => ({ kind: 'unavailable', commandId, code, message, retryAfterSeconds });
