import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openServer, type TestServer } from '../testing/open-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
  await server.done('SetOption', { scope: { level: 'system' }, option: 'manageInventory', value: true });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const BOX_AND_PIECE = [
  { code: 'piece', precision: 0 },
  { code: 'box', precision: 0, conversionRate: '12' },
];

const adjust = (sku: string, unit: string, quantity: string) =>
  server.done('AdjustLevel', { sku, warehouse: 'main', unit, quantity, reason: 'delivery' });

const levels = async (sku: string, position: string) => {
  const { body } = await server.get(`/v1/products/${sku}?minPosition=${position}`);
  return body.levels.map(
    (level: { unit: string; onHand: string; allocated: string }) =>
      `${level.onHand} ${level.unit}, ${level.allocated} allocated`,
  );
};

const order = (orderId: string, ...lines: readonly object[]) =>
  server.send('SubmitOrder', { orderId, website: 'default', lines });

describe('over HTTP, a product with a stock unit', () => {
  beforeAll(() =>
    server.done('RegisterProduct', { sku: 'P', name: 'P', units: BOX_AND_PIECE, stockUnit: 'piece' }),
  );

  test('has one level: a box that comes, goes or is counted is twelve pieces', async () => {
    await adjust('P', 'box', '3');
    await adjust('P', 'piece', '-1');
    const ordered = await order('P-1', { sku: 'P', unit: 'box', quantity: 1 });
    expect(ordered.body.order).toMatchObject({
      lines: [
        {
          sku: 'P',
          unit: 'box',
          quantity: '1',
          allocations: [{ warehouse: 'main', unit: 'piece', quantity: '12' }],
        },
      ],
    });
    expect(await levels('P', ordered.body.position)).toEqual(['35 piece, 12 allocated']);

    const counted = await server.done('CountLevel', { sku: 'P', warehouse: 'main', unit: 'box', counted: 4 });
    expect(counted.events[0]?.data).toMatchObject({ unit: 'piece', counted: '48', difference: '13' });
  });

  test('sells lines in several units from that level, converted, then summed', async () => {
    const availability = async (unit: string) =>
      (await server.get(`/v1/products/P/availability?website=default&unit=${unit}`)).body.sellable;
    expect([await availability('piece'), await availability('box')]).toEqual(['36', '3']);

    const tooMuch = await order('P-2', { sku: 'P', unit: 'box', quantity: 3 }, { sku: 'P', quantity: 1 });
    expect([tooMuch.status, tooMuch.body.reasons]).toMatchObject([
      422,
      [{ code: 'INSUFFICIENT_STOCK', unit: 'piece', requested: '37', sellable: '36' }],
    ]);

    const fits = await order('P-3', { sku: 'P', unit: 'box', quantity: 2 }, { sku: 'P', quantity: 5 });
    expect(fits.body.order?.lines).toMatchObject([
      { unit: 'box', quantity: '2', allocations: [{ unit: 'piece', quantity: '24' }] },
      { unit: 'piece', quantity: '5', allocations: [{ quantity: '5' }] },
    ]);
    expect([await availability('piece'), await availability('box')]).toEqual(['7', '0']);
  });

  test('has its thresholds and limits in the stock unit', async () => {
    const set = (option: string, value: unknown) =>
      server.done('SetOption', { scope: { level: 'product', code: 'P' }, option, value });
    await set('inventoryThreshold', '7');
    const { body } = await server.get('/v1/products/P/availability?website=default&unit=piece');
    expect(body).toMatchObject({ sellable: '0', status: 'out_of_stock' });
    await set('inventoryThreshold', '0');
    await adjust('P', 'box', '10');
    await set('maximumQuantityToOrder', '24');

    const { status, body: refused } = await order('P-4', { sku: 'P', unit: 'box', quantity: 3 });

    expect([status, refused.reasons[0]]).toMatchObject([422, { code: 'ABOVE_MAXIMUM', limit: '24' }]);
    expect((await order('P-5', { sku: 'P', unit: 'box', quantity: 2 })).status).toBe(200);
  });

  test.each([
    [
      'a rate that gives less than the stock unit can express',
      [
        { code: 'kg', precision: 0 },
        { code: 'g', precision: 0, conversionRate: '0.001' },
      ],
      'units[1].conversionRate',
    ],
    [
      'no rate',
      [
        { code: 'kg', precision: 0 },
        { code: 'bag', precision: 0 },
      ],
      'units[1].conversionRate',
    ],
    [
      'a rate of nothing',
      [
        { code: 'kg', precision: 0 },
        { code: 'bag', precision: 0, conversionRate: '0' },
      ],
      'units[1].conversionRate',
    ],
  ])('is not registered with %s', async (_, units, path) => {
    const { status, body } = await server.send('RegisterProduct', {
      sku: 'Q',
      name: 'Q',
      units,
      stockUnit: 'kg',
    });
    expect([status, body.code, body.reasons[0]?.path]).toEqual([400, 'VALIDATION_FAILED', path]);
  });
});

describe('over HTTP, a product without a stock unit', () => {
  test('has a level of its own for each unit, each with its own limits and stock', async () => {
    await server.done('RegisterProduct', {
      sku: 'S',
      name: 'S',
      units: [
        { code: 'piece', precision: 0 },
        { code: 'box', precision: 0 },
      ],
    });
    await adjust('S', 'piece', '5');
    await adjust('S', 'box', '2');

    const { status, body } = await order(
      'S-1',
      { sku: 'S', unit: 'box', quantity: 3 },
      { sku: 'S', quantity: 6 },
    );
    expect([status, body.reasons]).toMatchObject([
      422,
      [
        { unit: 'box', requested: '3', sellable: '2' },
        { unit: 'piece', requested: '6', sellable: '5' },
      ],
    ]);
    const fits = await order('S-2', { sku: 'S', unit: 'box', quantity: 2 }, { sku: 'S', quantity: 4 });
    expect(await levels('S', fits.body.position)).toEqual(['2 box, 2 allocated', '5 piece, 4 allocated']);
  });

  test('may have ten decimals, exact from the command to the answer', async () => {
    await server.done('RegisterProduct', { sku: 'D', name: 'D', units: [{ code: 'g', precision: 10 }] });
    await adjust('D', 'g', '0.3');
    await adjust('D', 'g', '-0.1000000001');
    const ordered = await order('D-1', { sku: 'D', quantity: '0.0000000001' }, { sku: 'D', quantity: '0.1' });
    expect(await levels('D', ordered.body.position)).toEqual(['0.1999999999 g, 0.1000000001 allocated']);
    const { status, body } = await order('D-2', { sku: 'D', quantity: '0.0999999999' });
    expect([status, body.reasons]).toMatchObject([
      422,
      [{ requested: '0.0999999999', sellable: '0.0999999998' }],
    ]);
    const tooFine = await order('D-3', { sku: 'D', quantity: '0.00000000001' });
    expect([tooFine.status, tooFine.body.reasons[0]?.code]).toEqual([422, 'PRECISION_EXCEEDED']);
  });
});
