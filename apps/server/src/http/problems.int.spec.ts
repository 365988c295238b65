import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PROBLEMS, type ProblemCode } from '../problem/codes.ts';
import type { Answered, Json } from '../testing/client.ts';
import { openServer, type TestServer } from '../testing/open-server.ts';
import { sendRaw } from '../testing/raw.ts';
import { order, stock } from '../testing/shop.ts';
import { BATCH_ITEMS_MAX, BODY_BYTES_MAX, HEADER_BYTES_MAX } from './limits.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
  await stock(server, { A: 1, B: 1 });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const post = (path: string, body: string | Blob | undefined, headers: Record<string, string> = JSON_TYPE) =>
  server.request(path, { method: 'POST', headers, ...(body !== undefined && { body }) });

const JSON_TYPE = { 'content-type': 'application/json' };
const ADJUST = '/v1/commands/AdjustLevel';
const adjustment = { sku: 'A', warehouse: 'main', quantity: '1', reason: 'found' };

function expectProblem({ status, headers, body }: Answered<Json>, code: ProblemCode): void {
  expect([body.code, status]).toEqual([code, PROBLEMS[code].status]);
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(body).toMatchObject({ type: `/problems/${code}`, title: PROBLEMS[code].title, status });
  expect(body.detail).toEqual(expect.any(String));
  expect(body.reasons.length).toBeGreaterThan(0);
  for (const reason of body.reasons)
    expect(reason).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:|\.js:/);
}

