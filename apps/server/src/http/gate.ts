import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../problem/problem.ts';
import { isLoopbackAuthority } from './loopback.ts';
import { sendProblem } from './send-problem.ts';

/** A new process needs about so long until it answers. */
const RETRY_AFTER_CLOSING_SECONDS = 5;

/** Stands before every route: who comes by a foreign name, or after closing time, gets no further. */
export class Gate {
  readonly #closing = new AbortController();
  /** Names seen and found to be this machine's; there are few. */
  #knownHost = '';

  /** Aborted when the server takes no new work. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** From now on every new request is turned away. */
  close(): void {
    this.#closing.abort();
  }

  guard(instance: FastifyInstance): void {
    instance.addHook('onRequest', (request, reply, done) => {
      if (this.#closing.signal.aborted) this.#turnAway(reply);
      else if (this.#isForeign(request)) refuseHost(request, reply);
      else done();
    });
  }

  #turnAway(reply: FastifyReply): void {
    const message = 'the server is shutting down and takes no new requests';
    reply.header('connection', 'close');
    sendProblem(reply, problem('SHUTTING_DOWN', message), RETRY_AFTER_CLOSING_SECONDS);
  }

  #isForeign({ headers: { host } }: FastifyRequest): boolean {
    if (host === undefined || host === this.#knownHost) return false;
    if (!isLoopbackAuthority(host)) return true;
    this.#knownHost = host;
    return false;
  }
}

function refuseHost({ headers: { host } }: FastifyRequest, reply: FastifyReply): void {
  const message = `without access control Stockbook answers under names of this machine only, such as localhost; the request names ${host}`;
  sendProblem(reply, problem('HOST_NOT_ALLOWED', message, { path: 'Host' }));
}
