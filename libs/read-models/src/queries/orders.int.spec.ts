import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MadeUpShop } from '../testing/made-up-shop.ts';
import { fact, ProjectedLog } from '../testing/projected-log.ts';

let shown: ProjectedLog;
let shop: MadeUpShop;

beforeEach(async () => {
  shown = await ProjectedLog.open();
  shop = new MadeUpShop();
});

afterEach(() => shown.folder.remove());

describe('an order', () => {
  test('is told with what is promised to each line', async () => {
    await shown.given(
      shop.register('A1'),
      shop.adjust('A1', 'main', 10),
      ...shop.order('o1', 'A1', 'main', 4),
    );
    const share = { orderId: 'o1', sku: 'A1', warehouse: 'main', unit: 'item', quantity: '1' };
    await shown.given(fact('product-A1', 'AllocationBackordered', share));

    expect((await shown.readModels.order('o1')).item).toEqual({
      orderId: 'o1',
      status: 'accepted',
      website: 'default',
      placedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      reasons: [],
      lines: [
        {
          sku: 'A1',
          unit: 'item',
          quantity: '4',
          open: '4',
          shipped: '0',
          cancelled: '0',
          returned: '0',
          allocations: [{ warehouse: 'main', quantity: '4', backordered: '1' }],
        },
      ],
    });
    expect((await shown.readModels.order('o2')).item).toBeUndefined();
  });

  test('that was cancelled has nothing open and nothing promised', async () => {
    await shown.given(shop.register('A1'), ...shop.order('o1', 'A1', 'main', 4), ...shop.cancel('o1'));

    expect((await shown.readModels.order('o1')).item).toMatchObject({
      status: 'cancelled',
      lines: [{ quantity: '4', open: '0', cancelled: '4', allocations: [] }],
    });
  });

  test('that was rejected tells the reasons of the order and its products, line by line', async () => {
    const line = (i: number, sku: string) => ({ code: 'X', message: sku, path: `lines[${i}].quantity`, sku });
    const refused = (sku: string, reasons: object[]) =>
      fact(`product-${sku}`, 'DemandRefused', { orderId: 'o1', operation: 0, sku, demand: [], reasons });
    const lines = [
      { sku: 'B2', unit: 'item', quantity: '1' },
      { sku: 'B2', unit: 'item', quantity: '2' },
      { sku: 'nowhere', quantity: '1' },
      { sku: 'A1', unit: 'item', quantity: '1' },
    ];
    await shown.given(
      shop.register('A1'),
      shop.register('B2'),
      fact('order-o1', 'OrderSubmitted', { orderId: 'o1', website: 'w', lines, decidedAt: '' }),
      fact('order-o1', 'OrderRejected', { orderId: 'o1', operation: 0, reasons: [line(2, 'nowhere')] }),
      refused('A1', [line(3, 'A1')]),
      refused('B2', [line(0, 'B2'), line(1, 'B2')]),
      fact('order-o1', 'OrderSettled', { orderId: 'o1', operation: 0 }),
    );

    const { item } = await shown.readModels.order('o1');
    expect(item?.status).toBe('rejected');
    expect(item?.reasons.map(({ sku }) => sku)).toEqual(['B2', 'B2', 'nowhere', 'A1']);
    expect(item?.lines).toMatchObject([
      { sku: 'B2', unit: 'item', quantity: '3', open: '0', allocations: [] },
      { sku: 'nowhere', unit: null, quantity: '1' },
      { sku: 'A1' },
    ]);
  });

  test('of units that sell from one level shares what that promised', async () => {
    const units = [
      { code: 'piece', precision: 0, conversionRate: '1' },
      { code: 'box', precision: 0, conversionRate: '12' },
    ];
    const lines = [
      { sku: 'K', unit: 'box', quantity: '1' },
      { sku: 'K', unit: 'piece', quantity: '5' },
    ];
    const level = { warehouse: 'main', unit: 'piece', quantity: '17' };
    const allocations = [{ ...level, before: { allocated: '0' }, after: { allocated: '17' } }];
    const registered = { sku: 'K', name: 'K', organization: 'default', units, stockUnit: 'piece' };
    await shown.given(
      fact('product-K', 'ProductRegistered', registered),
      fact('order-o1', 'OrderSubmitted', { orderId: 'o1', website: 'w', lines, decidedAt: '' }),
      fact('product-K', 'StockAllocated', { orderId: 'o1', operation: 0, sku: 'K', demand: [], allocations }),
      fact('order-o1', 'OrderAccepted', { orderId: 'o1', operation: 0 }),
    );

    const { item } = await shown.readModels.order('o1');
    expect(item?.lines).toMatchObject([
      { unit: 'box', allocations: [{ warehouse: 'main', quantity: '12', unit: 'piece' }] },
      { unit: 'piece', allocations: [{ warehouse: 'main', quantity: '5' }] },
    ]);
  });
});
