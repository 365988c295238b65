import type { IncomingMessage, ServerResponse } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_JSON, problem } from '../problem/problem.ts';
import { readBodies } from './body-parsers.ts';
import { answerClientError } from './client-error.ts';
import { problemOfFastify } from './fastify-errors.ts';
import { BODY_BYTES_MAX, HEADER_BYTES_MAX, PATH_PARAMETER_LENGTH_MAX } from './limits.ts';
import { sendProblem } from './send-problem.ts';

/** Fastify as Stockbook needs it: its own reading of bodies, and problems wherever Fastify answers by itself. */
export function fastifyAdapter(): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    routerOptions: { maxParamLength: PATH_PARAMETER_LENGTH_MAX },
    http: { maxHeaderSize: HEADER_BYTES_MAX, requireHostHeader: false },
    // The gate answers while closing, with a problem.
    return503OnClosing: false,
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerClientError,
  });
  const instance = adapter.getInstance<FastifyInstance>();
  readBodies(instance);
  instance.server.on('checkExpectation', answerExpectation);
  return adapter;
}

function answerFrameworkError(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(reply, problemOfFastify(error) ?? problem('VALIDATION_FAILED', error.message));
}

function answerExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const found = problem('EXPECTATION_FAILED', 'the only expectation that is met here is 100-continue', {
    path: 'Expect',
  });
  const body = JSON.stringify(found);
  const headers = {
    'content-type': PROBLEM_JSON,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  response.writeHead(found.status, headers).end(body);
}
