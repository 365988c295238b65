import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Json } from '../testing/client.ts';
import { openServer, type TestServer } from '../testing/open-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
  await server.done('DefineOrganization', { code: 'org', name: 'Organization' });
  await server.done('DefineWebsite', { code: 'web', name: 'Website', organization: 'org' });
  await server.done('DefineCategory', { code: 'c1', name: 'First' });
  for (let depth = 2; depth <= 10; depth++) {
    await server.done('DefineCategory', { code: `c${depth}`, name: `At ${depth}`, parent: `c${depth - 1}` });
  }
  await server.done('RegisterProduct', { sku: 'P', name: 'Product', organization: 'org', category: 'c10' });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const options = async (website?: string) =>
  (await server.get(`/v1/products/P/options${website === undefined ? '' : `?website=${website}`}`)).body;

/** Every level of the chain, the nearest first. */
const CHAIN: readonly { level: string; code?: string }[] = [
  { level: 'product', code: 'P' },
  ...Array.from({ length: 10 }, (_, index) => ({ level: 'category', code: `c${10 - index}` })),
  { level: 'website', code: 'web' },
  { level: 'organization', code: 'org' },
  { level: 'system' },
];

describe('an option', () => {
  test('comes from the nearest level that has it, which hides all that are farther, at every depth', async () => {
    const hidden: Json[] = [{ level: 'default', value: '0' }];
    for (const [place, scope] of CHAIN.toReversed().entries()) {
      const value = String(place + 1);
      await server.done('SetOption', { scope, option: 'inventoryThreshold', value });

      expect((await options('web')).inventoryThreshold).toEqual({ value, source: scope, hidden });

      hidden.unshift({ ...scope, value });
    }
  });

  test('is inherited again from the next level where it is cleared, at every depth', async () => {
    for (const [place, scope] of CHAIN.entries()) {
      await server.done('ClearOption', { scope, option: 'inventoryThreshold' });

      const next = CHAIN[place + 1] ?? { level: 'default' };
      const value = String(CHAIN.length - place - 1);
      expect((await options('web')).inventoryThreshold).toMatchObject({ value, source: next });
    }
    expect((await options('web')).inventoryThreshold).toEqual({
      value: '0',
      source: { level: 'default' },
      hidden: [],
    });
  });

  test('without a website comes from the organization of the product, past all websites', async () => {
    await server.done('SetOption', {
      scope: { level: 'website', code: 'web' },
      option: 'backOrder',
      value: true,
    });
    expect((await options()).backOrder.source).toEqual({ level: 'default' });

    await server.done('SetOption', {
      scope: { level: 'organization', code: 'org' },
      option: 'backOrder',
      value: false,
    });
    expect((await options()).backOrder).toMatchObject({
      value: false,
      source: { level: 'organization', code: 'org' },
    });
    expect((await options('web')).backOrder).toMatchObject({
      value: true,
      source: { level: 'website', code: 'web' },
    });
  });

  test('may have null as a value, which is not inheriting', async () => {
    const scope = { level: 'product', code: 'P' };
    await server.done('SetOption', { scope, option: 'maximumQuantityToOrder', value: null });

    expect((await options('web')).maximumQuantityToOrder).toEqual({
      value: null,
      source: scope,
      hidden: [{ level: 'default', value: '100000' }],
    });
  });

  test('that says a product is upcoming brings its date from the same level', async () => {
    const date = '2030-01-01T00:00:00.000Z';
    await server.done('SetOption', {
      scope: { level: 'category', code: 'c1' },
      option: 'isUpcoming',
      value: true,
    });
    await server.done('SetOption', {
      scope: { level: 'category', code: 'c1' },
      option: 'availabilityDate',
      value: date,
    });
    expect((await options('web')).availabilityDate).toMatchObject({
      value: date,
      source: { level: 'category', code: 'c1' },
    });

    await server.done('SetOption', {
      scope: { level: 'category', code: 'c5' },
      option: 'isUpcoming',
      value: true,
    });
    expect((await options('web')).availabilityDate).toMatchObject({
      value: null,
      source: { level: 'category', code: 'c5' },
    });
  });

  test('holds for the next command as soon as it was answered', async () => {
    const scope = { level: 'product', code: 'P' };
    for (const maximum of ['3', '5', '4']) {
      await server.done('SetOption', { scope, option: 'maximumQuantityToOrder', value: maximum });

      const { body } = await server.send('SubmitOrder', {
        orderId: `above-${maximum}`,
        website: 'web',
        lines: [{ sku: 'P', quantity: '6' }],
      });

      expect(body.reasons).toEqual([
        expect.objectContaining({ code: 'ABOVE_MAXIMUM', limit: maximum, source: scope }),
      ]);
    }
  });
});
