/** Commands at random, whatever the shop is like by then. */
import fc from 'fast-check';
import { products, WAREHOUSES } from './opening.ts';
import type { PlainCommand } from './reference/shop.ts';
import { clearOption, setOption } from './settings.ts';
import {
  goods,
  kit,
  line,
  lines,
  maybe,
  merge,
  nothing,
  positive,
  shipUntil,
  signed,
  sku,
  warehouse,
  website,
} from './values.ts';

/** Stands for the id of the next order: O1, O2 and so on. */
export const NEXT = 'next';

const orderId = fc.integer({ min: 1, max: 9 }).map((n) => `O${n}`);
const holdId = fc.integer({ min: 1, max: 5 }).map((n) => `H${n}`);
const transferId = fc.integer({ min: 1, max: 4 }).map((n) => `T${n}`);
const sheetId = fc.constantFrom('S1', 'S2');
const expiresInSeconds = fc.constantFrom(4, 12, 60);

const typed = <Type extends PlainCommand['type'], Fields>(type: Type, fields: fc.Arbitrary<Fields>) =>
  fields.map((own) => ({ type, ...own }) as unknown as PlainCommand);

const shipmentLines = fc.array(merge(line, maybe('warehouse', warehouse), nothing), {
  minLength: 1,
  maxLength: 3,
  size: 'max',
});

const returnLines = fc.array(
  merge(line, maybe('warehouse', warehouse), fc.record({ restock: fc.boolean() })),
  { minLength: 1, maxLength: 3, size: 'max' },
);

const movement = merge(
  goods,
  fc.record({ transferId, quantity: positive }),
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom({ from: 'main', to: 'north' }, { from: 'north', to: 'main' }) },
    { weight: 1, arbitrary: fc.record({ from: warehouse, to: warehouse }) },
  ),
);

const order = merge(
  fc.record({ orderId: fc.constant(NEXT), website, lines }),
  fc.oneof({ weight: 8, arbitrary: nothing }, { weight: 1, arbitrary: fc.record({ shipUntil }) }),
  nothing,
);

const counting = merge(
  goods,
  fc.record({ warehouse, counted: fc.nat(8).map(String) }),
  maybe('seen', fc.record({ quantity: fc.nat(5).map(String) })),
);

const assignment = fc.oneof(
  fc.record({
    scope: fc.constantFrom(
      { level: 'website' as const, code: 'default' },
      { level: 'website' as const, code: 'outlet' },
      { level: 'organization' as const, code: 'default' },
      { level: 'system' as const },
    ),
    warehouses: fc.shuffledSubarray([...WAREHOUSES], { minLength: 1 }),
  }),
);

const ofWarehouses: fc.Arbitrary<PlainCommand> = fc.oneof(
  { weight: 2, arbitrary: typed('AssignWarehouses', assignment) },
  {
    weight: 1,
    arbitrary: typed('CloseWarehouse', fc.record({ code: fc.constantFrom(...WAREHOUSES, 'nowhere') })),
  },
  {
    weight: 1,
    arbitrary: typed('CloseWarehouse', fc.constant({ code: 'east' })),
  },
);

const ofSheets: fc.Arbitrary<PlainCommand> = fc.oneof(
  { weight: 2, arbitrary: typed('OpenCountSheet', fc.record({ sheetId, warehouse })) },
  {
    weight: 2,
    arbitrary: typed(
      'CountLines',
      fc.record({
        sheetId,
        warehouse,
        lines: fc.array(
          goods.chain((what) => fc.nat(8).map((counted) => ({ ...what, counted: String(counted) }))),
          { minLength: 1, maxLength: 3, size: 'max' },
        ),
      }),
    ),
  },
  { weight: 1, arbitrary: typed('CloseCountSheet', fc.record({ sheetId, warehouse })) },
);

const ofProducts: fc.Arbitrary<PlainCommand> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...products) },
  {
    weight: 1,
    arbitrary: typed('RegisterProduct', fc.record({ sku: fc.constant('D'), name: fc.constant('D') })),
  },
  {
    weight: 3,
    arbitrary: typed(
      'ChangeKit',
      fc.oneof(
        { weight: 8, arbitrary: fc.record({ sku: fc.constant('K'), kit }) },
        { weight: 1, arbitrary: fc.record({ sku, kit }) },
      ),
    ),
  },
);

export const command: fc.Arbitrary<PlainCommand> = fc.oneof(
  { weight: 26, arbitrary: typed('SubmitOrder', order) },
  { weight: 1, arbitrary: typed('SubmitOrder', fc.record({ orderId, website, lines })) },
  {
    weight: 1,
    arbitrary: typed('SubmitOrder', fc.record({ orderId: fc.constant(NEXT), website, lines, holdId })),
  },
  { weight: 2, arbitrary: typed('AmendOrder', fc.record({ orderId, lines })) },
  {
    weight: 2,
    arbitrary: typed('CancelOrder', merge(fc.record({ orderId }), maybe('lines', lines), nothing)),
  },
  {
    weight: 2,
    arbitrary: typed('ShipOrder', merge(fc.record({ orderId }), maybe('lines', shipmentLines), nothing)),
  },
  { weight: 1, arbitrary: typed('ReturnOrder', fc.record({ orderId, lines: returnLines })) },
  {
    weight: 1,
    arbitrary: typed(
      'MoveBackorder',
      merge(goods, fc.record({ orderId, from: warehouse, to: warehouse }), maybe('quantity', positive)),
    ),
  },
  { weight: 9, arbitrary: typed('HoldStock', fc.record({ holdId, website, lines, expiresInSeconds })) },
  { weight: 1, arbitrary: typed('ReleaseHold', fc.record({ holdId })) },
  {
    weight: 14,
    arbitrary: typed(
      'AdjustLevel',
      merge(goods, fc.record({ warehouse, quantity: signed }), fc.constant({ reason: 'found' })),
    ),
  },
  { weight: 3, arbitrary: typed('CountLevel', counting) },
  { weight: 5, arbitrary: setOption },
  { weight: 2, arbitrary: clearOption },
  {
    weight: 2,
    arbitrary: typed(
      'SetStatus',
      fc.record({ sku, status: fc.constantFrom('in_stock', 'out_of_stock', 'discontinued', null) }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('TransferStock', 'DispatchTransfer', 'DispatchTransfer'), movement)
      .map(([type, own]) => ({ type, ...own }) as unknown as PlainCommand),
  },
  {
    weight: 3,
    arbitrary: typed(
      'ReceiveTransfer',
      merge(
        fc.record({ transferId, sku }),
        fc.record({ quantity: fc.constantFrom('0', '1', '1', '2', '0.5') }),
        maybe('discrepancyReason', fc.constant('lost')),
      ),
    ),
  },
  { weight: 2, arbitrary: ofProducts },
  { weight: 2, arbitrary: ofWarehouses },
  { weight: 2, arbitrary: ofSheets },
);
