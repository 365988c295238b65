import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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
  await stock(server, { CUP: 5, MUG: 9, TRAY: 0 });
  await server.done('RegisterProduct', {
    sku: 'SET',
    name: 'Two cups',
    kit: { components: [component(['CUP', 'MUG'], '2'), component(['TRAY'], '1', false)] },
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const post = (path: string, body: object) =>
  server.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** `GET` that shows all that was done. */
async function fresh(path: string) {
  const { position } = await server.done('RenameProduct', { sku: 'CUP', name: path.slice(0, 100) });
  return server.get(`${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`);
}

describe('a kit', () => {
  test('is shown with a status that follows from its components, and without levels', async () => {
    expect((await fresh('/v1/products/SET')).body).toMatchObject({
      sku: 'SET',
      status: 'in_stock',
      label: 'in_stock',
      levels: [],
      totals: [],
    });
    expect((await fresh('/v1/levels?sku=SET')).body.items).toEqual([]);
  });

  test('has no levels to adjust, count or move', async () => {
    const level = { sku: 'SET', warehouse: 'main' };
    for (const [name, fields] of [
      ['AdjustLevel', { ...level, quantity: '1', reason: 'delivery' }],
      ['CountLevel', { ...level, counted: '1' }],
    ] as const) {
      const { status, body } = await server.send(name, fields);
      expect([status, body.code, body.reasons[0]?.path]).toEqual([400, 'VALIDATION_FAILED', 'sku']);
    }
  });

  test('cannot be made of what does not exist, of a kit or of itself', async () => {
    const of = (sku: string) =>
      server.send('RegisterProduct', {
        sku: 'NEW',
        name: 'New',
        kit: { components: [component([sku], '1')] },
      });

    expect((await of('NONE')).body).toMatchObject({
      code: 'UNKNOWN_PRODUCT',
      status: 422,
      reasons: [{ path: 'kit.components[0].products[0]' }],
    });
    expect((await of('SET')).body).toMatchObject({ code: 'VALIDATION_FAILED', status: 400 });
    expect((await of('NEW')).body).toMatchObject({ code: 'VALIDATION_FAILED', status: 400 });
  });

  test('is available as often as its components allow', async () => {
    const { body } = await server.get('/v1/products/SET/availability?quantity=4');
    expect(body).toMatchObject({ orderable: true, sellable: '4', status: 'in_stock', reasons: [] });

    const { body: tooMany } = await server.get('/v1/products/SET/availability?quantity=5');
    expect(tooMany).toMatchObject({
      orderable: false,
      reasons: [{ code: 'INSUFFICIENT_STOCK', path: 'quantity', sku: 'CUP', requested: '10', sellable: '5' }],
    });
  });

  test('is checked in a cart with all else that the cart wants of its components', async () => {
    const { body } = await post('/v1/availability', {
      purpose: 'cart',
      lines: [
        { sku: 'MUG', quantity: 8 },
        { sku: 'SET', quantity: 1, components: ['MUG'] },
        { sku: 'SET', quantity: 1 },
      ],
    });

    expect(body.orderable).toBe(false);
    expect(
      body.lines.map(({ sku, orderable }: { sku: string; orderable: boolean }) => [sku, orderable]),
    ).toEqual([
      ['MUG', false],
      ['SET', false],
      ['SET', true],
    ]);
  });

  test('is sourced component by component, without effect', async () => {
    const { status, body } = await post('/v1/sourcing', { lines: [{ sku: 'SET', quantity: 2 }] });

    expect([status, body.shippable]).toEqual([200, true]);
    expect(body.lines[0]).toMatchObject({
      sku: 'SET',
      allocations: [{ sku: 'CUP', unit: 'item', warehouse: 'main', quantity: '4', backordered: '0' }],
      reasons: [],
    });
    expect((await fresh('/v1/products/CUP')).body.totals[0]).toMatchObject({ allocated: '0' });
  });

  test('is ordered, shown and cancelled', async () => {
    const { order: answer } = await server.done('SubmitOrder', order('1', { SET: 2 }));
    expect(answer?.lines).toMatchObject([
      { sku: 'SET', quantity: '2', allocations: [{ sku: 'CUP', unit: 'item', quantity: '4' }] },
    ]);
    expect((await fresh('/v1/orders/1')).body.lines).toMatchObject([
      {
        sku: 'SET',
        open: '2',
        components: [{ sku: 'CUP', unit: 'item', quantity: '2' }],
        allocations: [{ sku: 'CUP', unit: 'item', warehouse: 'main', quantity: '4' }],
      },
    ]);
    expect((await fresh('/v1/events?sku=CUP&order=1')).body.items.length).toBe(2);

    await server.done('CancelOrder', { orderId: '1', lines: [{ sku: 'SET', quantity: '1' }] });
    expect((await fresh('/v1/orders/1')).body.lines).toMatchObject([
      { open: '1', cancelled: '1', allocations: [{ sku: 'CUP', quantity: '2' }] },
    ]);
    await server.done('CancelOrder', { orderId: '1' });
    expect((await fresh('/v1/orders/1')).body).toMatchObject({ status: 'cancelled' });
  });
});

describe('products that a website may show', () => {
  const skus = async (query: string) =>
    (await fresh(`/v1/products?${query}`)).body.items.map(({ sku }: { sku: string }) => sku);

  test('are those whose status there it may show', async () => {
    const scope = { level: 'website', code: 'default' };
    expect(await skus('visibleOn=default')).toEqual(['CUP', 'MUG', 'SET', 'TRAY']);

    await server.done('SetOption', { scope, option: 'visibleStatuses', value: ['in_stock'] });
    expect(await skus('visibleOn=default')).toEqual(['CUP', 'MUG', 'SET']);
    await server.done('SetStatus', { sku: 'CUP', status: 'discontinued' });
    await server.done('AdjustLevel', { sku: 'MUG', warehouse: 'main', quantity: '-8', reason: 'broken' });
    expect(await skus('visibleOn=default')).toEqual(['MUG']);
    expect(await skus('')).toHaveLength(4);

    await server.done('SetOption', { scope, option: 'visibleStatuses', value: ['discontinued'] });
    expect(await skus('visibleOn=default')).toEqual(['CUP']);
  });

  test('of a website that does not exist are none', async () => {
    expect((await server.get('/v1/products?visibleOn=none')).body).toMatchObject({
      code: 'WEBSITE_NOT_FOUND',
    });
  });

  test('come page by page, also where most are not shown', async () => {
    const scope = { level: 'website', code: 'default' };
    await server.done('SetOption', { scope, option: 'visibleStatuses', value: ['out_of_stock'] });

    const first = (await fresh('/v1/products?visibleOn=default&limit=1')).body;
    const second = (await server.get(`/v1/products?visibleOn=default&limit=1&cursor=${first.next}`)).body;

    expect([...first.items, ...second.items].map(({ sku }) => sku)).toEqual(['SET', 'TRAY']);
    expect(second.next).toBeNull();
  });
});
