/** Commands at random on a shop so small that they get in each other's way. */
import fc from 'fast-check';
import type { PlainCommand } from './reference/shop.ts';
import type { Pick, Wish } from './wishes.ts';

/** A command, or the one that came so many steps before once more under its id: the same, or this one instead. */
export type Step =
  | { readonly command: PlainCommand | Wish }
  | { readonly again: number; readonly instead?: PlainCommand };

const SKUS = ['A', 'B', 'C'] as const;
const WAREHOUSES = ['main', 'north'] as const;
const WEBSITES = ['default', 'outlet'] as const;

/** Stands for the id of the next order: O1, O2 and so on. */
export const NEXT = 'next';

const own = (code: string) => ({ level: 'product' as const, code });

const products: readonly PlainCommand[] = [
  { type: 'RegisterProduct', sku: 'A', name: 'A', category: 'cups' },
  // Every unit sells from one level.
  {
    type: 'RegisterProduct',
    sku: 'B',
    name: 'B',
    units: [
      { code: 'piece', precision: 0 },
      { code: 'box', precision: 0, conversionRate: '3' },
    ],
    stockUnit: 'piece',
  },
  // Each unit has its own level.
  {
    type: 'RegisterProduct',
    sku: 'C',
    name: 'C',
    units: [
      { code: 'kg', precision: 1 },
      { code: 'sack', precision: 0 },
    ],
  },
];

/** What there is before anything happens. */
export const opening: readonly PlainCommand[] = [
  { type: 'OpenWarehouse', code: 'north', name: 'North' },
  { type: 'DefineWebsite', code: 'outlet', name: 'Outlet', organization: 'default' },
  {
    type: 'AssignWarehouses',
    scope: { level: 'website', code: 'default' },
    warehouses: ['main', 'north'],
  },
  { type: 'AssignWarehouses', scope: { level: 'website', code: 'outlet' }, warehouses: ['north'] },
  { type: 'DefineCategory', code: 'ware', name: 'Ware' },
  { type: 'DefineCategory', code: 'cups', name: 'Cups', parent: 'ware' },
  { type: 'SetOption', scope: { level: 'system' }, option: 'manageInventory', value: true },
  ...products,
  ...['A', 'B', 'C'].flatMap((sku) =>
    ['main', 'north'].map(
      (warehouse): PlainCommand => ({
        type: 'AdjustLevel',
        sku,
        warehouse,
        quantity: warehouse === 'main' ? '5' : '3',
        reason: 'opening',
      }),
    ),
  ),
  { type: 'SetOption', scope: own('B'), option: 'backOrder', value: true },
];

const sku = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(...SKUS) },
  { weight: 1, arbitrary: fc.constant('D') },
);
const warehouse = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...WAREHOUSES) },
  { weight: 1, arbitrary: fc.constant('nowhere') },
);
export const website = fc.oneof(
  { weight: 30, arbitrary: fc.constant('default') },
  { weight: 12, arbitrary: fc.constantFrom(...WEBSITES) },
  { weight: 1, arbitrary: fc.constant('nobody') },
);
const orderId = fc.integer({ min: 1, max: 9 }).map((n) => `O${n}`);
const next = fc.constant(NEXT);

const units: Readonly<Record<string, readonly string[]>> = {
  A: ['item'],
  B: ['piece', 'box'],
  C: ['kg', 'sack'],
  D: ['item'],
};

/** The product in one of its units, most often without saying which. */
const goods = sku.chain((code) =>
  fc.oneof(
    { weight: 14, arbitrary: fc.constant<{ sku: string; unit?: string }>({ sku: code }) },
    {
      weight: 14,
      arbitrary: fc.constantFrom(...(units[code] ?? [])).map((unit) => ({ sku: code, unit })),
    },
    { weight: 1, arbitrary: fc.constant({ sku: code, unit: 'crate' }) },
  ),
);

const positive = fc.oneof(
  { weight: 15, arbitrary: fc.constantFrom('1', '2') },
  { weight: 15, arbitrary: fc.integer({ min: 1, max: 5 }).map(String) },
  { weight: 1, arbitrary: fc.constant('0.5') },
);

