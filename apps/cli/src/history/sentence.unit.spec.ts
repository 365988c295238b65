import { describe, expect, test } from '@jest/globals';
import type { Data } from './event-data.ts';
import { sentenceOf } from './sentence.ts';

const level = { warehouse: 'uk', unit: 'item' };

describe('an event in words', () => {
  test.each<[type: string, data: Data, what: string, why: string | undefined]>([
    [
      'ProductRegistered',
      {
        sku: 'A',
        name: 'Lamp',
        organization: 'acme',
        units: [
          { code: 'item', precision: 0 },
          { code: 'kg', precision: 3 },
        ],
      },
      'registered as "Lamp" of acme, in item, kg (3 decimals)',
      undefined,
    ],
    [
      'LevelAdjusted',
      {
        sku: 'A',
        ...level,
        quantity: '1200',
        reason: 'delivery',
        reference: 'PO-7',
        before: { onHand: '5' },
        after: { onHand: '1205' },
      },
      '+1,200 item at uk, on hand 5 → 1,205',
      'delivery, reference PO-7',
    ],
    [
      'LevelCounted',
      {
        sku: 'A',
        ...level,
        counted: '8',
        difference: '-2',
        before: { onHand: '10' },
        after: { onHand: '8' },
      },
      'counted 8 item at uk, on hand 10 → 8',
      undefined,
    ],
    [
      'LevelCounted',
      {
        sku: 'A',
        ...level,
        counted: '8',
        difference: '3',
        before: { onHand: '7' },
        after: { onHand: '7' },
        effective: {
          at: '2026-01-01T00:00:00.000Z',
          before: { onHand: '5' },
          after: { onHand: '8' },
          absorbedBy: { revision: 4, at: '2026-01-31T12:00:00.000Z' },
        },
      },
      'counted 8 item at uk, on hand 7 → 7, then 5 → 8, up to the count of 2026-01-31 12:00',
      undefined,
    ],
    [
      'LevelCounted',
      { sku: 'A', ...level, counted: '8', difference: '0', before: {}, after: {}, reason: 'stocktake' },
      'counted 8 item at uk, as the ledger had it',
      'stocktake',
    ],
    [
      'StockTransferred',
      {
        transferId: 'T-1',
        sku: 'A',
        unit: 'item',
        from: 'uk',
        to: 'eu',
        quantity: '5',
        reference: 'R-1',
        levels: [
          { ...level, before: { onHand: '10' }, after: { onHand: '5' } },
          { warehouse: 'eu', unit: 'item', before: { onHand: '0' }, after: { onHand: '5' } },
        ],
      },
      '5 item moved from uk to eu; uk, on hand 10 → 5; eu, on hand 0 → 5',
      'reference R-1',
    ],
    [
      'StockDispatched',
      { ...level, quantity: '5', to: 'eu', before: { onHand: '10' }, after: { onHand: '5' } },
      '5 item left uk for eu, on hand 10 → 5',
      undefined,
    ],
    [
      'StockReceived',
      {
        ...level,
        from: 'eu',
        quantity: '4',
        before: { onHand: '5' },
        after: { onHand: '9' },
        discrepancy: '1',
        discrepancyReason: 'crushed',
      },
      '4 item came to uk from eu, on hand 5 → 9, 1 item never will',
      'crushed',
    ],
    [
      'LinesRefused',
      {
        sheetId: 'C-1',
        lines: [
          { sku: 'A', code: 'MOVED_SINCE_COUNT' },
          { sku: 'B', code: 'OUT_OF_RANGE' },
        ],
      },
      'count sheet C-1: 2 lines not posted',
      'A: MOVED_SINCE_COUNT, B: OUT_OF_RANGE',
    ],
    [
      'CountSheetClosed',
      { sheetId: 'C-1', posted: 4998, refused: 2 },
      'count sheet C-1 closed: 4,998 posted, 2 refused',
      undefined,
    ],
    [
      'TransferReceived',
      { transferId: 'T-1', quantity: '4', open: '1' },
      'transfer T-1: 4 received, 1 still on its way',
      undefined,
    ],
    [
      'StockAllocated',
      {
        orderId: '536365',
        operation: 0,
        sku: 'A',
        website: 'france',
        demand: [{ unit: 'item', quantity: '6' }],
        allocations: [
          { ...level, quantity: '4', before: { allocated: '0' }, after: { allocated: '4' } },
          {
            warehouse: 'fr',
            unit: 'item',
            quantity: '2',
            backordered: '1',
            before: { allocated: '7' },
            after: { allocated: '9' },
          },
        ],
      },
      '6 item promised to order 536365 of france: 4 item at uk, allocated 0 → 4; 2 item at fr (1 backordered), allocated 7 → 9',
      undefined,
    ],
    [
      'DemandRefused',
      {
        orderId: '581483',
        sku: 'A',
        website: 'united-kingdom',
        demand: [{ unit: 'item', quantity: '80995', sellable: '0' }],
        reasons: [{ code: 'INSUFFICIENT_STOCK', message: 'Only 0 of 80995 item.' }],
      },
      '80,995 item refused to order 581483 of united-kingdom, 0 could be sold',
      'Only 0 of 80995 item.',
    ],
    [
      'DemandRefused',
      {
        orderId: '1',
        sku: 'A',
        website: 'x',
        demand: [{ unit: 'item', quantity: '1', sellable: null }],
        reasons: [],
      },
      '1 item refused to order 1 of x',
      'another product of the order could not be had',
    ],
    [
      'AllocationReleased',
      {
        orderId: '1',
        sku: 'A',
        cause: 'cancelled',
        releases: [{ ...level, quantity: '2', before: { allocated: '5' }, after: { allocated: '3' } }],
      },
      '2 item given back by order 1 at uk, allocated 5 → 3',
      'the order was cancelled',
    ],
    [
      'StatusChanged',
      { sku: 'A', from: 'in_stock', to: 'out_of_stock', cause: 'threshold' },
      'status in stock → out of stock',
      'what is available is down to the threshold',
    ],
    [
      'OptionSet',
      { option: 'inventoryThreshold', value: '5', previous: '3' },
      'option inventoryThreshold set to "5" (before: "3")',
      undefined,
    ],
    [
      'StockAllocated',
      {
        orderId: '1',
        website: 'x',
        demand: [{ unit: 'item', quantity: '1200' }],
        allocations: [
          { ...level, quantity: '1200', before: { allocated: '0' }, after: { allocated: '1200' } },
        ],
      },
      '1,200 item promised to order 1 of x at uk, allocated 0 → 1,200',
      undefined,
    ],
    [
      'StockAllocated',
      {
        orderId: '1',
        website: 'x',
        demand: [{ unit: 'box', quantity: '1' }],
        allocations: [{ ...level, quantity: '12', before: { allocated: '0' }, after: { allocated: '12' } }],
      },
      '1 box promised to order 1 of x: 12 item at uk, allocated 0 → 12',
      undefined,
    ],
  ])('%s', (type, data, what, why) => {
    expect(sentenceOf(type, data)).toEqual(why === undefined ? { what } : { what, why });
  });

  test('of a type that is not known is told by its name and fields', () => {
    expect(sentenceOf('PalletLost', { pallet: 7 })).toEqual({ what: 'Pallet lost: {"pallet":7}' });
  });

  test('is told also where fields are missing', () => {
    expect(sentenceOf('StockAllocated', {}).what).toBe(' promised to order  of , no stock is kept');
  });

  test('cannot steer the terminal', () => {
    const data = { ...level, quantity: '1', reason: '\u001b[2J', before: {}, after: {} };
    expect(sentenceOf('LevelAdjusted', data).why).toBe('�[2J');
  });
});
