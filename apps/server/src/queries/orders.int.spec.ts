import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openServer, type TestServer } from '../testing/open-server.ts';
import { order, stock } from '../testing/shop.ts';

let server: TestServer;
let count = 0;

beforeAll(async () => {
  server = await openServer();
  await server.done('OpenWarehouse', { code: 'north', name: 'North' });
  await server.done('AssignWarehouses', {
    scope: { level: 'website', code: 'default' },
    warehouses: ['main', 'north'],
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** A product of its own for each test, with 10 at main, and an order id of its own. */
async function fresh(): Promise<{ sku: string; orderId: string }> {
  count += 1;
  const sku = `S${count}`;
  await stock(server, { [sku]: 10 });
  return { sku, orderId: `O${count}` };
}

const shown = async (path: string, position: string) =>
  (await server.get(`${path}?minPosition=${position}`)).body;

const option = (sku: string, name: string, value: unknown) =>
  server.done('SetOption', { scope: { level: 'product', code: sku }, option: name, value });

const line = (sku: string, quantity: number | string, more: object = {}) => ({
  sku,
  quantity: String(quantity),
  ...more,
});

describe('the life of an order, over HTTP', () => {
  test('is told line by line: open, shipped, cancelled, returned', async () => {
    const { sku, orderId } = await fresh();
    await server.done('SubmitOrder', order(orderId, { [sku]: 8 }));
    await server.done('CancelOrder', { orderId, lines: [line(sku, 1)] });
    await server.done('ShipOrder', { orderId, lines: [line(sku, 4)], reference: 'DN-1' });
    const answer = await server.done('ReturnOrder', {
      orderId,
      lines: [line(sku, 1, { restock: true }), line(sku, 1, { restock: false })],
      reason: 'broken',
    });

    expect(answer.events.map(({ type }) => type)).toEqual(['ReturnRequested', 'OrderReturned']);
    expect(await shown(`/v1/orders/${orderId}`, answer.position)).toMatchObject({
      orderId,
      status: 'accepted',
      lines: [
        {
          sku,
          unit: 'item',
          quantity: '8',
          open: '3',
          shipped: '4',
          cancelled: '1',
          returned: '2',
          allocations: [{ warehouse: 'main', quantity: '3', backordered: '0' }],
        },
      ],
    });
    const product = await shown(`/v1/products/${sku}`, answer.position);
    expect(product.totals).toEqual([
      { unit: 'item', onHand: '7', allocated: '3', held: '0', available: '4' },
    ]);
    const rest = await server.done('ShipOrder', { orderId });
    expect((await shown(`/v1/orders/${orderId}`, rest.position)).status).toBe('closed');
  });

  test('an amendment that is refused answers ORDER_REJECTED and leaves the order as it was', async () => {
    const { sku, orderId } = await fresh();
    await server.done('SubmitOrder', order(orderId, { [sku]: 4 }));
    const key = { 'idempotency-key': `amend-${orderId}` };

    const refused = await server.send('AmendOrder', { orderId, lines: [line(sku, 12)] }, key);
    expect([refused.status, refused.body.code, refused.body.reasons]).toMatchObject([
      422,
      'ORDER_REJECTED',
      [{ code: 'INSUFFICIENT_STOCK', sku, unit: 'item', requested: '8', sellable: '6' }],
    ]);
    expect(await server.send('AmendOrder', { orderId, lines: [line(sku, 12)] }, key)).toMatchObject({
      status: 422,
      body: refused.body,
    });
    const { position = '' } = refused.body;
    expect(await shown(`/v1/orders/${orderId}`, position)).toMatchObject({
      status: 'accepted',
      reasons: [],
      lines: [{ quantity: '4', open: '4' }],
    });

    const amended = await server.done('AmendOrder', { orderId, lines: [line(sku, 7)] });
    expect(await shown(`/v1/orders/${orderId}`, amended.position)).toMatchObject({
      lines: [{ quantity: '7', open: '7', allocations: [{ warehouse: 'main', quantity: '7' }] }],
    });
  });

  test('refusals carry what is open, and what is there', async () => {
    const { sku, orderId } = await fresh();
    await server.done('SubmitOrder', order(orderId, { [sku]: 8 }));
    await server.done('AdjustLevel', { sku, warehouse: 'main', quantity: '-7', reason: 'fire' });
    const codeOf = async (name: string, fields: object) => {
      const { status, body } = await server.send(name, { orderId, ...fields });
      const [{ code, open, sellable, requested } = {} as never] = body.reasons as never as readonly {
        code: string;
        open?: string;
        sellable?: string;
        requested?: string;
      }[];
      return [status, body.code, code, open, sellable, requested];
    };

    expect(await codeOf('ShipOrder', { lines: [line(sku, 9)] })).toEqual([
      422,
      'EXCEEDS_OPEN',
      'EXCEEDS_OPEN',
      '8',
      undefined,
      '9',
    ]);
    expect(await codeOf('ShipOrder', {})).toEqual([
      422,
      'INSUFFICIENT_STOCK',
      'INSUFFICIENT_STOCK',
      undefined,
      '3',
      '8',
    ]);
    expect((await codeOf('ReturnOrder', { lines: [line(sku, 1, { restock: true })] })).slice(0, 4)).toEqual([
      422,
      'EXCEEDS_OPEN',
      'EXCEEDS_OPEN',
      '0',
    ]);
    expect((await codeOf('ReturnOrder', { lines: [line(sku, -1, { restock: true })] })).slice(0, 2)).toEqual([
      400,
      'VALIDATION_FAILED',
    ]);
    const gone = await server.send('ShipOrder', { orderId: 'nobody' });
    expect([gone.status, gone.body.code]).toEqual([422, 'UNKNOWN_ORDER']);
  });

  test('of a product in several units, which sell from one level', async () => {
    const { orderId } = await fresh();
    const sku = `U${orderId}`;
    await server.done('RegisterProduct', {
      sku,
      name: sku,
      units: [
        { code: 'piece', precision: 0 },
        { code: 'box', precision: 0, conversionRate: '12' },
      ],
      stockUnit: 'piece',
    });
    await server.done('AdjustLevel', { sku, warehouse: 'main', quantity: '20', reason: 'test' });
    await server.done('AdjustLevel', { sku, warehouse: 'north', quantity: '20', reason: 'test' });
    await server.done('SubmitOrder', {
      orderId,
      website: 'default',
      lines: [line(sku, 2, { unit: 'box' }), line(sku, 3), line(sku, 1, { unit: 'box' })],
    });
    // What is exchanged at one level needs no more of it: 39 are promised, 40 are there.
    await server.done('AmendOrder', { orderId, lines: [line(sku, 15), line(sku, 2, { unit: 'box' })] });
    await server.done('ShipOrder', { orderId, lines: [line(sku, 2, { unit: 'box' }), line(sku, 3)] });

    const answer = await server.done('ReturnOrder', {
      orderId,
      lines: [line(sku, 2, { unit: 'box', restock: true })],
    });

    const levels = (await shown(`/v1/products/${sku}`, answer.position)).levels as {
      warehouse: string;
      onHand: string;
      allocated: string;
    }[];
    expect(levels.map(({ warehouse, onHand, allocated }) => [warehouse, onHand, allocated])).toEqual([
      ['main', '20', '0'],
      ['north', '17', '12'],
    ]);
    const { lines } = await shown(`/v1/orders/${orderId}`, answer.position);
    expect(lines).toMatchObject([
      { unit: 'box', quantity: '2', open: '0', shipped: '2', returned: '2' },
      { unit: 'piece', quantity: '15', open: '12', shipped: '3', returned: '0' },
    ]);
  });

  test('of a kit ships, returns and amends its components', async () => {
    const { sku, orderId } = await fresh();
    const [part, kit] = [`P${orderId}`, `K${orderId}`];
    await stock(server, { [part]: 10 });
    await server.done('RegisterProduct', {
      sku: kit,
      name: kit,
      kit: {
        components: [
          { products: [sku], quantity: '1', required: true },
          { products: [part], quantity: '2', required: true },
        ],
      },
    });
    await server.done('SubmitOrder', order(orderId, { [kit]: 2, [sku]: 1 }));
    const stands = async (position: string) =>
      Promise.all(
        [sku, part].map(async (each) => {
          const [total] = (await shown(`/v1/products/${each}`, position)).totals;
          return `${total.onHand}/${total.allocated}`;
        }),
      );

    const amended = await server.done('AmendOrder', { orderId, lines: [line(kit, 3), line(sku, 1)] });
    expect(await stands(amended.position)).toEqual(['10/4', '10/6']);
    const shipped = await server.done('ShipOrder', { orderId, lines: [line(kit, 2)] });
    expect(await stands(shipped.position)).toEqual(['8/2', '6/2']);
    const returned = await server.done('ReturnOrder', {
      orderId,
      lines: [line(kit, 1, { restock: true })],
    });
    expect(await stands(returned.position)).toEqual(['9/2', '8/2']);
    const less = await server.done('AmendOrder', { orderId, lines: [line(kit, 2)] });
    expect(await stands(less.position)).toEqual(['9/0', '8/0']);
    expect(await shown(`/v1/orders/${orderId}`, less.position)).toMatchObject({
      status: 'closed',
      lines: [
        { sku: kit, quantity: '2', open: '0', shipped: '2', returned: '1' },
        { sku, quantity: '0', open: '0' },
      ],
    });
  });

  test('a backorder moves to another warehouse of its website', async () => {
    const { sku, orderId } = await fresh();
    await option(sku, 'backOrder', true);
    await server.done('SubmitOrder', order(orderId, { [sku]: 14 }));
    await server.done('AdjustLevel', { sku, warehouse: 'north', quantity: '3', reason: 'test' });

    const moved = await server.done('MoveBackorder', { orderId, sku, from: 'main', to: 'north' });

    expect(moved.stream).toBe(`product-${sku}`);
    const { items } = (await server.get(`/v1/allocations?orderId=${orderId}&minPosition=${moved.position}`))
      .body;
    expect(items).toMatchObject([
      { orderId, sku, unit: 'item', warehouse: 'main', quantity: '10', backordered: '0', website: 'default' },
      { warehouse: 'north', quantity: '4', backordered: '1', position: expect.stringMatching(/^\d+$/) },
    ]);
    expect(Date.parse(items[0].since)).toBeLessThanOrEqual(Date.parse(items[1].since));
    const places = await Promise.all(
      [
        { from: 'main', to: 'nowhere' },
        { from: 'north', to: 'north' },
        { from: 'main', to: 'north' },
      ].map(async (place) => (await server.send('MoveBackorder', { orderId, sku, ...place })).body.code),
    );
    expect(places).toEqual(['UNKNOWN_WAREHOUSE', 'VALIDATION_FAILED', 'EXCEEDS_OPEN']);
  });

  test('of 1,000 lines is amended, shipped and returned', async () => {
    const skus = Array.from({ length: 1_000 }, (_, index) => `L${index}`);
    const registered = await server.sendMany(
      skus.flatMap((sku) => [
        { type: 'RegisterProduct', data: { sku, name: sku } },
        { type: 'AdjustLevel', data: { sku, warehouse: 'main', quantity: '5', reason: 'test' } },
      ]),
    );
    expect(registered.body.every(({ status }) => status === 200)).toBe(true);
    const lines = (quantity: number) => skus.map((sku) => line(sku, quantity));
    await server.done('SubmitOrder', { orderId: 'large', website: 'default', lines: lines(2) });

    await server.done('AmendOrder', { orderId: 'large', lines: lines(3) });
    await server.done('ShipOrder', { orderId: 'large' });
    const answer = await server.done('ReturnOrder', {
      orderId: 'large',
      lines: lines(1).map((each) => ({ ...each, restock: true })),
    });

    const { lines: told, status } = await shown('/v1/orders/large', answer.position);
    expect(status).toBe('closed');
    expect(told.length).toBe(1_000);
    expect(
      new Set(told.map(({ shipped, returned }: Record<string, string>) => `${shipped} ${returned}`)),
    ).toEqual(new Set(['3 1']));
    expect((await shown('/v1/products/L999', answer.position)).totals[0].onHand).toBe('3');
  }, 120_000);
});

describe('what could be ordered again', () => {
  const again = async (orderId: string) => (await server.get(`/v1/orders/${orderId}/reorder`)).body;

  test('is all of it, or as much as every rule allows, with the reasons', async () => {
    const { sku, orderId } = await fresh();
    const [limited, gone] = [`R${orderId}`, `G${orderId}`];
    await stock(server, { [limited]: 30, [gone]: 30 });
    await server.done('SubmitOrder', order(orderId, { [sku]: 6, [limited]: 20, [gone]: 1 }));
    await option(limited, 'maximumQuantityToOrder', '15');
    await option(limited, 'quantityIncrement', '4');
    await server.done('SetStatus', { sku: gone, status: 'discontinued' });

    expect(await again(orderId)).toEqual({
      orderId,
      lines: [
        {
          sku,
          unit: 'item',
          ordered: '6',
          quantity: '4',
          reasons: [expect.objectContaining({ code: 'INSUFFICIENT_STOCK', path: 'lines[0].quantity' })],
        },
        {
          sku: limited,
          unit: 'item',
          ordered: '20',
          quantity: '8',
          reasons: [
            expect.objectContaining({ code: 'ABOVE_MAXIMUM' }),
            expect.objectContaining({ code: 'INSUFFICIENT_STOCK', sellable: '10' }),
          ],
        },
        {
          sku: gone,
          unit: 'item',
          ordered: '1',
          quantity: '0',
          reasons: [expect.objectContaining({ code: 'STATUS_NOT_ALLOWED' })],
        },
      ],
    });
    await server.done('CancelOrder', { orderId });
    const { lines } = await again(orderId);
    expect(lines).toEqual([]);
  });

  test('of an order that does not exist is 404', async () => {
    const answer = await server.get('/v1/orders/nobody/reorder');
    expect([answer.status, answer.body.code]).toEqual([404, 'ORDER_NOT_FOUND']);
  });
});

describe('open allocations', () => {
  test('are listed with their age, the oldest first, page by page', async () => {
    const { sku, orderId } = await fresh();
    for (const suffix of ['a', 'b', 'c']) {
      await server.done('SubmitOrder', order(`${orderId}${suffix}`, { [sku]: 2 }));
    }
    const shipped = await server.done('ShipOrder', { orderId: `${orderId}b` });

    const first = await server.get(`/v1/allocations?sku=${sku}&limit=1&minPosition=${shipped.position}`);
    const second = await server.get(`/v1/allocations?sku=${sku}&limit=1&cursor=${first.body.next}`);

    expect(first.body.items).toMatchObject([{ orderId: `${orderId}a`, quantity: '2', backordered: '0' }]);
    expect(second.body).toMatchObject({ items: [{ orderId: `${orderId}c` }], next: null });
    const none = await server.get(`/v1/allocations?sku=${sku}&backordered=true`);
    expect(none.body).toEqual({ items: [], next: null });
    const unknown = await server.get('/v1/allocations?sku=nothing');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'PRODUCT_NOT_FOUND']);
  });
});
