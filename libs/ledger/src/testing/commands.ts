/** Commands at random on a small shop, so that they get in each other's way. */
import fc from 'fast-check';
import type { Command, ScopeRef } from '#domain';
import { qty } from './shop.ts';

const SKUS = ['A', 'B', 'C'] as const;
const WAREHOUSES = ['main', 'north'] as const;

const sku = fc.constantFrom(...SKUS);
const warehouse = fc.constantFrom(...WAREHOUSES);
const small = fc.integer({ min: 1, max: 5 });
const holdId = fc.integer({ min: 0, max: 4 }).map((n) => `cart-${n}`);
const orderId = fc.integer({ min: 0, max: 12 }).map(String);

const lines = fc.uniqueArray(fc.record({ sku, quantity: small.map(qty) }), {
  minLength: 1,
  maxLength: 3,
  selector: (line) => line.sku,
});

const scope: fc.Arbitrary<ScopeRef> = fc.oneof(
  fc.constant<ScopeRef>({ level: 'system' }),
  fc.constant<ScopeRef>({ level: 'website', code: 'default' }),
  fc.constant<ScopeRef>({ level: 'organization', code: 'default' }),
  sku.map((code): ScopeRef => ({ level: 'product', code })),
);

const setting = fc.oneof(
  fc.boolean().map((value) => ({ option: 'backOrder', value })),
  fc.boolean().map((value) => ({ option: 'automaticRestock', value })),
  fc.integer({ min: 0, max: 3 }).map((value) => ({ option: 'inventoryThreshold', value })),
  fc.boolean().map((value) => ({ option: 'highlightLowInventory', value })),
);

/** What a day may bring. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('SubmitOrder' as const),
      orderId,
      website: fc.constant('default'),
      lines,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('SubmitOrder' as const),
      orderId,
      website: fc.constant('default'),
      lines,
      holdId,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('HoldStock' as const),
      holdId,
      website: fc.constant('default'),
      lines,
      expiresInSeconds: fc.constant(600),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('ReleaseHold' as const), holdId }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('CancelOrder' as const), orderId }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('CancelOrder' as const),
      orderId,
      lines: lines.map((all) => all.slice(0, 1)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('AmendOrder' as const), orderId, lines }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('ShipOrder' as const), orderId }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('ShipOrder' as const),
      orderId,
      lines: lines.map((all) => all.slice(0, 1)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('ReturnOrder' as const),
      orderId,
      lines: fc
        .tuple(lines, fc.boolean())
        .map(([all, restock]) => all.slice(0, 1).map((line) => ({ ...line, restock }))),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('MoveBackorder' as const),
      orderId,
      sku,
      from: warehouse,
      to: warehouse,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('AdjustLevel' as const),
      sku,
      warehouse,
      quantity: fc
        .integer({ min: -4, max: 8 })
        .filter((n) => n !== 0)
        .map(qty),
      reason: fc.constant('found'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        transferId: orderId,
        sku,
        from: warehouse,
        quantity: small.map(qty),
        isInstant: fc.boolean(),
      })
      .map(({ isInstant, ...move }) => ({
        type: isInstant ? ('TransferStock' as const) : ('DispatchTransfer' as const),
        ...move,
        to: move.from === 'main' ? 'north' : 'main',
      })),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        type: fc.constant('ReceiveTransfer' as const),
        transferId: orderId,
        sku,
        quantity: small.map(qty),
        discrepancyReason: fc.constant('lost'),
      },
      { requiredKeys: ['type', 'transferId', 'sku', 'quantity'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('CountLevel' as const),
      sku,
      warehouse,
      counted: fc.nat(10).map(qty),
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(scope, setting)
      .map(([where, what]) => ({ type: 'SetOption' as const, scope: where, ...what })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('SetStatus' as const),
      sku,
      status: fc.constantFrom('in_stock' as const, 'out_of_stock' as const, 'discontinued' as const),
    }),
  },
);

/** The shop that they are about. */
export const smallShop: readonly Command[] = [
  { type: 'SetOption', scope: { level: 'system' }, option: 'manageInventory', value: true },
  { type: 'OpenWarehouse', code: 'north', name: 'North' },
  { type: 'AssignWarehouses', scope: { level: 'website', code: 'default' }, warehouses: [...WAREHOUSES] },
  ...SKUS.map((code): Command => ({ type: 'RegisterProduct', sku: code, name: code })),
  ...SKUS.map(
    (code): Command => ({
      type: 'AdjustLevel',
      sku: code,
      warehouse: 'main',
      quantity: qty(10),
      reason: 'opening',
    }),
  ),
];
