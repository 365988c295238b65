import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COMMANDS } from '../../apps/server/src/openapi/command-descriptions.ts';
import { dataFolder, type ServerProcess, startServer } from './server-process.ts';

/** Several thousand requests in all. */
const RUNS = 1500;

let data: Awaited<ReturnType<typeof dataFolder>>;
let server: ServerProcess;

beforeAll(async () => {
  data = await dataFolder();
  server = await startServer(data.path);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await data[Symbol.asyncDispose]();
});

afterEach(async () => {
  // An unhandled rejection ends the process; what it does not understand about itself it logs as an error.
  expect((await server.get('/health/live')).status).toBe(200);
  expect(server.log().filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
});

const names = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];
const nameOfCommand = fc.constantFrom(...names);
const anyText = fc.string({ unit: 'binary', maxLength: 50 });
const anyJson = fc.oneof(
  fc.jsonValue(),
  anyText,
  fc.double(),
  fc.constantFrom(
    '',
    '1e5',
    '-0',
    '0.10',
    ' 5',
    '+5',
    1e300,
    -1,
    0.1,
    '99999999999',
    '\ud800',
    '\u0000',
    'é',
    '__proto__',
  ),
);

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly code?: unknown; readonly reasons?: readonly unknown[] };
}

function expectAnswered({ status, headers, body }: Answer): void {
  expect([status, body]).not.toEqual([500, body]);
  if (status < 400) return;
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(body.code).toEqual(expect.stringMatching(/^[A-Z_]+$/));
  expect(body.reasons?.length).toBeGreaterThan(0);
}

const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  server.request(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

const holds = <Values extends unknown[]>(
  property: fc.IAsyncProperty<Values>,
  numRuns = RUNS,
): Promise<void> => fc.assert(property, { numRuns });

describe('no request, however malformed, is the server’s fault:', () => {
  test('any JSON as the fields of any command', () =>
    holds(
      fc.asyncProperty(nameOfCommand, anyJson, async (name, body) => {
        expectAnswered(await post(`/v1/commands/${name}`, JSON.stringify(body)));
      }),
    ));

  test('a good command with any one field changed', () =>
    holds(
      fc.asyncProperty(nameOfCommand, fc.nat(), anyJson, async (name, place, value) => {
        const { example } = COMMANDS[name];
        const fields = Object.keys(example);
        const field = fields[place % fields.length] ?? '';
        expectAnswered(await post(`/v1/commands/${name}`, JSON.stringify({ ...example, [field]: value })));
      }),
    ));

  test('any value of any option, at any scope', () =>
    holds(
      fc.asyncProperty(
        fc.constantFrom('product', 'category', 'website', 'organization', 'system'),
        fc.constantFrom(
          'backOrder',
          'inventoryThreshold',
          'orderableStatuses',
          'availabilityDate',
          'nonsense',
        ),
        anyJson,
        async (level, option, value) => {
          const scope = level === 'system' ? { level } : { level, code: 'default' };
          expectAnswered(await post('/v1/commands/SetOption', JSON.stringify({ scope, option, value })));
        },
      ),
    ));

  test('any bytes as the body', () =>
    holds(
      fc.asyncProperty(nameOfCommand, fc.uint8Array({ maxLength: 200 }), async (name, bytes) => {
        expectAnswered(await post(`/v1/commands/${name}`, new Uint8Array(bytes)));
      }),
    ));

  test('any lines of NDJSON: one result each', () =>
    holds(
      fc.asyncProperty(fc.array(fc.oneof(anyText, fc.json(), anyItem), { maxLength: 20 }), async (lines) => {
        const whole = lines
          .map((line) => line.toWellFormed().replace(/[\r\n]/g, ' '))
          .filter((line) => /[^ \t]/.test(line));

        const results = await server.sendLines(whole);

        expect(results).toHaveLength(whole.length);
        expect(results.filter(({ status }) => status === 500 || status < 200)).toEqual([]);
      }),
      300,
    ));

  test('any path and query string', () =>
    holds(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'),
        fc.oneof(anyPath, fc.webPath()),
        fc.oneof(fc.webQueryParameters(), anyQuery),
        async (method, path, query) => {
          expectAnswered(await server.request(`${path}?${query}`, { method }));
        },
      ),
    ));

  test('any headers', () =>
    holds(
      fc.asyncProperty(
        fc.constantFrom(
          'content-type',
          'idempotency-key',
          'stockbook-decided-at',
          'accept',
          'x-any',
          'content-encoding',
        ),
        fc.string({ unit: 'grapheme-ascii', maxLength: 300 }),
        async (name, value) => {
          expectAnswered(
            await post('/v1/commands/RenameProduct', '{"sku":"a","name":"b"}', { [name]: value }),
          );
        },
      ),
    ));

  test('any bytes at all on the connection', () =>
    holds(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), almostHttp), async (bytes) => {
        const answer = await exchange(server.address, bytes);
        expect(answer).not.toMatch(/^HTTP\/1\.1 500/);
        if (/^HTTP\/1\.1 4/.test(answer)) expect(answer).toMatch(/problem\+json/i);
      }),
      400,
    ));
});

