import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseJson } from '../json/parse-json.ts';
import { problem } from '../problem/problem.ts';
import { ProblemError } from '../problem/problem-error.ts';
import { BATCH_BYTES_MAX } from './limits.ts';

/** The address that takes many commands, and so larger bodies. */
const MANY_COMMANDS = '/v1/commands';

/** Bodies are JSON, read exactly, or a stream of NDJSON; everything else is refused. What a parser throws is answered. */
export function readBodies(instance: FastifyInstance): void {
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    assertPlain(request);
    done(null, parseJson(body as Buffer));
  });
  instance.addContentTypeParser('application/x-ndjson', (request, payload, done) => {
    assertPlain(request);
    assertMany(request);
    // Not read here: its reader takes it in as fast as the ledger takes the commands.
    done(null, payload);
  });
  instance.addHook('onRoute', (route) => {
    if (route.url === MANY_COMMANDS) route.bodyLimit = BATCH_BYTES_MAX;
  });
}

function assertMany({ routeOptions }: FastifyRequest): void {
  if (routeOptions.url === MANY_COMMANDS) return;
  const message = 'NDJSON is taken for many commands only';
  throw new ProblemError(problem('UNSUPPORTED_MEDIA_TYPE', message, { path: 'Content-Type' }));
}

function assertPlain({ headers }: FastifyRequest): void {
  const { 'content-encoding': encoding = 'identity' } = headers;
  if (encoding === 'identity') return;
  const message = 'a body is taken as it is, not compressed';
  throw new ProblemError(problem('UNSUPPORTED_MEDIA_TYPE', message, { path: 'Content-Encoding' }));
}
