import type { IncomingHttpHeaders } from 'node:http';
import type { Envelope } from '#ledger';
import { type Problem, problem } from '../problem/problem.ts';
import { readCommandHeaders } from './headers.ts';
import { LOCAL } from './identity.ts';
import { isProblem, readCommand } from './read-command.ts';

/** A request with one command as the ledger takes it, or everything that is wrong with it. */
export function readRequest(name: string, body: unknown, headers: IncomingHttpHeaders): Envelope | Problem {
  if (body === undefined) {
    return problem('VALIDATION_FAILED', `the body is missing: the fields of ${name.slice(0, 100)} as JSON`, {
      path: 'body',
    });
  }
  const parsed = readCommand(name, body);
  if (isProblem(parsed)) return parsed;
  const said = readCommandHeaders(headers);
  if (isProblem(said)) return said;
  const { idempotencyKey, decidedAt } = said;
  return {
    ...parsed,
    actor: LOCAL,
    ...(idempotencyKey !== undefined && { commandId: `${LOCAL}:${idempotencyKey}` }),
    ...(decidedAt !== undefined && { decidedAt }),
  };
}
