import { Agent, type IncomingMessage, request as startRequest } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { Stop } from '../exit-code.ts';
import { headersOf } from './headers.ts';
import type { Transport } from './transport.ts';

/**
 * Talks to a running server. Node's own client is used, not `fetch`: the results of a bulk request must be read
 * while its commands are still being sent.
 *
 * @param address e.g. `http://127.0.0.1:3000`
 */
export function httpTransport(address: string): Transport {
  const agent = new Agent({ keepAlive: true });
  return {
    place: address,
    async exchange({ method, path, headers, body }) {
      const message = await new Promise<IncomingMessage>((resolve, reject) => {
        const request = startRequest(new URL(path, address), { method, headers, agent });
        request.on('response', resolve);
        request.on('error', (cause) => reject(unreachable(address, cause)));
        // A failure of the body destroys the request, which reports it.
        if (body instanceof Readable) pipeline(body, request, () => {});
        else request.end(body);
      });
      return { status: message.statusCode ?? 0, headers: headersOf(message.headers), body: message };
    },
    async close() {
      agent.destroy();
    },
  };
}

function unreachable(address: string, cause: Error): Stop {
  const why = cause.message || (cause as NodeJS.ErrnoException).code;
  return new Stop(`The server at ${address} does not answer: ${why}`, undefined, { cause });
}
