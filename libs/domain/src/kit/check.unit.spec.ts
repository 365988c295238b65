import { describe, expect, test } from '@jest/globals';
import type { KitDefinition } from '../shared/commands.ts';
import { quantityOf } from '../shared/quantity.ts';
import { managedShop, type Shop, typesOf } from '../testing/shop.ts';
import { statusFor } from './serve.ts';

/** A component: its products, how much of one goes into a kit, and whether it may be left out. */
const component = (products: string, quantity = '1', required = true) => ({
  products: products.split(' '),
  quantity: quantityOf(quantity),
  required,
});

const kitOf = (...components: KitDefinition['components']): KitDefinition => ({ components });

const shopWithParts = (): Shop => {
  const shop = managedShop();
  for (const sku of ['CUP', 'MUG', 'TRAY']) shop.register(sku);
  shop.register('TEA', { units: [{ code: 'kg', precision: 2 }] });
  shop.register('SET', { kit: kitOf(component('CUP')) });
  return shop;
};

const refusalOf = (shop: Shop, kit: KitDefinition, more = {}) => {
  const decision = shop.tell({ type: 'RegisterProduct', sku: 'NEW', name: 'New', kit, ...more });
  return decision.kind === 'refused' ? decision.reasons.map(({ code, path, sku }) => [code, path, sku]) : [];
};

describe('a kit', () => {
  test('is registered with its components, and leaves no event about status or stock', () => {
    const shop = shopWithParts();
    const parts = kitOf(component('CUP MUG', '2'), component('TEA', '0.25', false));

    const events = shop.register('NEW', { kit: parts });

    expect(typesOf(events)).toEqual(['ProductRegistered']);
    expect(events[0]?.data).toMatchObject({
      kit: {
        components: [
          { products: ['CUP', 'MUG'], quantity: '2', required: true },
          { products: ['TEA'], quantity: '0.25', required: false },
        ],
      },
    });
  });

  test.each<[what: string, kit: KitDefinition, reasons: unknown[]]>([
    [
      'of products that do not exist',
      kitOf(component('CUP'), component('MUG NONE')),
      [['UNKNOWN_PRODUCT', 'kit.components[1].products[1]', 'NONE']],
    ],
    ['of a kit', kitOf(component('SET')), [['VALIDATION_FAILED', 'kit.components[0].products[0]', 'SET']]],
    ['of itself', kitOf(component('NEW')), [['VALIDATION_FAILED', 'kit.components[0].products[0]', 'NEW']]],
    [
      'that names a product twice in a component',
      kitOf(component('CUP CUP')),
      [['VALIDATION_FAILED', 'kit.components[0].products[1]', 'CUP']],
    ],
    [
      'of more decimals than a component is sold with',
      kitOf(component('TEA', '0.255')),
      [['PRECISION_EXCEEDED', 'kit.components[0].quantity', 'TEA']],
    ],
    [
      'of nothing',
      kitOf(component('CUP', '0')),
      [['VALIDATION_FAILED', 'kit.components[0].quantity', undefined]],
    ],
    [
      'of a component without products',
      kitOf({ products: [], quantity: quantityOf('1'), required: true }),
      [['VALIDATION_FAILED', 'kit.components[0].products', undefined]],
    ],
    ['without components', kitOf(), [['VALIDATION_FAILED', 'kit.components', undefined]]],
  ])('%s is refused, and every reason names its field', (_what, kit, reasons) => {
    const shop = shopWithParts();

    expect(refusalOf(shop, kit)).toEqual(reasons);
    expect(shop.product('NEW')).toBeNull();
  });

  test('may name a product in several components', () => {
    expect(refusalOf(shopWithParts(), kitOf(component('CUP'), component('MUG CUP', '2', false)))).toEqual([]);
  });

  test('that is sold in halves is refused where a component cannot be halved', () => {
    const shop = shopWithParts();
    const units = [{ code: 'set', precision: 1 }];

    expect(refusalOf(shop, kitOf(component('CUP', '5')), { units })).toEqual([
      ['PRECISION_EXCEEDED', 'kit.components[0].quantity', 'CUP'],
    ]);
    expect(refusalOf(shop, kitOf(component('CUP', '10'), component('TEA', '0.5')), { units })).toEqual([]);
  });

  test('that is sold by the box has a box full of each component', () => {
    const shop = shopWithParts();
    const units = [
      { code: 'set', precision: 0 },
      { code: 'box', precision: 1, conversionRate: quantityOf('12') },
    ];

    expect(refusalOf(shop, kitOf(component('CUP')), { units, stockUnit: 'set' })).toEqual([
      ['VALIDATION_FAILED', 'units[1].conversionRate', undefined],
    ]);
    const whole = units.map((unit) => ({ ...unit, precision: 0 }));
    expect(refusalOf(shop, kitOf(component('CUP')), { units: whole, stockUnit: 'set' })).toEqual([]);
  });
});

