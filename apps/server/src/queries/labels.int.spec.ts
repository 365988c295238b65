import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openServer, type TestServer } from '../testing/open-server.ts';
import { stock } from '../testing/shop.ts';

let server: TestServer;

/** Ten categories, each under the one before, and a product in the last. */
beforeAll(async () => {
  server = await openServer();
  await stock(server, { A: 10 });
  for (let depth = 1; depth <= 10; depth++) {
    await server.done('DefineCategory', {
      code: `c${depth}`,
      name: `Category ${depth}`,
      ...(depth > 1 && { parent: `c${depth - 1}` }),
    });
  }
  await server.done('MoveProduct', { sku: 'A', category: 'c10' });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const setOption = (option: string, value: unknown, code = 'c1') =>
  server.done('SetOption', { scope: { level: 'category', code }, option, value });

const availability = async () => (await server.get('/v1/products/A/availability')).body;

/** Events of the product that tell of status and low inventory. */
async function crossings(position: string): Promise<string[]> {
  const { body } = await server.get(`/v1/streams/product-A?limit=1000&minPosition=${position}`);
  return body.items
    .map(({ type }: { type: string }) => type)
    .filter((type: string) => type === 'StatusChanged' || type.startsWith('LowInventory'));
}

test('categories ten deep are listed, and what the first one sets holds in the last', async () => {
  const { position } = await setOption('quantityIncrement', '2');

  const { body } = await server.get(`/v1/categories?minPosition=${position}`);

  expect(body.items).toHaveLength(10);
  expect(body.items[0]).toMatchObject({ code: 'c1', parent: null, options: { quantityIncrement: '2' } });
  expect((await server.get('/v1/products/A/options')).body.quantityIncrement).toMatchObject({
    value: '2',
    source: { level: 'category', code: 'c1' },
  });
});

test('a label is upcoming, else low inventory where in stock, else the status; a crossing is recorded once', async () => {
  const { position } = await server.done('RenameProduct', { sku: 'A', name: 'The A' });
  const before = await crossings(position);

  await setOption('lowInventoryThreshold', '10');
  await setOption('highlightLowInventory', true);
  expect(await availability()).toMatchObject({ status: 'in_stock', label: 'low_inventory', low: true });
  await setOption('lowInventoryThreshold', '11');
  const last = await setOption('highlightLowInventory', true, 'c10');
  expect((await crossings(last.position)).slice(before.length)).toEqual(['LowInventoryReached']);

  await setOption('isUpcoming', true, 'c5');
  await setOption('availabilityDate', '2090-06-01T00:00:00.000Z', 'c5');
  expect(await availability()).toMatchObject({
    label: 'upcoming',
    upcoming: true,
    availabilityDate: '2090-06-01T00:00:00.000Z',
  });
  await setOption('isUpcoming', false, 'c9');
  expect(await availability()).toMatchObject({
    label: 'low_inventory',
    upcoming: false,
    availabilityDate: null,
  });

  await setOption('inventoryThreshold', '10');
  expect(await availability()).toMatchObject({ status: 'out_of_stock', label: 'out_of_stock', low: true });
  const back = await setOption('inventoryThreshold', '0');
  expect(await availability()).toMatchObject({ status: 'in_stock', label: 'low_inventory' });
  expect((await crossings(back.position)).slice(before.length)).toEqual([
    'LowInventoryReached',
    'StatusChanged',
    'StatusChanged',
  ]);
});
