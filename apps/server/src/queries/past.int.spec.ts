import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openServer, type TestServer } from '../testing/open-server.ts';
import { order, stock } from '../testing/shop.ts';

let server: TestServer;
let before: string;
let after: string;

const on = (date: string) => `2026-01-${date}T00:00:00Z`;

beforeAll(async () => {
  server = await openServer();
  await stock(server, { A: 10 });
  ({ position: before } = await server.done('SubmitOrder', order('1', { A: 3 })));
  await server.done('SetOption', {
    scope: { level: 'system' },
    option: 'inventoryThreshold',
    value: '6',
  });
  await server.done('RenameProduct', { sku: 'A', name: 'Another name' });
  ({ position: after } = await server.done('AdjustLevel', {
    sku: 'A',
    warehouse: 'main',
    quantity: 5,
    reason: 'found in the corner',
    effectiveAt: on('02'),
  }));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const bodyOf = async (path: string) => {
  const { status, body } = await server.get(path);
  expect([status, body.detail]).toEqual([200, undefined]);
  return body;
};

describe('as of a position', () => {
  test('levels and products are what they were, and the answer says up to where', async () => {
    const { body, headers } = await server.get(`/v1/levels?sku=A&asOf=${before}`);
    expect(body.items).toMatchObject([{ onHand: '10', allocated: '3', available: '7' }]);
    expect(headers.get('stockbook-position')).toBe(before);
    expect((await bodyOf(`/v1/levels?sku=A&asOf=${after}`)).items).toMatchObject([{ onHand: '15' }]);
    const product = await bodyOf(`/v1/products/A?asOf=${before}`);
    expect(product.totals).toMatchObject([{ onHand: '10' }]);
    expect(product.name).not.toBe('Another name');
    expect((await bodyOf(`/v1/products?asOf=${before}`)).items).toMatchObject([{ sku: 'A' }]);
  });

  test('options and availability are decided by what held then', async () => {
    const { inventoryThreshold } = await bodyOf(`/v1/products/A/options?asOf=${before}`);
    expect(inventoryThreshold).toMatchObject({ value: '0', source: { level: 'default' } });
    expect(await bodyOf(`/v1/products/A/availability?quantity=7&asOf=${before}`)).toMatchObject({
      orderable: true,
      sellable: '7',
    });
    expect(await bodyOf(`/v1/products/A/availability?quantity=7&asOf=${after}`)).toMatchObject({
      orderable: false,
      sellable: '6',
      reasons: [{ code: 'INSUFFICIENT_STOCK', sellable: '6' }],
    });
  });

  test('what there was not is not found', async () => {
    expect((await server.get('/v1/products/A?asOf=0')).body.code).toBe('PRODUCT_NOT_FOUND');
    expect((await server.get('/v1/products/A/options?asOf=0')).body.code).toBe('PRODUCT_NOT_FOUND');
  });
});

test('by effective time a late fact shows where it was so, and by recorded time it does not', async () => {
  const level = async (query: string) => (await bodyOf(`/v1/levels?sku=A&${query}`)).items;
  expect(await level(`asOf=${on('01')}&basis=effective`)).toMatchObject([{ onHand: '0' }]);
  expect(await level(`asOf=${on('02')}&basis=effective`)).toMatchObject([
    { onHand: '5', name: 'Another name' },
  ]);
  expect(await level(`asOf=${on('02')}`)).toEqual([]);
  expect(await bodyOf(`/v1/products/A?asOf=${on('03')}&basis=effective`)).toMatchObject({
    name: 'Another name',
    totals: [{ onHand: '5' }],
  });
  const { sellable } = await bodyOf(`/v1/products/A/availability?asOf=${on('03')}&basis=effective`);
  expect(sellable).toBe('0');
});

test('an instant in which nothing more happened is the present', async () => {
  const now = new Date().toISOString();
  expect((await bodyOf(`/v1/levels?sku=A&asOf=${now}`)).items).toMatchObject([
    { onHand: '15', allocated: '3' },
  ]);
  expect((await bodyOf(`/v1/levels?sku=A&asOf=${now}&basis=effective`)).items).toMatchObject([
    { onHand: '15' },
  ]);
});

test('what an absorbed change says over HTTP', async () => {
  await stock(server, { B: 4 });
  await server.done('CountLevel', { sku: 'B', warehouse: 'main', counted: 9, effectiveAt: on('10') });
  const { events } = await server.done('AdjustLevel', {
    sku: 'B',
    warehouse: 'main',
    quantity: 2,
    reason: 'late',
    effectiveAt: on('05'),
  });
  expect(events[0]?.data).toMatchObject({
    before: { onHand: '13' },
    after: { onHand: '13' },
    effective: { after: { onHand: '2' }, absorbedBy: { at: '2026-01-10T00:00:00.000Z' } },
  });
  const { body } = await server.send('AdjustLevel', {
    sku: 'B',
    warehouse: 'main',
    quantity: -3,
    reason: 'late',
    effectiveAt: on('05'),
  });
  expect(body).toMatchObject({
    code: 'NEGATIVE_ON_HAND',
    reasons: [{ at: '2026-01-05T00:00:00.000Z', onHand: '2' }],
  });
});