const signed = fc.integer({ min: -5, max: 6 }).map(String);

const line = fc.tuple(goods, positive).map(([what, quantity]) => ({ ...what, quantity }));
export const lines = fc.array(line, { minLength: 1, maxLength: 3, size: 'max' });

/** With a field, or without. */
const maybe = <Name extends string, Value>(name: Name, value: fc.Arbitrary<Value>) =>
  fc.oneof(
    fc.constant({} as { readonly [Key in Name]?: Value }),
    value.map((own) => ({ [name]: own }) as { readonly [Key in Name]?: Value }),
  );

const scope = fc.oneof(
  fc.constant({ level: 'system' as const }),
  fc.constantFrom(...WEBSITES).map((code) => ({ level: 'website' as const, code })),
  fc.constantFrom('ware', 'cups').map((code) => ({ level: 'category' as const, code })),
  fc.constant({ level: 'organization' as const, code: 'default' }),
  fc.constantFrom(...SKUS).map(own),
  fc.constantFrom(...SKUS).map(own),
  fc.constant(own('D')),
);

const everywhere = fc.oneof(
  fc.tuple(fc.constant('manageInventory'), fc.boolean()),
  fc.tuple(fc.constant('decrementQuantity'), fc.boolean()),
  fc.tuple(fc.constant('backOrder'), fc.boolean()),
  fc.tuple(fc.constant('backOrder'), fc.boolean()),
  fc.tuple(fc.constant('backOrderLimit'), fc.constantFrom(null, '0', '2', '5')),
  fc.tuple(fc.constant('inventoryThreshold'), fc.constantFrom('0', '1', '2')),
  fc.tuple(fc.constant('automaticRestock'), fc.boolean()),
  fc.tuple(fc.constant('highlightLowInventory'), fc.boolean()),
  fc.tuple(fc.constant('lowInventoryThreshold'), fc.constantFrom('1', '3')),
  fc.tuple(fc.constant('minimumQuantityToOrder'), fc.constantFrom(null, '2')),
  fc.tuple(fc.constant('maximumQuantityToOrder'), fc.constantFrom(null, '4', '9')),
  fc.tuple(fc.constant('quantityIncrement'), fc.constantFrom(null, '2')),
);

const ofWebsites = fc.oneof(
  fc.tuple(fc.constant('splitLines'), fc.boolean()),
  fc.tuple(
    fc.constant('sourcingStrategy'),
    fc.constantFrom('priority', 'single_warehouse_first', 'highest_stock_first'),
  ),
  fc.tuple(
    fc.constant('orderableStatuses'),
    fc.constantFrom(['in_stock'], ['in_stock', 'out_of_stock'], ['in_stock', 'out_of_stock', 'discontinued']),
  ),
);

const websiteScope = fc.oneof(
  fc.constant({ level: 'system' as const }),
  fc.constantFrom(...WEBSITES).map((code) => ({ level: 'website' as const, code })),
);

const setting = fc.oneof(fc.tuple(scope, everywhere), fc.tuple(websiteScope, ofWebsites));

const typed = <Type extends PlainCommand['type'], Fields>(type: Type, fields: fc.Arbitrary<Fields>) =>
  fields.map((own) => ({ type, ...own }) as unknown as PlainCommand);

const merge = <A, B, C>(a: fc.Arbitrary<A>, b: fc.Arbitrary<B>, c: fc.Arbitrary<C>) =>
  fc.tuple(a, b, c).map(([first, second, third]) => ({ ...first, ...second, ...third }));

const nothing = fc.constant({});

const shipmentLines = fc.array(merge(line, maybe('warehouse', warehouse), nothing), {
  minLength: 1,
  maxLength: 3,
  size: 'max',
});

const returnLines = fc.array(
  merge(line, maybe('warehouse', warehouse), fc.record({ restock: fc.boolean() })),
  { minLength: 1, maxLength: 3, size: 'max' },
);

const transferId = fc.integer({ min: 1, max: 4 }).map((n) => `T${n}`);

