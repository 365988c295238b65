import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  NotFoundException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventStoreError, UnknownPositionError } from '#event-store';
import type { Logger } from '../logging/logger.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { ProblemError } from '../problem/problem-error.ts';
import { problemOfFastify } from './fastify-errors.ts';
import { problemOfReadModels } from './read-model-errors.ts';
import type { RouteTable } from './route-table.ts';
import { sendProblem } from './send-problem.ts';

/** Makes a problem of whatever was thrown. What is nobody's fault but ours is logged whole and told in no detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: RouteTable,
    private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent || reply.raw.headersSent) {
      this.logger.error({ err: error, url: request.url }, 'a request failed after its answer had begun');
      reply.raw.destroy();
      return;
    }
    if (error instanceof ProblemError) {
      sendProblem(reply, error.problem, error.retryAfterSeconds);
      return;
    }
    sendProblem(reply, this.#problemOf(error, request, reply));
  }

  #problemOf(error: unknown, request: FastifyRequest, reply: FastifyReply): Problem {
    if (error instanceof NotFoundException) return this.#nothingThere(request, reply);
    const delay = problemOfReadModels(error);
    if (delay !== undefined) return delay;
    const fault = problemOfFastify(error instanceof HttpException ? error.cause : error);
    if (fault !== undefined) return fault;
    // Positions are given out by us: another is the request's mistake.
    if (error instanceof UnknownPositionError)
      return problem('VALIDATION_FAILED', `the log has no event at position ${error.position}`);
    this.logger.error({ err: error, method: request.method, url: request.url }, 'a request failed');
    if (error instanceof EventStoreError) {
      return problem('STORE_UNAVAILABLE', 'the event store cannot be reached; trying again is safe');
    }
    return problem('INTERNAL_ERROR', 'the server failed, and has noted why in its log; trying again is safe');
  }

  #nothingThere(request: FastifyRequest, reply: FastifyReply): Problem {
    const methods = this.routes.methodsAt(request.url);
    if (methods.length === 0) {
      return problem(
        'NOT_FOUND',
        `there is nothing at ${pathOf(request.url)}; /openapi.json tells what there is`,
      );
    }
    reply.header('allow', methods.join(', '));
    return problem('METHOD_NOT_ALLOWED', `${pathOf(request.url)} takes ${methods.join(', ')} only`);
  }
}

const pathOf = (url: string): string => {
  const path = url.replace(/[?#].*$/s, '');
  return path.length <= 100 ? path : `${path.slice(0, 100)}…`;
};
