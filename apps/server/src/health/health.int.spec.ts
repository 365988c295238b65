import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openServer, type TestServer } from '../testing/open-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

test('a server with everything at work is ready', async () => {
  const { position } = await server.done('DefineCategory', { code: 'c', name: 'C' });
  await server.get(`/v1/categories?minPosition=${position}`);

  const { status, body } = await server.get('/health/ready');

  expect(status).toBe(200);
  expect(body).toEqual({
    status: 'ready',
    checks: {
      store: { status: 'ok', position },
      directory: { status: 'ok', lagSeconds: 0, reevaluations: 0 },
      projector: { status: 'ok', state: 'following', position, lagSeconds: 0, parkedStreams: 0 },
    },
  });
});

test('without a projector, commands are carried out and queries answer what the read models have', async () => {
  const before = await server.get('/v1/categories');
  server = await server.restart({ roles: 'api' });

  const { position } = await server.done('DefineCategory', { code: 'd', name: 'D' });

  expect((await server.get('/v1/categories')).body).toEqual(before.body);
  expect((await server.get(`/v1/categories?minPosition=${position}`)).body.code).toBe('POSITION_NOT_REACHED');
  expect((await server.get(`/v1/categories?minPosition=${Number(position) - 1}`)).status).toBe(200);
  expect((await server.get('/health/ready')).body.checks).not.toHaveProperty('projector');
});

test('without read models queries are not ready', async () => {
  await using bare = await openServer({ roles: 'api' });
  await bare.done('RegisterProduct', { sku: 'A', name: 'A' });

  const { status, headers, body } = await bare.get('/v1/products/A');

  expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'NOT_READY', '1']);
  expect((await bare.get('/v1/products/A/options')).status).toBe(200);
});

describe('a process without a projector on read models of another log', () => {
  const OF_ANOTHER = {
    status: 503,
    body: {
      code: 'NOT_READY',
      detail: 'the read models are those of another log; a projector on this one builds them anew',
    },
  };
  const adjust = { sku: 'OWN', warehouse: 'main', quantity: '2', reason: 'found' };
  const key = { 'idempotency-key': 'once' };
  let others: TestServer;
  let own: TestServer;

  beforeAll(async () => {
    others = await openServer();
    const { position } = await others.done('RegisterProduct', { sku: 'OTHER', name: 'Other' });
    // A command of the same name, which must not count here.
    await others.done('RegisterProduct', { sku: 'OWN', name: 'Other' });
    await others.done('AdjustLevel', adjust, key);
    await others.get(`/v1/products?minPosition=${position}`);
    own = await openServer({ roles: 'api', readModels: `sqlite:${others.data}/read-models.db` });
    await own.done('RegisterProduct', { sku: 'OWN', name: 'Own' });
  });
  afterAll(async () => {
    await own[Symbol.asyncDispose]();
    await others[Symbol.asyncDispose]();
  });

  test.each([
    '/v1/products',
    '/v1/products/OTHER',
    '/v1/levels?asOf=2020-01-01T00:00:00Z',
    '/v1/orders/1',
    '/v1/events',
    '/v1/streams/product-OWN',
    '/v1/warehouses',
    // Their position is beyond this one, and means nothing here.
    '/v1/products?minPosition=1',
    // One that is never reached.
    '/v1/products?minPosition=900000',
  ])('does not answer GET %s, and says why', async (path) => {
    const { headers, ...answer } = await own.get(path);

    expect(answer).toMatchObject(OF_ANOTHER);
    expect(headers.get('retry-after')).toBe('1');
  });

  test('carries out commands, once each, and is not ready', async () => {
    const first = await own.done('AdjustLevel', adjust, key);
    const again = await own.done('AdjustLevel', adjust, key);
    const { status, body } = await own.get('/health/ready');

    expect(again).toEqual(first);
    expect(first.events?.[0]).toMatchObject({ type: 'LevelAdjusted' });
    expect([status, body.checks.readModels]).toEqual([
      503,
      { status: 'failed', reason: 'the read models are those of another log' },
    ]);
    expect((await own.get('/metrics')).status).toBe(200);
  });

  test('answers once a projector has built them anew', async () => {
    await others.stop();
    own = await own.restart({ roles: 'api,projector', readModels: `sqlite:${others.data}/read-models.db` });
    const { position } = await own.done('RenameProduct', { sku: 'OWN', name: 'Still own' });

    let answer = await own.get(`/v1/products?minPosition=${position}`);
    while (answer.status === 503) answer = await own.get(`/v1/products?minPosition=${position}`);

    expect(answer.body.items).toMatchObject([{ sku: 'OWN', name: 'Still own' }]);
  });
});
