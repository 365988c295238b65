import { describe, expect, it } from '@jest/globals';
import type { RegisterProduct } from '../shared/commands.ts';
import { ONE } from '../shared/quantity.ts';
import { codesOf, managedShop, Shop, typesOf } from '../testing/shop.ts';

const refusalOf = (shop: Shop, more: Partial<RegisterProduct>) => {
  const decision = shop.tell({ type: 'RegisterProduct', sku: 'A1', name: 'Anvil', ...more });
  return decision.kind === 'refused' ? decision.reasons.map(({ code, path }) => `${code} ${path}`) : [];
};

describe('registering a product', () => {
  it('takes the organization default and one unit item without decimals where none are given', () => {
    const shop = new Shop();
    expect(shop.register('A1', { name: 'Anvil' })).toEqual([
      {
        type: 'ProductRegistered',
        data: {
          sku: 'A1',
          name: 'Anvil',
          organization: 'default',
          units: [{ code: 'item', precision: 0 }],
        },
      },
    ]);
    expect(shop.known('A1')).toMatchObject({ status: 'in_stock', category: null, revision: 0 });
  });

  it('keeps category, units and stock unit', () => {
    const shop = new Shop({ type: 'DefineCategory', code: 'tools', name: 'Tools' });
    shop.register('A1', {
      category: 'tools',
      units: [
        { code: 'piece', precision: 0 },
        { code: 'box', precision: 0, conversionRate: 12n * ONE },
      ],
      stockUnit: 'piece',
    });
    expect(shop.known('A1')).toMatchObject({
      category: 'tools',
      stockUnit: 'piece',
      units: [
        { code: 'piece', precision: 0 },
        { code: 'box', precision: 0, conversionRate: 12n * ONE },
      ],
    });
  });

  it('leaves a product whose inventory is managed out of stock until stock comes, naming the option', () => {
    const [, status] = managedShop().register('A1');
    expect(status).toEqual({
      type: 'StatusChanged',
      data: {
        sku: 'A1',
        from: 'in_stock',
        to: 'out_of_stock',
        cause: 'threshold',
        decidedBy: { manageInventory: { value: true, source: { level: 'system' } } },
      },
    });
  });

  it('tells all that is wrong with it', () => {
    const shop = new Shop();
    shop.register('A1');
    expect(refusalOf(shop, { organization: 'nobody', category: 'nowhere', units: [] })).toEqual([
      'ALREADY_EXISTS sku',
      'UNKNOWN_ORGANIZATION organization',
      'UNKNOWN_CATEGORY category',
      'VALIDATION_FAILED units',
    ]);
  });

  it.each<[string, Partial<RegisterProduct>, string[]]>([
    [
      'two units of one code',
      {
        units: [
          { code: 'item', precision: 0 },
          { code: 'item', precision: 2 },
        ],
      },
      ['VALIDATION_FAILED units[1].code'],
    ],
    [
      'a precision of 11',
      { units: [{ code: 'item', precision: 11 }] },
      ['VALIDATION_FAILED units[0].precision'],
    ],
    [
      'a precision of 0.5',
      { units: [{ code: 'item', precision: 0.5 }] },
      ['VALIDATION_FAILED units[0].precision'],
    ],
    [
      'a rate of zero',
      { units: [{ code: 'item', precision: 0, conversionRate: 0n }] },
      ['VALIDATION_FAILED units[0].conversionRate'],
    ],
    ['a stock unit that it has not', { stockUnit: 'box' }, ['VALIDATION_FAILED stockUnit']],
    [
      'a unit without a rate beside a stock unit',
      {
        units: [
          { code: 'piece', precision: 0 },
          { code: 'box', precision: 0 },
        ],
        stockUnit: 'piece',
      },
      ['VALIDATION_FAILED units[1].conversionRate'],
    ],
    [
      'a rate that cuts the stock unit too fine',
      {
        units: [
          { code: 'piece', precision: 0 },
          { code: 'box', precision: 1, conversionRate: 12n * ONE },
        ],
        stockUnit: 'piece',
      },
      ['VALIDATION_FAILED units[1].conversionRate'],
    ],
  ])('refuses %s', (_, more, reasons) => {
    expect(refusalOf(new Shop(), more)).toEqual(reasons);
  });

  it('takes a rate that gives only quantities of the stock unit', () => {
    const units = [
      { code: 'kg', precision: 3 },
      { code: 'sack', precision: 1, conversionRate: 25n * ONE },
    ];
    expect(refusalOf(new Shop(), { units, stockUnit: 'kg' })).toEqual([]);
  });
});

describe('renaming and moving a product', () => {
  it('records the name before and after; the same name changes nothing', () => {
    const shop = new Shop();
    shop.register('A1', { name: 'Anvil' });
    expect(shop.told({ type: 'RenameProduct', sku: 'A1', name: 'Big anvil' })).toEqual([
      { type: 'ProductRenamed', data: { sku: 'A1', from: 'Anvil', to: 'Big anvil' } },
    ]);
    expect(shop.told({ type: 'RenameProduct', sku: 'A1', name: 'Big anvil' })).toEqual([
      { type: 'NothingChanged', data: { command: 'RenameProduct' } },
    ]);
  });

  it('lets the new category bear on the status at once', () => {
    const shop = new Shop(
      { type: 'DefineCategory', code: 'managed', name: 'Managed' },
      {
        type: 'SetOption',
        scope: { level: 'category', code: 'managed' },
        option: 'manageInventory',
        value: true,
      },
    );
    shop.register('A1');
    const events = shop.told({ type: 'MoveProduct', sku: 'A1', category: 'managed' });
    expect(typesOf(events)).toEqual(['ProductMoved', 'StatusChanged']);
    expect(shop.known('A1').status).toBe('out_of_stock');
    const back = shop.told({ type: 'MoveProduct', sku: 'A1', category: null });
    expect(typesOf(back)).toEqual(['ProductMoved', 'StatusChanged']);
    expect(shop.known('A1')).toMatchObject({ status: 'in_stock', category: null });
    expect(typesOf(shop.told({ type: 'MoveProduct', sku: 'A1', category: null }))).toEqual([
      'NothingChanged',
    ]);
  });

  it('refuses a category that does not exist', () => {
    const shop = new Shop();
    shop.register('A1');
    const decision = shop.tell({ type: 'MoveProduct', sku: 'A1', category: 'nowhere' });
    expect(decision.kind === 'refused' && codesOf(decision.reasons)).toEqual(['UNKNOWN_CATEGORY']);
  });

  it('refuses every command on a product that does not exist', () => {
    const shop = new Shop();
    const decisions = [
      shop.tell({ type: 'RenameProduct', sku: 'A1', name: 'Anvil' }),
      shop.tell({ type: 'SetStatus', sku: 'A1', status: 'discontinued' }),
      shop.tell({ type: 'AdjustLevel', sku: 'A1', warehouse: 'main', quantity: ONE, reason: 'test' }),
      shop.tell({ type: 'ClearOption', scope: { level: 'product', code: 'A1' }, option: 'backOrder' }),
    ];
    expect(decisions.map((decision) => decision.kind === 'refused' && codesOf(decision.reasons))).toEqual(
      decisions.map(() => ['UNKNOWN_PRODUCT']),
    );
  });
});
