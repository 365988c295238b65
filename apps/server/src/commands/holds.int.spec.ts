import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openServer, type TestServer } from '../testing/open-server.ts';
import { order, stock } from '../testing/shop.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
  await stock(server, { A: 10, B: 5, C: 3 });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const hold = (holdId: string, sku: string, quantity: number, expiresInSeconds = 600) => ({
  holdId,
  website: 'default',
  lines: [{ sku, quantity }],
  expiresInSeconds,
});
const levelsOf = async (sku: string, position: string) =>
  (await server.get(`/v1/products/${sku}?minPosition=${position}`)).body.totals[0];

test('a hold shows in its answer, at its address, in the levels and in what others may have', async () => {
  const { position, stream } = await server.done('HoldStock', hold('cart', 'A', 4));

  expect(stream).toBe('hold-cart');
  expect((await server.get(`/v1/holds/cart?minPosition=${position}`)).body).toEqual({
    holdId: 'cart',
    website: 'default',
    status: 'open',
    expiresAt: expect.stringMatching(/Z$/),
    lines: [{ sku: 'A', unit: 'item', quantity: '4' }],
  });
  expect(await levelsOf('A', position)).toMatchObject({ onHand: '10', held: '4', available: '6' });
  const ask = async (more: object) => {
    const body = JSON.stringify({ website: 'default', lines: [{ sku: 'A', quantity: 7 }], ...more });
    const headers = { 'content-type': 'application/json' };
    return (await server.request('/v1/availability', { method: 'POST', headers, body })).body;
  };
  expect(await ask({})).toMatchObject({ orderable: false, lines: [{ sellable: '6' }] });
  expect(await ask({ holdId: 'cart' })).toMatchObject({ orderable: true, lines: [{ sellable: '10' }] });
  expect(await ask({ holdId: 'none' })).toMatchObject({ status: 404, code: 'HOLD_NOT_FOUND' });

  const ordered = await server.done('SubmitOrder', { ...order('O-1', { A: 7 }), holdId: 'cart' });
  expect((await server.get(`/v1/holds/cart?minPosition=${ordered.position}`)).body.status).toBe('ordered');
  expect(await levelsOf('A', ordered.position)).toMatchObject({ allocated: '7', held: '0' });
});

test('what cannot be held is 422 with the code of the first reason, and the id is none then', async () => {
  const { status, body } = await server.send('HoldStock', hold('too much', 'B', 6));

  expect([status, body.code]).toEqual([422, 'INSUFFICIENT_STOCK']);
  expect(body.reasons).toMatchObject([{ sku: 'B', unit: 'item', requested: '6', sellable: '5' }]);
  const found = await server.get(
    `/v1/holds/too%20much?minPosition=${(body as { position: string }).position}`,
  );
  expect([found.status, found.body.code]).toEqual([404, 'HOLD_NOT_FOUND']);
  expect((await server.send('ReleaseHold', { holdId: 'too much' })).body.code).toBe('UNKNOWN_HOLD');
  expect((await server.send('HoldStock', hold('x', 'B', 1, 0))).body.code).toBe('VALIDATION_FAILED');
});

test('a hold ends by itself, and its stock is free', async () => {
  const { position } = await server.done('HoldStock', hold('brief', 'C', 3, 1));
  let found = await server.get(`/v1/holds/brief?minPosition=${position}`);
  while (found.body.status === 'open') found = await server.get('/v1/holds/brief');

  expect(found.body.status).toBe('expired');
  const again = await server.send('HoldStock', hold('brief', 'C', 1));
  expect([again.status, again.body.code]).toEqual([422, 'HOLD_NOT_OPEN']);
  const released = await server.done('HoldStock', hold('other', 'C', 3));
  expect(await levelsOf('C', released.position)).toMatchObject({ held: '3', available: '0' });
});
