import { text } from 'node:stream/consumers';
import type { Answer, Api } from './api.ts';
import { sendInBulk } from './bulk.ts';
import type { Transport } from './transport.ts';

/** The HTTP interface over any transport. */
export function transportApi(transport: Transport): Api {
  return {
    place: transport.place,
    async request(method, path, { body, headers = {} } = {}) {
      const {
        status,
        headers: answered,
        body: stream,
      } = await transport.exchange({
        method,
        path,
        headers: { accept: 'application/json', ...(body === undefined ? {} : JSON_BODY), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const whole = await text(stream);
      return { status, headers: answered, json: () => JSON.parse(whole) } satisfies Answer;
    },
    commands: (items) => sendInBulk(transport, items),
    close: () => transport.close(),
  };
}

const JSON_BODY = { 'content-type': 'application/json' };
