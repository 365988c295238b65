import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Json } from '../testing/client.ts';
import { openServer, type TestServer } from '../testing/open-server.ts';
import { order, stock } from '../testing/shop.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
  await stock(server, { A: 10, B: 5, C: 0 });
  await server.done('DefineCategory', { code: 'top', name: 'Top' });
  await server.done('DefineCategory', { code: 'below', name: 'Below', parent: 'top' });
  await server.done('MoveProduct', { sku: 'B', category: 'below' });
  await server.done('SubmitOrder', order('1', { A: 3 }));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** All pages of a list. */
async function all(path: string): Promise<Json[]> {
  const items: Json[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const separator = path.includes('?') ? '&' : '?';
    const { status, body } = await server.get(`${path}${separator}limit=2${cursor && `&cursor=${cursor}`}`);
    expect([status, body.detail]).toEqual([200, undefined]);
    items.push(...body.items);
    cursor = body.next;
  }
  return items;
}

test('a query shows what a command did, where it asks for its position', async () => {
  for (let count = 1; count <= 20; count++) {
    const { position } = await server.done('CountLevel', {
      sku: 'C',
      warehouse: 'main',
      counted: String(count),
    });

    const { body, headers } = await server.get(`/v1/products/C?minPosition=${position}`);

    expect(body.totals).toEqual([
      { unit: 'item', onHand: String(count), allocated: '0', held: '0', available: String(count) },
    ]);
    expect(BigInt(headers.get('stockbook-position') ?? -1)).toBeGreaterThanOrEqual(BigInt(position));
  }
});

test('a product is shown with its levels', async () => {
  const { body } = await server.get('/v1/products/A');

  expect(body).toEqual({
    sku: 'A',
    name: 'Product A',
    organization: 'default',
    category: null,
    units: [{ code: 'item', precision: 0 }],
    stockUnit: null,
    kit: null,
    status: 'in_stock',
    label: 'in_stock',
    levels: [{ warehouse: 'main', unit: 'item', onHand: '10', allocated: '3', held: '0', available: '7' }],
    totals: [{ unit: 'item', onHand: '10', allocated: '3', held: '0', available: '7' }],
  });
});

test('an order is shown with what is open of it', async () => {
  const { body } = await server.get('/v1/orders/1');

  expect(body).toMatchObject({
    orderId: '1',
    status: 'accepted',
    website: 'default',
    reasons: [],
    lines: [
      { sku: 'A', unit: 'item', quantity: '3', open: '3', shipped: '0', cancelled: '0', returned: '0' },
    ],
  });
});

describe('a list', () => {
  test.each([
    ['/v1/products', 'sku', ['A', 'B', 'C']],
    ['/v1/levels', 'sku', ['A', 'B', 'C']],
    ['/v1/levels?category=top', 'sku', ['B']],
    ['/v1/levels?website=default&warehouse=main&status=in_stock', 'sku', ['A', 'B', 'C']],
    ['/v1/levels?low=true', 'sku', []],
    ['/v1/categories', 'code', ['below', 'top']],
    ['/v1/warehouses', 'code', ['main']],
    ['/v1/websites', 'code', ['default']],
    ['/v1/organizations', 'code', ['default']],
    ['/v1/streams/order-1', 'type', ['OrderSubmitted', 'OrderAccepted']],
    ['/v1/events?order=1', 'type', ['OrderSubmitted', 'StockAllocated', 'OrderAccepted']],
    ['/v1/events?order=1&direction=backward', 'type', ['OrderAccepted', 'StockAllocated', 'OrderSubmitted']],
    ['/v1/events?category=categories', 'type', ['CategoryDefined', 'CategoryDefined']],
    ['/v1/events?sku=B&type=ProductMoved', 'type', ['ProductMoved']],
    ['/v1/streams/product-A?fromRevision=2', 'type', ['LevelAdjusted', 'StatusChanged', 'StockAllocated']],
  ])('%s gives each item once, page by page', async (path, member, expected) => {
    const items = await all(path);

    expect(items.map((item) => item[member])).toEqual(expected);
  });

  test('the log is complete, in order and without gaps in its streams', async () => {
    const events = await all('/v1/events');

    const positions = events.map(({ position }) => BigInt(position));
    expect(positions).toEqual(positions.toSorted((a, b) => (a < b ? -1 : 1)));
    for (const [stream, own] of Map.groupBy(events, (event) => event.stream)) {
      expect([stream, own.map(({ revision }) => revision)]).toEqual([stream, own.map((_, index) => index)]);
    }
  });

  test('takes the cursors of its own only, with the same filters', async () => {
    const { next } = (await server.get('/v1/events?limit=1')).body;

    expect((await server.get(`/v1/events?limit=1&cursor=${next}`)).status).toBe(200);
    expect((await server.get(`/v1/events?limit=1&cursor=${next}&sku=A`)).status).toBe(400);
    expect((await server.get(`/v1/products?cursor=${next}`)).status).toBe(400);
    expect((await server.get(`/v1/events?cursor=${next}x`)).status).toBe(400);
  });

  test('of a warehouse shows its own events and those of its stock', async () => {
    const types = (await all('/v1/warehouses/main/events')).map(({ type }) => type);

    expect(types).toEqual(expect.arrayContaining(['WarehouseOpened', 'LevelAdjusted', 'StockAllocated']));
  });
});