describe('a request gets the problem that it has:', () => {
  test.each<[what: string, code: ProblemCode, () => Promise<Answered<Json>>]>([
    ['an address where nothing is', 'NOT_FOUND', () => server.get('/v1/nothing')],
    ['an empty part of the path', 'NOT_FOUND', () => server.get('/v1/products/')],
    ['a command that does not exist', 'NOT_FOUND', () => post('/v1/commands/Nope', '{}')],
    ['a product that does not exist', 'PRODUCT_NOT_FOUND', () => server.get('/v1/products/none')],
    ['options of none', 'PRODUCT_NOT_FOUND', () => server.get('/v1/products/none/options')],
    ['availability of none', 'PRODUCT_NOT_FOUND', () => server.get('/v1/products/none/availability')],
    ['a unit of none', 'UNIT_NOT_FOUND', () => server.get('/v1/products/A/availability?unit=box')],
    [
      'a website that does not exist',
      'WEBSITE_NOT_FOUND',
      () => server.get('/v1/products/A/options?website=x'),
    ],
    ['levels at no website', 'WEBSITE_NOT_FOUND', () => server.get('/v1/levels?website=x')],
    ['levels in no category', 'CATEGORY_NOT_FOUND', () => server.get('/v1/levels?category=x')],
    ['levels at no warehouse', 'WAREHOUSE_NOT_FOUND', () => server.get('/v1/levels?warehouse=x')],
    ['levels of no product', 'PRODUCT_NOT_FOUND', () => server.get('/v1/levels?sku=x')],
    ['the history of no warehouse', 'WAREHOUSE_NOT_FOUND', () => server.get('/v1/warehouses/x/events')],
    ['an order that does not exist', 'ORDER_NOT_FOUND', () => server.get('/v1/orders/x')],
    ['a stream that does not exist', 'STREAM_NOT_FOUND', () => server.get('/v1/streams/product-x')],
    [
      'a cart with a hold',
      'HOLD_NOT_FOUND',
      () => post('/v1/availability', '{"holdId":"h","lines":[{"sku":"A","quantity":1}]}'),
    ],
    ['a wrong method', 'METHOD_NOT_ALLOWED', () => server.request('/v1/products', { method: 'DELETE' })],
    ['no body', 'VALIDATION_FAILED', () => post(ADJUST, undefined, {})],
    ['an empty body', 'VALIDATION_FAILED', () => post(ADJUST, '')],
    ['half a body', 'VALIDATION_FAILED', () => post(ADJUST, '{"sku":')],
    ['a body that is a list', 'VALIDATION_FAILED', () => post(ADJUST, '[]')],
    ['a body that is null', 'VALIDATION_FAILED', () => post(ADJUST, 'null')],
    [
      'an unknown field',
      'VALIDATION_FAILED',
      () => server.send('AdjustLevel', { ...adjustment, colour: 'red' }),
    ],
    ['a field named __proto__', 'VALIDATION_FAILED', () => post(ADJUST, '{"__proto__":{"sku":"A"}}')],
    [
      'a negative order quantity',
      'VALIDATION_FAILED',
      () => server.send('SubmitOrder', order('n', { A: -1 })),
    ],
    ['many that are no list', 'VALIDATION_FAILED', () => post('/v1/commands', '{}')],
    [
      'a key with a blank',
      'VALIDATION_FAILED',
      () => server.send('AdjustLevel', adjustment, { 'idempotency-key': 'a b' }),
    ],
    [
      'a key too long',
      'VALIDATION_FAILED',
      () => server.send('AdjustLevel', adjustment, { 'idempotency-key': 'k'.repeat(201) }),
    ],
    [
      'no decision time',
      'VALIDATION_FAILED',
      () => server.send('AdjustLevel', adjustment, { 'stockbook-decided-at': 'now' }),
    ],
    ['an unknown query parameter', 'VALIDATION_FAILED', () => server.get('/v1/products?colour=red')],
    ['a parameter given twice', 'VALIDATION_FAILED', () => server.get('/v1/levels?sku=A&sku=B')],
    ['a limit of 0', 'VALIDATION_FAILED', () => server.get('/v1/products?limit=0')],
    ['a limit beyond 1000', 'VALIDATION_FAILED', () => server.get('/v1/products?limit=1001')],
    ['a cursor of nobody', 'VALIDATION_FAILED', () => server.get('/v1/products?cursor=abc')],
    ['the future', 'VALIDATION_FAILED', () => server.get('/v1/levels?asOf=9999-01-01T00:00:00Z')],
    ['a position beyond the end', 'VALIDATION_FAILED', () => server.get('/v1/levels?asOf=999999999')],
    [
      'the past of what has none',
      'VALIDATION_FAILED',
      () => server.get('/v1/orders/1?asOf=2020-01-01T00:00:00Z'),
    ],
    ['a moment that is none', 'VALIDATION_FAILED', () => server.get('/v1/products?asOf=yesterday')],
    ['a basis without a moment', 'VALIDATION_FAILED', () => server.get('/v1/products?basis=effective')],
    [
      'a position by effective time',
      'VALIDATION_FAILED',
      () => server.get('/v1/levels?asOf=0&basis=effective'),
    ],
    ['a position that is none', 'VALIDATION_FAILED', () => server.get('/v1/products?minPosition=-1')],
    ['a path that is no UTF-8', 'VALIDATION_FAILED', () => server.get('/v1/products/%ff')],
    ['a sku of 201 characters', 'VALIDATION_FAILED', () => server.get(`/v1/products/${'x'.repeat(201)}`)],
    ['a sku that is far too long', 'VALIDATION_FAILED', () => server.get(`/v1/products/${'x'.repeat(4000)}`)],
    [
      'a form',
      'UNSUPPORTED_MEDIA_TYPE',
      () => post(ADJUST, 'sku=A', { 'content-type': 'application/x-www-form-urlencoded' }),
    ],
    ['a body of no type', 'UNSUPPORTED_MEDIA_TYPE', () => post(ADJUST, new Blob(['{}']), {})],
    [
      'NDJSON for one command',
      'UNSUPPORTED_MEDIA_TYPE',
      () => post(ADJUST, '{}', { 'content-type': 'application/x-ndjson' }),
    ],
    [
      'a compressed body',
      'UNSUPPORTED_MEDIA_TYPE',
      () => post(ADJUST, '{}', { ...JSON_TYPE, 'content-encoding': 'gzip' }),
    ],
    ['a body too large', 'TOO_LARGE', () => post(ADJUST, `"${'x'.repeat(BODY_BYTES_MAX)}"`)],
    ['too many commands', 'TOO_LARGE', () => post('/v1/commands', `[${'0,'.repeat(BATCH_ITEMS_MAX)}0]`)],
    ['a foreign name', 'HOST_NOT_ALLOWED', () => hosted('shop.example')],
    [
      'a stream elsewhere',
      'REVISION_CONFLICT',
      () => server.send('AdjustLevel', { ...adjustment, expectedRevision: 99 }),
    ],
    ['what exists already', 'ALREADY_EXISTS', () => server.send('RegisterProduct', { sku: 'A', name: 'A' })],
    ['a rejected order', 'ORDER_REJECTED', () => server.send('SubmitOrder', order('r', { A: 2 }))],
    ['an unknown product', 'UNKNOWN_PRODUCT', () => server.send('RenameProduct', { sku: 'x', name: 'X' })],
    [
      'too many decimals',
      'PRECISION_EXCEEDED',
      () => server.send('AdjustLevel', { ...adjustment, quantity: '0.5' }),
    ],
    ['below zero', 'NEGATIVE_ON_HAND', () => server.send('AdjustLevel', { ...adjustment, quantity: '-99' })],
    [
      'an unknown option',
      'OPTION_UNKNOWN',
      () => server.send('SetOption', { scope: { level: 'system' }, option: 'x', value: 1 }),
    ],
    ['an order that is not there', 'UNKNOWN_ORDER', () => server.send('CancelOrder', { orderId: 'x' })],
    [
      'a position not reached',
      'POSITION_NOT_REACHED',
      () => server.get('/v1/products?minPosition=999999999'),
    ],
  ])('%s: %s', async (_what, code, ask) => {
    expectProblem(await ask(), code);
  });
});

