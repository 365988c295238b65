import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { COMMAND_NAMES } from '#ledger';
import { createApp } from '../app/create-app.ts';
import type { RouteTable } from '../http/route-table.ts';
import { silentLogger } from '../logging/logger.ts';
import { readSettings } from '../settings/read-settings.ts';
import { openStockbook } from '../stockbook/open-stockbook.ts';
import { ROUTES } from '../stockbook/tokens.ts';
import type { Json } from '../testing/client.ts';
import { openServer, type TestServer } from '../testing/open-server.ts';
import { COMMANDS } from './command-descriptions.ts';
import { openApiDocument } from './document.ts';

const paths = openApiDocument().paths as Json;
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ ...exact(openApiDocument()), $id: 'api' });

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** The same schemas, with objects that have no other members than those described. */
function exact(value: Json): Json {
  if (Array.isArray(value)) return value.map(exact);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, exact(each)]));
  const isWhole = copy.type === 'object' && copy.properties !== undefined;
  return isWhole && copy.additionalProperties === undefined
    ? { ...copy, unevaluatedProperties: false }
    : copy;
}

/** What about the answer is not as described. */
function differences(path: string, method: string, status: number, body: unknown, type = 'application/json') {
  const pointer = ['paths', path, method, 'responses', String(status), 'content', type, 'schema']
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');
  const validate = ajv.compile({ $ref: `api#/${pointer}` });
  return validate(body)
    ? []
    : validate.errors?.map(({ instancePath, message, params }) => ({ instancePath, message, params }));
}

test('every route is described, and every description has its route', async () => {
  await using other = await openServer();
  await other.stop();
  const stockbook = await openStockbook(readSettings({ data: other.data }, {}), silentLogger());
  const app = await createApp(stockbook, { logger: silentLogger() });
  const routes = app.get<RouteTable>(ROUTES).all();
  await app.close();
  await stockbook.close();
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
  );

  const served = routes
    .filter(({ method }) => method !== 'HEAD')
    .map(({ method, path }) => `${method} ${path}`)
    .flatMap((route) =>
      route === 'POST /v1/commands/{name}'
        ? COMMAND_NAMES.map((name) => `POST /v1/commands/${name}`)
        : [route],
    );

  expect(served.sort()).toEqual(described.sort());
});

test('a new shop can send every example, one after the other, and gets the answers described', async () => {
  for (const [name, { example, needs = [] }] of Object.entries(COMMANDS)) {
    for (const { name: needed, fields } of needs) await server.done(needed, fields);
    const { status, body } = await server.send(name, example);
    expect([name, status, body.detail]).toEqual([name, 200, undefined]);
    expect(differences(`/v1/commands/${name}`, 'post', status, body, typeOf(status))).toEqual([]);
  }
});

describe('the answer is as described:', () => {
  test.each([
    ['/'],
    ['/health/live'],
    ['/health/ready'],
    ['/problems'],
    ['/problems/{code}', '/problems/TOO_LARGE'],
    ['/v1/products'],
    ['/v1/products/{sku}', '/v1/products/MUG-1'],
    ['/v1/products/{sku}/options', '/v1/products/MUG-1/options?website=acme-uk'],
    ['/v1/products/{sku}/availability', '/v1/products/MUG-1/availability?quantity=1000000'],
    ['/v1/levels'],
    ['/v1/orders/{orderId}', '/v1/orders/O-1'],
    ['/v1/holds/{holdId}', '/v1/holds/CART-1'],
    ['/v1/warehouses/{code}/count-sheets', '/v1/warehouses/main/count-sheets'],
    ['/v1/warehouses/{code}/count-sheets/{sheetId}', '/v1/warehouses/main/count-sheets/C-1'],
    ['/v1/transfers'],
    ['/v1/transfers/{transferId}', '/v1/transfers/T-2'],
    ['/v1/warehouses'],
    ['/v1/websites'],
    ['/v1/categories'],
    ['/v1/organizations'],
    ['/v1/events', '/v1/events?limit=1000'],
    ['/v1/streams/{stream}', '/v1/streams/product-MUG-1'],
    ['/v1/warehouses/{code}/events', '/v1/warehouses/main/events'],
  ])('%s', async (path, example = path) => {
    const { position } = await server.done('RenameProduct', { sku: 'MUG-1', name: path });
    const fresh = path.startsWith('/v1/')
      ? `${example.includes('?') ? '&' : '?'}minPosition=${position}`
      : '';

    const { status, body } = await server.get(example + fresh);

    expect(status).toBe(200);
    expect(differences(path, 'get', 200, body)).toEqual([]);
    if ('items' in body) expect(body.items).not.toEqual([]);
  });

  test('many commands', async () => {
    const { body } = await server.sendMany([
      { type: 'Nope', data: {} },
      { type: 'RenameProduct', data: {} },
    ]);
    expect(differences('/v1/commands', 'post', 200, body)).toEqual([]);

    const [line] = await server.sendLines(['no JSON']);
    expect(differences('/v1/commands', 'post', 200, line, 'application/x-ndjson')).toEqual([]);
  });

  test('a cart', async () => {
    const { body } = await server.request('/v1/availability', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        lines: [
          { sku: 'MUG-1', quantity: 1 },
          { sku: 'none', quantity: 1 },
        ],
      }),
    });

    expect(differences('/v1/availability', 'post', 200, body)).toEqual([]);
  });
});

test('each address takes the query parameters described and no others', async () => {
  for (const [path, methods] of Object.entries(paths) as [string, Json][]) {
    const [method, operation] = Object.entries(methods)[0] as [string, Json];
    const names = (operation.parameters ?? []).filter((each: Json) => each.in === 'query');
    const example = path.replace('{file}', 'swagger-ui.css').replace(/\{\w+\}/g, 'main');
    const body = operation.requestBody?.content['application/json'].example;
    const init = {
      method: method.toUpperCase(),
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    };

    const answer = await server.request(`${example}?no-such=1`, init);

    const known =
      names.length === 0
        ? 'there are none here'
        : `there are ${names.map((each: Json) => each.name).join(', ')}`;
    expect([path, answer.status, answer.body.detail]).toEqual([
      path,
      400,
      `no-such is no query parameter here; ${known}`,
    ]);
    expect(differences(path, method, 400, answer.body, typeOf(400))).toEqual([]);
  }
});

test('the page shows the description, and everything it needs comes from here', async () => {
  const { body: page, headers } = await server.get('/docs');
  const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file);

  expect(files.every((file: string) => file.startsWith('/docs/'))).toBe(true);
  expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  for (const file of files) expect((await server.get(file)).status).toBe(200);
  expect((await server.get('/openapi.json')).body.openapi).toBe('3.1.0');
});

const typeOf = (status: number) => (status === 200 ? 'application/json' : 'application/problem+json');
