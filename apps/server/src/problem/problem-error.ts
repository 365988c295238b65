import type { ProblemCode } from './codes.ts';
import { type Problem, problem } from './problem.ts';

/** A problem on its way out of code that can only throw: parsers, pipes, queries. */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** For 503: after how many seconds another attempt makes sense. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problem, retryAfterSeconds?: number) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What is missing, as a 404 of its own code. */
export const notFound = (code: ProblemCode, message: string, details: { readonly path?: string } = {}) =>
  new ProblemError(problem(code, message, details));

/** A request that cannot be understood, and the part of it that is to blame. */
export const invalidRequest = (message: string, path: string) =>
  new ProblemError(problem('VALIDATION_FAILED', message, { path }));
