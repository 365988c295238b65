import type { FastifyReply } from 'fastify';
import { PROBLEM_JSON, type Problem } from '../problem/problem.ts';

/** After how many seconds to try again, where nobody knows better. */
const RETRY_AFTER_SECONDS = 1;

/** Answers a request with a problem. */
export function sendProblem(reply: FastifyReply, problem: Problem, retryAfterSeconds?: number): FastifyReply {
  if (problem.status === 503) reply.header('retry-after', String(retryAfterSeconds ?? RETRY_AFTER_SECONDS));
  return reply.code(problem.status).header('content-type', PROBLEM_JSON).send(JSON.stringify(problem));
}