describe('ChangeKit', () => {
  const change = (shop: Shop, sku: string, ...components: KitDefinition['components']) =>
    shop.tell({ type: 'ChangeKit', sku, kit: kitOf(...components) });

  test('says what the kit was made of and is made of now', () => {
    const shop = shopWithParts();

    const decision = change(shop, 'SET', component('MUG', '3'));

    expect(decision).toEqual({
      kind: 'accepted',
      events: [
        {
          type: 'KitChanged',
          data: {
            sku: 'SET',
            from: { components: [{ products: ['CUP'], quantity: '1', required: true }] },
            to: { components: [{ products: ['MUG'], quantity: '3', required: true }] },
          },
        },
      ],
    });
    expect(shop.known('SET').kit?.components[0]?.products).toEqual(['MUG']);
  });

  test('to the same is recorded as nothing changed', () => {
    expect(change(shopWithParts(), 'SET', component('CUP'))).toMatchObject({
      events: [{ type: 'NothingChanged' }],
    });
  });

  test.each([
    ['of a product that is no kit', 'CUP', 'MUG', 'sku'],
    ['to itself', 'SET', 'SET', 'kit.components[0].products[0]'],
    ['of what is not registered', 'NONE', 'CUP', 'sku'],
  ])('%s is refused', (_what, sku, part, path) => {
    expect(change(shopWithParts(), sku, component(part))).toMatchObject({
      kind: 'refused',
      reasons: [{ path, sku }],
    });
  });
});

test.each([
  { type: 'AdjustLevel', quantity: quantityOf('1'), reason: 'delivery' } as const,
  { type: 'CountLevel', counted: quantityOf('1') } as const,
])('$type of a kit is refused: it has no levels', (command) => {
  const shop = shopWithParts();

  expect(shop.tell({ ...command, sku: 'SET', warehouse: 'main' })).toMatchObject({
    kind: 'refused',
    reasons: [{ code: 'VALIDATION_FAILED', path: 'sku', sku: 'SET' }],
  });
});

test('a status set by hand is stored for a kit, also the one that it began with', () => {
  const shop = shopWithParts();

  const [set] = shop.told({ type: 'SetStatus', sku: 'SET', status: 'in_stock' });
  const [again] = shop.told({ type: 'SetStatus', sku: 'SET', status: 'in_stock' });

  expect(set).toMatchObject({ type: 'StatusChanged', data: { to: 'in_stock', cause: 'hand' } });
  expect(again?.type).toBe('NothingChanged');
  expect(shop.known('SET').setByHand).toBe(true);
});

describe('SetStatus to null', () => {
  test('lets the status of a kit follow from its components again, and says what that comes to', () => {
    const shop = shopWithParts();
    shop.told({ type: 'SetStatus', sku: 'SET', status: 'discontinued' });

    const [cleared] = shop.told({ type: 'SetStatus', sku: 'SET', status: null });
    const [again] = shop.told({ type: 'SetStatus', sku: 'SET', status: null });

    expect(cleared).toEqual({
      type: 'StatusChanged',
      data: { sku: 'SET', from: 'discontinued', to: 'out_of_stock', cause: 'derived' },
    });
    expect(again?.type).toBe('NothingChanged');
    expect(statusFor(shop.known('SET'), 'default', shop.context)).toBe('out_of_stock');
    shop.adjust('CUP', '1');
    expect(statusFor(shop.known('SET'), 'default', shop.context)).toBe('in_stock');
  });

  test('is refused for what is no kit', () => {
    expect(shopWithParts().tell({ type: 'SetStatus', sku: 'CUP', status: null })).toMatchObject({
      kind: 'refused',
      reasons: [{ code: 'VALIDATION_FAILED', path: 'status', sku: 'CUP' }],
    });
  });
});

test('options of a kit leave no event about its status', () => {
  const shop = shopWithParts();

  expect(typesOf(shop.option('SET', 'inventoryThreshold', '5'))).toEqual(['OptionSet']);
});
