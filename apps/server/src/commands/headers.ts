import type { IncomingHttpHeaders } from 'node:http';
import { parseInstant } from '#domain';
import { type Problem, problem } from '../problem/problem.ts';

const VISIBLE_ASCII = /^[\x21-\x7e]{1,200}$/;

/** Whether a text can be an idempotency key. */
export const isIdempotencyKey = (text: string): boolean => VISIBLE_ASCII.test(text);

export const KEY_RULE = 'should be 1 to 200 visible ASCII characters, without blanks';

/** What the headers of a command say. */
export interface CommandHeaders {
  /** Absent: the server makes an id. */
  readonly idempotencyKey?: string;
  /** The time to decide by, for a replay; absent: now. */
  readonly decidedAt?: string;
}

/** Reads the headers of a command, or says what is wrong with them. */
export function readCommandHeaders(headers: IncomingHttpHeaders): CommandHeaders | Problem {
  const idempotencyKey = headers['idempotency-key'];
  const decidedAt = headers['stockbook-decided-at'];
  if (idempotencyKey === undefined && decidedAt === undefined) return {};
  if (idempotencyKey !== undefined && !isIdempotencyKey(String(idempotencyKey))) {
    return problem('VALIDATION_FAILED', `Idempotency-Key ${KEY_RULE}`, { path: 'Idempotency-Key' });
  }
  const at = decidedAt === undefined ? undefined : parseInstant(decidedAt);
  if (decidedAt !== undefined && at === undefined) {
    const message = 'Stockbook-Decided-At should be an instant in UTC, such as 2026-01-31T09:30:00Z';
    return problem('VALIDATION_FAILED', message, { path: 'Stockbook-Decided-At' });
  }
  return {
    ...(idempotencyKey !== undefined && { idempotencyKey: String(idempotencyKey) }),
    ...(at !== undefined && { decidedAt: at }),
  };
}