describe('a name that is not plain', () => {
  test.each([
    ['with slashes', 'a/b//c', 'a/b//c'],
    ['with an escape of its own', '100%25 %2F', '100%25 %2F'],
    ['of 200 characters of four bytes', '😀'.repeat(200), '😀'.repeat(200)],
    ['of what a query has', 'a?b=c&d#e;f', 'a?b=c&d#e;f'],
    ['in two spellings', 'Cafe\u0301', 'Caf\u00e9'],
    ['of the words of JavaScript', '__proto__', '__proto__'],
  ])('%s is the same everywhere', async (_what, sku, known) => {
    await server.done('RegisterProduct', { sku, name: 'Odd' });
    const { position } = await server.done('AdjustLevel', {
      sku,
      warehouse: 'main',
      quantity: '1',
      reason: 'found',
    });
    const path = `/v1/products/${encodeURIComponent(sku)}`;

    const product = await server.get(`${path}?minPosition=${position}`);
    const availability = await server.get(`${path}/availability`);
    const options = await server.get(`${path}/options`);
    const levels = await server.get(`/v1/levels?sku=${encodeURIComponent(sku)}`);
    const stream = await server.get(`/v1/streams/${encodeURIComponent(`product-${sku}`)}`);

    expect([product, availability, options, levels, stream].map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 200,
    ]);
    expect([product.body.sku, levels.body.items[0].sku]).toEqual([known, known]);
    expect(stream.body.items[0].stream).toBe(`product-${known}`);
  });
});

test('availability tells what a website may sell, and why not', async () => {
  const one = await server.get('/v1/products/A/availability?quantity=8&purpose=order');
  const quote = await server.get('/v1/products/A/availability?quantity=8&purpose=quote');
  const none = await server.get('/v1/products/A/availability');

  expect(one.body).toEqual({
    orderable: false,
    reasons: [
      expect.objectContaining({
        code: 'INSUFFICIENT_STOCK',
        path: 'quantity',
        requested: '8',
        sellable: '7',
      }),
    ],
    sellable: '7',
    status: 'in_stock',
    label: 'in_stock',
    low: false,
    upcoming: false,
    availabilityDate: null,
  });
  expect([quote.body.orderable, none.body.orderable]).toEqual([true, true]);
});

test('a cart is checked line by line, lines of one product and unit together', async () => {
  const { body } = await server.request('/v1/availability', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      website: 'default',
      lines: [
        { sku: 'A', quantity: 4 },
        { sku: 'B', quantity: '1' },
        { sku: 'A', unit: 'item', quantity: '4' },
      ],
    }),
  });

  expect(body).toMatchObject({ orderable: false, earliestShipDate: null });
  expect(
    body.lines.map(({ sku, unit, quantity, orderable }: Json) => [sku, unit, quantity, orderable]),
  ).toEqual([
    ['A', 'item', '8', false],
    ['B', 'item', '1', true],
  ]);
});
