import type { Readable } from 'node:stream';
import { headersOf } from './headers.ts';
import type { Transport } from './transport.ts';

/** What of Fastify is needed: answers a request without a network. */
export interface Injectable {
  inject(options: {
    method: string;
    url: string;
    headers: Record<string, string>;
    payload?: string | Readable;
    payloadAsStream: true;
  }): PromiseLike<{
    statusCode: number;
    headers: Readonly<Record<string, string | number | readonly string[] | undefined>>;
    stream(): Readable;
  }>;
}

/**
 * Talks to the server's own program within this process, where none is running: what the CLI says and gets to hear is
 * the same either way.
 *
 * @param close ends the program, when everything has been said
 */
export function injectTransport(app: Injectable, place: string, close: () => Promise<void>): Transport {
  return {
    place,
    async exchange({ method, path, headers, body }) {
      const answer = await app.inject({
        method,
        url: path,
        headers: { host: 'localhost', ...headers },
        ...(body === undefined ? {} : { payload: body }),
        payloadAsStream: true,
      });
      return { status: answer.statusCode, headers: headersOf(answer.headers), body: answer.stream() };
    },
    close,
  };
}
