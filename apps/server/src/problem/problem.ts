import { PROBLEMS, type ProblemCode } from './codes.ts';

/** One thing that is wrong; details such as `sellable` and `requested` stand beside the message. */
export interface ProblemReason {
  readonly code: string;
  readonly message: string;
  /** The field, parameter or header that is to blame, e.g. `lines[2].quantity`. */
  readonly path?: string;
  readonly [detail: string]: unknown;
}

/** The body of every answer that is no success (RFC 9457). */
export interface Problem {
  /** Where the code is explained, relative to the server. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  /** At least one. */
  readonly reasons: readonly ProblemReason[];
  /** Of a rejected order: where the rejection is on record. */
  readonly position?: string;
  /** The id under which the refused command was taken. */
  readonly commandId?: string;
}

/** The media type of {@link Problem}. */
export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** Where a code is explained. */
export const problemType = (code: string): string => `/problems/${code}`;

/** A problem with its reasons; the detail is what the first of them says, and how many more there are. */
export function problemOf(code: ProblemCode, reasons: readonly ProblemReason[]): Problem {
  const { status, title } = PROBLEMS[code];
  const [first] = reasons;
  const message = first?.message ?? title;
  const more = reasons.length - 1;
  const detail = more > 0 ? `${message} (and ${more} more)` : message;
  return { type: problemType(code), title, status, detail, code, reasons };
}

/** A problem for a single reason, which has the problem's own code. */
export const problem = (
  code: ProblemCode,
  message: string,
  details: { readonly path?: string; readonly [detail: string]: unknown } = {},
): Problem => problemOf(code, [{ code, message, ...details }]);
