import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openServer, type TestServer } from '../testing/open-server.ts';
import { order, stock } from '../testing/shop.ts';

let server: TestServer;

const component = (products: string[], quantity: string, required = true) => ({
  products,
  quantity,
  required,
});

beforeAll(async () => {
  server = await openServer();
  await stock(server, { CUP: 10, MUG: 10 });
  const components = [
    component(['CUP', 'MUG'], '1'),
    component(['CUP'], '2'),
    component(['CUP'], '3', false),
  ];
  await server.done('RegisterProduct', { sku: 'SET', name: 'Three cups or more', kit: { components } });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

let position = '0';
const done = async (name: string, fields: object) => {
  const answer = await server.done(name, fields);
  position = answer.position;
  return answer;
};
const fresh = async (path: string) =>
  (await server.get(`${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`)).body;
const cups = async () => (await fresh('/v1/products/CUP')).totals[0];

test('a kit with a product in several components is promised, shipped and returned what they need together', async () => {
  const ordered = await done('SubmitOrder', {
    orderId: '1',
    website: 'default',
    lines: [
      { sku: 'SET', quantity: 1, components: ['CUP', 'CUP', 'CUP'] },
      { sku: 'SET', quantity: 1, components: ['MUG'] },
    ],
  });
  expect(ordered.order?.lines.map(({ allocations }) => allocations)).toMatchObject([
    [{ sku: 'CUP', unit: 'item', warehouse: 'main', quantity: '6' }],
    [
      { sku: 'CUP', quantity: '2' },
      { sku: 'MUG', quantity: '1' },
    ],
  ]);
  expect(await cups()).toMatchObject({ allocated: '8' });

  await done('ShipOrder', {
    orderId: '1',
    lines: [{ sku: 'SET', quantity: 1, components: ['CUP', 'CUP', 'CUP'] }],
  });
  expect(await cups()).toMatchObject({ onHand: '4', allocated: '2' });
  expect((await fresh('/v1/orders/1')).lines.map(({ open }: { open: string }) => open)).toEqual(['0', '1']);

  await done('CancelOrder', { orderId: '1', lines: [{ sku: 'SET', quantity: 1, components: ['MUG'] }] });
  await done('ReturnOrder', { orderId: '1', lines: [{ sku: 'SET', quantity: 1, restock: true }] });
  expect(await cups()).toMatchObject({ onHand: '10', allocated: '0' });
  expect(await fresh('/v1/orders/1')).toMatchObject({ status: 'closed' });
});

test('is held, taken over and offered again with its components', async () => {
  const lines = [{ sku: 'SET', quantity: 1, components: ['CUP', 'CUP'] }];
  await done('HoldStock', { holdId: 'cart', website: 'default', lines, expiresInSeconds: 600 });
  expect(await cups()).toMatchObject({ held: '3' });

  await done('SubmitOrder', { orderId: '2', website: 'default', lines, holdId: 'cart' });
  expect(await cups()).toMatchObject({ held: '0', allocated: '3' });
  const ofHold = (await fresh('/v1/events?hold=cart&sku=CUP')).items;
  expect(ofHold.map(({ type }: { type: string }) => type)).toEqual([
    'HoldSubmitted',
    'StockHeld',
    'OrderSubmitted',
    'HoldReleased',
  ]);
  expect((await fresh('/v1/orders/2/reorder')).lines).toMatchObject([{ quantity: '1', reasons: [] }]);

  await done('AmendOrder', { orderId: '2', lines: [{ sku: 'SET', quantity: 2 }] });
  expect(await cups()).toMatchObject({ allocated: '6' });
  await done('CancelOrder', { orderId: '2' });
});

test('is served by another of its products where one is needed elsewhere', async () => {
  const { sellable, status } = await fresh('/v1/products/SET/availability');
  expect({ sellable, status }).toEqual({ sellable: '5', status: 'in_stock' });

  await done('SubmitOrder', order('3', { SET: 5 }));
  expect((await fresh('/v1/products/MUG')).totals[0]).toMatchObject({ allocated: '5' });
  expect((await server.send('SubmitOrder', order('4', { SET: 1 }))).body).toMatchObject({
    code: 'ORDER_REJECTED',
  });
  await done('CancelOrder', { orderId: '3' });
});

test('a status set by hand is given back with null', async () => {
  await done('SetStatus', { sku: 'SET', status: 'discontinued' });
  expect(await fresh('/v1/products/SET')).toMatchObject({ status: 'discontinued' });

  const { events } = await done('SetStatus', { sku: 'SET', status: null });
  expect(events).toMatchObject([
    { type: 'StatusChanged', data: { from: 'discontinued', to: 'in_stock', cause: 'derived' } },
  ]);
  expect(await fresh('/v1/products/SET')).toMatchObject({ status: 'in_stock' });

  await done('AdjustLevel', { sku: 'CUP', warehouse: 'main', quantity: '-10', reason: 'broken' });
  expect(await fresh('/v1/products/SET')).toMatchObject({ status: 'out_of_stock' });
  expect((await server.send('SetStatus', { sku: 'CUP', status: null })).body).toMatchObject({
    code: 'VALIDATION_FAILED',
    reasons: [{ path: 'status' }],
  });
});