const movement = merge(
  goods,
  fc.record({ transferId, quantity: positive }),
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom({ from: 'main', to: 'north' }, { from: 'north', to: 'main' }) },
    { weight: 1, arbitrary: fc.record({ from: warehouse, to: warehouse }) },
  ),
);

const command: fc.Arbitrary<PlainCommand> = fc.oneof(
  { weight: 26, arbitrary: typed('SubmitOrder', fc.record({ orderId: next, website, lines })) },
  { weight: 2, arbitrary: typed('SubmitOrder', fc.record({ orderId, website, lines })) },
  { weight: 2, arbitrary: typed('AmendOrder', fc.record({ orderId, lines })) },
  {
    weight: 3,
    arbitrary: typed('CancelOrder', merge(fc.record({ orderId }), maybe('lines', lines), nothing)),
  },
  {
    weight: 2,
    arbitrary: typed('ShipOrder', merge(fc.record({ orderId }), maybe('lines', shipmentLines), nothing)),
  },
  { weight: 2, arbitrary: typed('ReturnOrder', fc.record({ orderId, lines: returnLines })) },
  {
    weight: 1,
    arbitrary: typed(
      'MoveBackorder',
      merge(goods, fc.record({ orderId, from: warehouse, to: warehouse }), maybe('quantity', positive)),
    ),
  },
  {
    weight: 16,
    arbitrary: typed(
      'AdjustLevel',
      merge(goods, fc.record({ warehouse, quantity: signed }), fc.constant({ reason: 'found' })),
    ),
  },
  {
    weight: 3,
    arbitrary: typed(
      'CountLevel',
      merge(
        goods,
        fc.record({ warehouse, counted: fc.nat(8).map(String) }),
        maybe('seen', fc.record({ quantity: fc.nat(5).map(String) })),
      ),
    ),
  },
  {
    weight: 5,
    arbitrary: setting.map(
      ([where, [option, value]]) =>
        ({ type: 'SetOption', scope: where, option, value }) as unknown as PlainCommand,
    ),
  },
  {
    weight: 2,
    arbitrary: setting.map(
      ([where, [option]]) => ({ type: 'ClearOption', scope: where, option }) as unknown as PlainCommand,
    ),
  },
  {
    weight: 2,
    arbitrary: typed(
      'SetStatus',
      fc.record({ sku, status: fc.constantFrom('in_stock', 'out_of_stock', 'discontinued') }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('TransferStock', 'DispatchTransfer', 'DispatchTransfer'), movement)
      .map(([type, own]) => ({ type, ...own }) as unknown as PlainCommand),
  },
  {
    weight: 4,
    arbitrary: typed(
      'ReceiveTransfer',
      merge(
        fc.record({ transferId, sku }),
        fc.record({ quantity: fc.constantFrom('0', '1', '1', '2', '0.5') }),
        maybe('discrepancyReason', fc.constant('lost')),
      ),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(...products) },
  {
    weight: 1,
    arbitrary: typed('RegisterProduct', fc.record({ sku: fc.constant('D'), name: fc.constant('D') })),
  },
);

const pick: fc.Arbitrary<Pick> = merge(
  fc.record({ line: fc.nat(2), quantity: fc.integer({ min: 1, max: 3 }), restock: fc.boolean() }),
  maybe('warehouse', fc.constantFrom(...WAREHOUSES)),
  nothing,
);

const wish: fc.Arbitrary<Wish> = merge(
  fc.record({
    wish: fc.constantFrom<Wish['wish'][]>(
      'AmendOrder',
      'AmendOrder',
      'CancelOrder',
      'ShipOrder',
      'ShipOrder',
      'ReturnOrder',
      'MoveBackorder',
    ),
    order: fc.nat(4),
    picks: fc.array(pick, { maxLength: 3, size: 'max' }),
  }),
  maybe('further', line),
  nothing,
);

export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 16, arbitrary: command.map((own) => ({ command: own })) },
  { weight: 12, arbitrary: wish.map((own) => ({ command: own })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 8 }).map((again) => ({ again })) },
  {
    weight: 1,
    arbitrary: fc.record({ again: fc.integer({ min: 1, max: 8 }), instead: command }),
  },
);