/** `fetch` sets the header itself. */
async function hosted(host: string): Promise<Answered<Json>> {
  const { status, head, body } = await sendRaw(server.address, `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  const type = /content-type: (.*)/i.exec(head)?.[1] ?? '';
  return { status, headers: new Headers({ 'content-type': type }), body: JSON.parse(body) };
}

test('a wrong method is told which methods there are', async () => {
  const { headers } = await server.request('/v1/commands', { method: 'PUT' });

  expect(headers.get('allow')).toBe('POST');
});

test('where there is something to get, HEAD tells of it', async () => {
  const { status, headers, body } = await server.request('/v1/products', { method: 'HEAD' });

  expect([status, headers.get('content-type'), body]).toEqual([200, 'application/json; charset=utf-8', '']);
});

test('503 says when to try again', async () => {
  const { headers } = await server.get('/v1/levels?minPosition=999999999');

  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
});

test('every reason of a body is told, each with its place', async () => {
  const { body } = await server.send('SubmitOrder', {
    orderId: 'x',
    website: '',
    lines: [{ sku: 'A', quantity: 'many' }, 3],
  });

  expect(body.reasons.map(({ path }) => path)).toEqual(['website', 'lines[0].quantity', 'lines[1]']);
});

describe('what is no HTTP, or too much of it, is answered too:', () => {
  test.each([
    ['noise', 'GARBAGE\r\n\r\n', 400],
    ['an unknown method', 'BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['a header without a name', 'GET / HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n', 400],
    [
      'a length that is none',
      `POST ${ADJUST} HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n`,
      400,
    ],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(HEADER_BYTES_MAX)}\r\n\r\n`,
      431,
    ],
    [
      'an expectation',
      `POST ${ADJUST} HTTP/1.1\r\nHost: localhost\r\nExpect: miracles\r\nContent-Length: 0\r\n\r\n`,
      417,
    ],
    [
      'a chunk that is none',
      `POST ${ADJUST} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      400,
    ],
  ])('%s', async (_what, bytes, status) => {
    const answer = await sendRaw(server.address, bytes);

    expect([answer.status, answer.head]).toEqual([
      status,
      expect.stringMatching(/application\/problem\+json/i),
    ]);
    expect(JSON.parse(answer.body)).toMatchObject({
      status,
      code: expect.any(String),
      reasons: [expect.anything()],
    });
  });
});

test('a request without a Host header is answered: no browser sends one', async () => {
  expect((await sendRaw(server.address, 'GET /health/live HTTP/1.0\r\n\r\n')).status).toBe(200);
});