const anyItem = fc
  .record(
    { id: anyJson, type: fc.oneof(nameOfCommand, anyJson), data: anyJson, decidedAt: anyJson, more: anyJson },
    { requiredKeys: [] },
  )
  .map((item) => JSON.stringify(item));

const pathPart = fc.oneof(
  anyText.map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom('%', '%zz', '%2e%2e', '%00', '..', '%ff', 'default', 'product-', '~', '*', 'constructor'),
);
const anyPath = fc
  .tuple(
    fc.constantFrom(
      'products',
      'levels',
      'orders',
      'streams',
      'warehouses',
      'events',
      'commands',
      'websites',
    ),
    fc.array(pathPart, { maxLength: 3 }),
  )
  .map(([first, rest]) => `/v1/${[first, ...rest].join('/')}`);

const parameter = fc.constantFrom(
  ...[
    'limit',
    'cursor',
    'minPosition',
    'sku',
    'website',
    'from',
    'to',
    'direction',
    'quantity',
    'unit',
    'purpose',
  ],
  ...['fromRevision', 'stream', 'type', 'low', 'asOf', '__proto__', 'atomic'],
);
const anyQuery = fc
  .array(fc.tuple(parameter, fc.oneof(fc.constantFrom('1', '0', '-1', 'true', '%', 'A', ''), pathPart)), {
    maxLength: 4,
  })
  // What has to be waited for has a test of its own.
  .map((pairs) =>
    pairs
      .filter(([name]) => name !== 'minPosition')
      .map((pair) => pair.join('='))
      .join('&'),
  );

const almostHttp = fc
  .tuple(
    fc.constantFrom('GET', 'POST', 'get', ' '),
    fc.constantFrom('/', '*', '/v1/commands', 'http://localhost/v1/levels', '//', '/%'),
    fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/2', 'HTP'),
    fc.array(
      fc.constantFrom(
        'Host: localhost',
        'Content-Length: 5',
        'Transfer-Encoding: chunked',
        'Content-Type: application/json',
        'X',
        ': y',
      ),
    ),
    anyText,
  )
  .map(([method, target, version, headers, body]) =>
    Buffer.from(`${method} ${target} ${version}\r\n${headers.join('\r\n')}\r\n\r\n${body}`),
  );

/** Everything that the server has to say before it closes the connection. */
async function exchange(address: string, bytes: Uint8Array): Promise<string> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.setEncoding('latin1').on('data', (text) => {
    answer += text;
  });
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  // What is left open for more is a request that never ends: the client says that there is no more.
  socket.end(bytes);
  await closed;
  return answer;
}
