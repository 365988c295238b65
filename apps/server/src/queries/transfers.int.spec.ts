import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openServer, type TestServer } from '../testing/open-server.ts';
import { order, stock } from '../testing/shop.ts';

let server: TestServer;
let count = 0;

beforeAll(async () => {
  server = await openServer();
  await server.done('OpenWarehouse', { code: 'north', name: 'North' });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** A product of its own for each test, with 10 at main, and a transfer id of its own. */
async function fresh(): Promise<{ sku: string; transferId: string }> {
  count += 1;
  const sku = `S${count}`;
  await stock(server, { [sku]: 10 });
  return { sku, transferId: `T${count}` };
}

const shown = async (path: string, position: string) =>
  (await server.get(`${path}?minPosition=${position}`)).body;

const levels = async (sku: string, position: string) => {
  const { levels: all } = await shown(`/v1/products/${sku}`, position);
  return Object.fromEntries(
    all.map((level: { warehouse: string; onHand: string; allocated: string }) => [
      level.warehouse,
      `${level.onHand}/${level.allocated}`,
    ]),
  );
};

describe('over HTTP, a transfer', () => {
  test('at once moves what is available, and leaves what is promised', async () => {
    const { sku, transferId } = await fresh();
    await server.done('SubmitOrder', order(`O-${sku}`, { [sku]: 3 }));

    const answer = await server.done('TransferStock', {
      transferId,
      sku,
      from: 'main',
      to: 'north',
      quantity: 5,
    });

    expect(answer).toMatchObject({ stream: `transfer-${transferId}`, revision: 1 });
    expect(await levels(sku, answer.position)).toEqual({ main: '5/3', north: '5/0' });
    expect(await shown(`/v1/transfers/${transferId}`, answer.position)).toEqual({
      transferId,
      sku,
      unit: 'item',
      from: 'main',
      to: 'north',
      dispatched: '5',
      received: '5',
      discrepancy: '0',
      discrepancyReason: null,
      reference: null,
      status: 'received',
    });
    const more = await server.send('TransferStock', {
      transferId: `${transferId}b`,
      sku,
      from: 'main',
      to: 'north',
      quantity: '3',
    });
    expect([more.status, more.body.code, more.body.reasons]).toMatchObject([
      422,
      'INSUFFICIENT_STOCK',
      [{ sku, unit: 'item', requested: '3', sellable: '2', path: 'quantity' }],
    ]);
  });

  test('dispatched and received in parts shows what is on its way', async () => {
    const { sku, transferId } = await fresh();
    const sent = await server.done('DispatchTransfer', {
      transferId,
      sku,
      from: 'main',
      to: 'north',
      quantity: '8',
      reference: 'R-1',
    });
    expect(await shown(`/v1/transfers/${transferId}`, sent.position)).toMatchObject({
      dispatched: '8',
      received: '0',
      status: 'in_transit',
      reference: 'R-1',
    });
    expect(await levels(sku, sent.position)).toEqual({ main: '2/0' });
    const availability = await server.get(`/v1/products/${sku}/availability?website=default&quantity=3`);
    expect(availability.body).toMatchObject({ orderable: false, sellable: '2' });

    await server.done('ReceiveTransfer', { transferId, sku, quantity: '5' });
    const tooMuch = await server.send('ReceiveTransfer', { transferId, sku, quantity: '4' });
    expect([tooMuch.status, tooMuch.body.code, tooMuch.body.reasons]).toMatchObject([
      422,
      'EXCEEDS_OPEN',
      [{ open: '3', requested: '4' }],
    ]);
    const last = await server.done('ReceiveTransfer', {
      transferId,
      sku,
      quantity: '2',
      discrepancyReason: 'one broke',
    });

    expect(await shown(`/v1/transfers/${transferId}`, last.position)).toMatchObject({
      dispatched: '8',
      received: '7',
      discrepancy: '1',
      discrepancyReason: 'one broke',
      status: 'closed',
    });
    expect(await levels(sku, last.position)).toEqual({ main: '2/0', north: '7/0' });
  });

  test.each([
    ['zero', { quantity: 0 }, 400, 'VALIDATION_FAILED', 'quantity'],
    ['negative', { quantity: '-5' }, 400, 'VALIDATION_FAILED', 'quantity'],
    ['to itself', { to: 'main' }, 400, 'VALIDATION_FAILED', 'to'],
    ['from an unknown warehouse', { from: 'none' }, 422, 'UNKNOWN_WAREHOUSE', 'from'],
    ['to an unknown warehouse', { to: 'none' }, 422, 'UNKNOWN_WAREHOUSE', 'to'],
    ['of an unknown product', { sku: 'none' }, 422, 'UNKNOWN_PRODUCT', 'sku'],
    ['of an unknown unit', { unit: 'none' }, 422, 'UNKNOWN_UNIT', 'unit'],
    ['of half a piece', { quantity: '0.5' }, 422, 'PRECISION_EXCEEDED', 'quantity'],
  ])('SP02: %s is refused, and nothing moves', async (_, wrong, status, code, path) => {
    const { sku, transferId } = await fresh();
    for (const name of ['TransferStock', 'DispatchTransfer']) {
      const answer = await server.send(name, {
        transferId,
        sku,
        from: 'main',
        to: 'north',
        quantity: 1,
        ...wrong,
      });
      expect([answer.status, answer.body.code, answer.body.reasons[0]?.path]).toEqual([status, code, path]);
    }
    const unknown = await server.get(`/v1/transfers/${transferId}`);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'TRANSFER_NOT_FOUND']);
  });

  test('is received only where there is one', async () => {
    const { sku } = await fresh();
    const { status, body } = await server.send('ReceiveTransfer', { transferId: 'none', sku, quantity: 1 });
    expect([status, body.code, body.reasons[0]?.path]).toEqual([422, 'UNKNOWN_TRANSFER', 'transferId']);
  });

  test('sent by five clients at once moves once, and answers all alike', async () => {
    const { sku, transferId } = await fresh();
    const fields = { transferId, sku, from: 'main', to: 'north', quantity: 6 };

    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) =>
        server.send('TransferStock', fields, { 'idempotency-key': `${transferId}-${n}` }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
    expect(await levels(sku, answers[0]?.body.position ?? '')).toEqual({ main: '4/0', north: '6/0' });
    const other = await server.send('TransferStock', { ...fields, quantity: 1 });
    expect([other.status, other.body.code]).toEqual([409, 'IDEMPOTENCY_CONFLICT']);
  });

  test('is listed by status, product and warehouse, page by page', async () => {
    const { sku, transferId } = await fresh();
    const move = { sku, from: 'main', to: 'north', quantity: 1 };
    await server.done('TransferStock', { transferId: `${transferId}-a`, ...move });
    const { position } = await server.done('DispatchTransfer', { transferId: `${transferId}-b`, ...move });

    const list = async (query: string) => {
      const { body } = await server.get(`/v1/transfers?${query}&minPosition=${position}`);
      return body;
    };
    const ids = (body: { items: { transferId: string }[] }) => body.items.map((item) => item.transferId);

    expect(ids(await list(`sku=${sku}`))).toEqual([`${transferId}-a`, `${transferId}-b`]);
    expect(ids(await list(`sku=${sku}&status=in_transit`))).toEqual([`${transferId}-b`]);
    expect(ids(await list(`sku=${sku}&warehouse=north&status=received`))).toEqual([`${transferId}-a`]);
    const first = await list(`sku=${sku}&limit=1`);
    expect(ids(await list(`sku=${sku}&limit=1&cursor=${first.next}`))).toEqual([`${transferId}-b`]);
    expect((await server.get('/v1/transfers?warehouse=none')).body.code).toBe('WAREHOUSE_NOT_FOUND');
    expect((await server.get('/v1/transfers?sku=none')).body.code).toBe('PRODUCT_NOT_FOUND');
  });

  test('stands in the history of both warehouses, its own events and those of the product', async () => {
    const { sku, transferId } = await fresh();
    await server.done('DispatchTransfer', { transferId, sku, from: 'main', to: 'north', quantity: 4 });
    const { position } = await server.done('ReceiveTransfer', { transferId, sku, quantity: 4 });

    const typesAt = async (code: string) => {
      const { body } = await server.get(`/v1/warehouses/${code}/events?limit=1000&minPosition=${position}`);
      return body.items
        .filter((event: { data: { transferId?: string } }) => event.data.transferId === transferId)
        .map((event: { type: string }) => event.type);
    };

    const both = ['TransferRequested', 'StockDispatched', 'StockReceived'];
    expect(await typesAt('main')).toEqual(both);
    expect(await typesAt('north')).toEqual(both);
    const { body } = await server.get(`/v1/streams/transfer-${transferId}`);
    expect(body.items).toHaveLength(4);
    const own = await server.get(`/v1/events?stream=transfer-${transferId}`);
    expect(own.body.items).toEqual(body.items);
    const everywhere = await server.get(`/v1/events?transfer=${transferId}`);
    expect(everywhere.body.items.map(({ stream }: { stream: string }) => stream)).toEqual([
      `transfer-${transferId}`,
      `product-${sku}`,
      `transfer-${transferId}`,
      `transfer-${transferId}`,
      `product-${sku}`,
      `transfer-${transferId}`,
    ]);
  });
});
