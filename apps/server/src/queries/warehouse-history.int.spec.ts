import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openServer, type TestServer } from '../testing/open-server.ts';

const WAREHOUSES = Array.from({ length: 1_000 }, (_, at) => `w-${at}`);

let server: TestServer;
let position: string;

/** One product in a thousand warehouses, an order that takes some of each, and a little of everything in one of them. */
beforeAll(async () => {
  server = await openServer();
  const adjust = (warehouse: string, quantity: number) => ({
    type: 'AdjustLevel',
    data: { sku: 'A', warehouse, quantity, reason: 'delivery' },
  });
  const results = await server.sendMany([
    { type: 'SetOption', data: { scope: { level: 'system' }, option: 'manageInventory', value: true } },
    ...WAREHOUSES.map((code) => ({ type: 'OpenWarehouse', data: { code, name: code } })),
    {
      type: 'AssignWarehouses',
      data: { scope: { level: 'website', code: 'default' }, warehouses: WAREHOUSES },
    },
    { type: 'RegisterProduct', data: { sku: 'A', name: 'A' } },
    ...WAREHOUSES.map((code) => adjust(code, 2)),
    {
      type: 'SubmitOrder',
      data: { orderId: 'O', website: 'default', lines: [{ sku: 'A', quantity: 1_500 }] },
    },
    { type: 'CountLevel', data: { sku: 'A', warehouse: 'w-7', counted: 1 } },
    { type: 'CountLevel', data: { sku: 'A', warehouse: 'w-7', counted: 2 } },
    { type: 'TransferStock', data: { transferId: 'T', sku: 'A', from: 'w-900', to: 'w-7', quantity: 1 } },
    { type: 'CancelOrder', data: { orderId: 'O' } },
    adjust('w-8', 1),
  ]);
  expect(results.body.map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
  position = results.body.at(-1).result.position;
}, 120_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const OF_ONE = [
  'WarehouseOpened',
  'LevelAdjusted',
  'StockAllocated',
  'LevelCounted',
  'AllocationBackordered',
  'LevelCounted',
  'BackorderFilled',
  'TransferRequested',
  'StockTransferred',
  'AllocationReleased',
];

async function all(code: string, query: string): Promise<{ type: string; position: string }[]> {
  const items: { type: string; position: string }[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await server.get(
      `/v1/warehouses/${code}/events?minPosition=${position}&${query}${cursor}`,
    );
    items.push(...body.items);
    if (body.next === null) return items;
    cursor = `&cursor=${body.next}`;
  }
}

describe("a warehouse's history, of a product in a thousand warehouses", () => {
  test('is all that touches it, its own events and those of its stock, in log order', async () => {
    const events = await all('w-7', 'limit=1000');

    expect(events.map(({ type }) => type)).toEqual(OF_ONE);
    const positions = events.map((event) => Number(event.position));
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  });

  test('comes page by page, forward and backward', async () => {
    const types = async (query: string) => (await all('w-7', query)).map(({ type }) => type);
    expect(await types('limit=3')).toEqual(OF_ONE);
    expect(await types('limit=3&direction=backward')).toEqual(OF_ONE.toReversed());
    const { body } = await server.get('/v1/warehouses/w-7/events?limit=1&direction=backward');
    const turned = await server.get(`/v1/warehouses/w-7/events?limit=1&cursor=${body.next}`);
    expect([turned.status, turned.body.reasons[0]?.path]).toEqual([400, 'cursor']);
  });

  test('has nothing of what touches others only', async () => {
    expect((await all('w-999', 'limit=1000')).map(({ type }) => type)).toEqual([
      'WarehouseOpened',
      'LevelAdjusted',
    ]);
  });
});
