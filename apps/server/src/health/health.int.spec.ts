import { afterAll, beforeAll, expect, test } from '@jest/globals';
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
