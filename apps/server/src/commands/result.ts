import type { Answer, Outcome } from '#ledger';
import { isProblemCode } from '../problem/codes.ts';
import { type Problem, problem, problemOf } from '../problem/problem.ts';

/** What a command comes to over HTTP: its answer, or why there is none. */
export type Result = Success | Refusal;

export interface Success {
  readonly status: 200;
  readonly result: AnswerBody;
}

export interface Refusal {
  readonly status: number;
  readonly problem: Problem;
  /** Where trying again later makes sense. */
  readonly retryAfterSeconds?: number;
}

/** The ledger's answer as JSON: a position is a decimal string. */
export type AnswerBody = Omit<Answer, 'position'> & { readonly position: string };

export function resultOf(outcome: Outcome): Result {
  switch (outcome.kind) {
    case 'done': {
      const { commandId, stream, revision, position, events, order } = outcome.answer;
      const result = { commandId, stream, revision, position: String(position), events };
      return { status: 200, result: order === undefined ? result : { ...result, order } };
    }
    case 'refused': {
      const { code, reasons, commandId, position } = outcome;
      const refusal = {
        ...problemOf(isProblemCode(code) ? code : 'INTERNAL_ERROR', reasons),
        commandId,
        ...(position !== undefined && { position: String(position) }),
      };
      return { status: refusal.status, problem: refusal };
    }
    case 'conflict': {
      const { code, reasons, commandId } = outcome;
      const conflict = { ...problemOf(code, reasons), commandId };
      return { status: conflict.status, problem: conflict };
    }
    case 'unavailable': {
      const { code, message, retryAfterSeconds, commandId } = outcome;
      const unavailable = { ...problem(code, message), commandId };
      return { status: unavailable.status, problem: unavailable, retryAfterSeconds };
    }
  }
}

export const refused = (found: Problem): Refusal => ({ status: found.status, problem: found });
