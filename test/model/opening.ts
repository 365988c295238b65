/** What there is before anything happens: a shop so small that commands get in each other's way. */
import type { PlainCommand } from './reference/shop.ts';

export const SKUS = ['A', 'B', 'C', 'D', 'E', 'K'] as const;
export const WAREHOUSES = ['main', 'north', 'east'] as const;
export const WEBSITES = ['default', 'outlet'] as const;

/** The codes of units that each product has. */
export const UNITS: Readonly<Record<string, readonly string[]>> = {
  A: ['item'],
  B: ['piece', 'box'],
  C: ['kg', 'sack'],
  D: ['item'],
  E: ['item'],
  K: ['item'],
};

export type KitDefinition = NonNullable<Extract<PlainCommand, { type: 'RegisterProduct' }>['kit']>;

const component = (products: readonly string[], quantity: string, required = true) => ({
  products,
  quantity,
  required,
});

/** Of what the kit may be made; the last ones are none. */
export const KITS: readonly [KitDefinition, ...KitDefinition[]] = [
  { components: [component(['A'], '1'), component(['C', 'B'], '2'), component(['E'], '1', false)] },
  { components: [component(['A', 'E'], '2'), component(['C'], '0.5', false)] },
  { components: [component(['B', 'A'], '1'), component(['A', 'C'], '2'), component(['B'], '1', false)] },
  { components: [component(['A'], '0.5'), component(['D'], '1')] },
  { components: [component(['A', 'K'], '1'), component(['A'], '1')] },
];

export const products: readonly PlainCommand[] = [
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
  { type: 'RegisterProduct', sku: 'E', name: 'E', category: 'cups' },
  { type: 'RegisterProduct', sku: 'K', name: 'K', kit: KITS[0] },
];

const STOCK: Readonly<Record<string, string>> = { main: '5', north: '3' };

export const opening: readonly PlainCommand[] = [
  { type: 'OpenWarehouse', code: 'north', name: 'North' },
  { type: 'OpenWarehouse', code: 'east', name: 'East' },
  { type: 'DefineWebsite', code: 'outlet', name: 'Outlet', organization: 'default' },
  {
    type: 'AssignWarehouses',
    scope: { level: 'website', code: 'default' },
    warehouses: ['main', 'north', 'east'],
  },
  // The outlet has no list of its own.
  {
    type: 'AssignWarehouses',
    scope: { level: 'organization', code: 'default' },
    warehouses: ['north'],
  },
  { type: 'DefineCategory', code: 'ware', name: 'Ware' },
  { type: 'DefineCategory', code: 'cups', name: 'Cups', parent: 'ware' },
  { type: 'SetOption', scope: { level: 'system' }, option: 'manageInventory', value: true },
  ...products,
  ...['A', 'B', 'C', 'E'].flatMap((sku) =>
    Object.entries(STOCK).map(
      ([warehouse, quantity]): PlainCommand => ({
        type: 'AdjustLevel',
        sku,
        warehouse,
        quantity,
        reason: 'opening',
      }),
    ),
  ),
  { type: 'SetOption', scope: { level: 'product', code: 'B' }, option: 'backOrder', value: true },
  { type: 'SetOption', scope: { level: 'product', code: 'C' }, option: 'maximumQuantityToOrder', value: '7' },
  { type: 'SetOption', scope: { level: 'category', code: 'cups' }, option: 'automaticRestock', value: false },
];
