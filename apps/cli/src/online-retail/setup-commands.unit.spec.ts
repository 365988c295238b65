import { describe, expect, it } from '@jest/globals';
import { openingStock, setupCommands } from './setup-commands.ts';
import { websiteOf } from './shop.ts';

const product = (sku: string, ordered: number, cancelled: number, writtenOff: number) => {
  return { sku, name: `name of ${sku}`, ordered, cancelled, writtenOff };
};

describe('openingStock', () => {
  it.each([
    ['95 % of what was ordered', [100, 0, 0], 95],
    ['rounded up', [21, 0, 0], 20],
    ['the only one', [1, 0, 0], 1],
    ['less what was cancelled', [120, 20, 0], 95],
    ['and all that was written off', [100, 0, 7], 102],
    ['nothing where more came back than went out', [80995, 81000, 0], 0],
  ] as const)('is %s', (_what, [ordered, cancelled, writtenOff], expected) => {
    expect(openingStock(product('22138', ordered, cancelled, writtenOff))).toBe(expected);
  });
});

describe('websiteOf', () => {
  it.each([
    ['France', 'france'],
    ['United Kingdom', 'united-kingdom'],
    ['EIRE', 'eire'],
  ])('names the website of %s %s', (country, code) => {
    expect(websiteOf(country)).toBe(code);
  });
});

describe('setupCommands', () => {
  it('sets up the shop, and books an opening stock where there is one', () => {
    const startsAt = '2011-09-25T23:00:00.000Z';
    const commands = [
      ...setupCommands({
        lines: 2,
        invoices: 1,
        startsAt,
        countries: ['EIRE', 'France'],
        products: [product('22138', 20, 0, 0), product('23843', 5, 5, 0)],
      }),
    ];

    expect(commands.map(({ id }) => id.replace('online-retail:', ''))).toEqual([
      'organization',
      'warehouse',
      'assignment',
      'option:manageInventory',
      'option:highlightLowInventory',
      'option:lowInventoryThreshold',
      'website:eire',
      'website:france',
      'product:22138',
      'product:23843',
      'opening:22138',
    ]);
    expect(new Set(commands.map(({ decidedAt }) => decidedAt))).toEqual(new Set([startsAt]));
    expect(commands.at(-1)).toMatchObject({
      type: 'AdjustLevel',
      data: { sku: '22138', warehouse: 'uk', quantity: '19', reason: expect.stringContaining('made up') },
    });
  });
});
