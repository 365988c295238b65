/** For tests: commands that are processes of several appends. */

import { expect } from '@jest/globals';
import type { Command } from '#domain';
import type { RecordedEvent } from '#event-store';
import type { Ledger } from '../ledger.ts';
import { levelOf, order, qty } from './shop.ts';

/** A command in flight when the process dies or is paused, and what must be so once it was carried out. */
export interface Situation {
  readonly name: string;
  readonly before: readonly Command[];
  readonly command: Command;
  check(ledger: Ledger, own: readonly RecordedEvent[]): Promise<void>;
}

export const allocated = async (ledger: Ledger) =>
  Promise.all(['A', 'B', 'C'].map(async (sku) => (await levelOf(ledger, sku)).allocated));

export const held = async (ledger: Ledger) =>
  Promise.all(['A', 'B', 'C'].map(async (sku) => (await levelOf(ledger, sku)).held));

export const onHand = async (ledger: Ledger) =>
  Promise.all(['A', 'B', 'C'].map(async (sku) => (await levelOf(ledger, sku)).onHand));

export const lines = (quantities: Readonly<Record<string, number>>) =>
  Object.entries(quantities).map(([sku, quantity]) => ({ sku, quantity: qty(quantity) }));

export const of = (own: readonly RecordedEvent[], type: string) =>
  own.filter((event) => event.type === type).length;

const north: Command = { type: 'OpenWarehouse', code: 'north', name: 'North' };

const dispatch: Command = {
  type: 'DispatchTransfer',
  transferId: 'T',
  sku: 'A',
  from: 'main',
  to: 'north',
  quantity: qty(4),
};

/** On a shop that has ten each of A, B and C. */
export const situations: readonly Situation[] = [
  {
    name: 'an order that can be had',
    before: [],
    command: order('1', { C: 2, A: 3, B: 4 }),
    async check(ledger, own) {
      expect(of(own, 'OrderAccepted')).toBe(1);
      expect(of(own, 'OrderRejected')).toBe(0);
      expect(of(own, 'StockAllocated')).toBe(3);
      expect(await allocated(ledger)).toEqual([qty(3), qty(4), qty(2)]);
    },
  },
  {
    name: 'an order that cannot be had',
    before: [],
    command: order('1', { C: 2, A: 3, B: 11 }),
    async check(ledger, own) {
      expect(of(own, 'OrderAccepted')).toBe(0);
      expect(of(own, 'OrderRejected')).toBe(1);
      expect(of(own, 'DemandRefused')).toBe(3);
      expect(of(own, 'OrderSettled')).toBe(1);
      expect(await allocated(ledger)).toEqual([0n, 0n, 0n]);
    },
  },
  {
    name: 'a cancellation',
    before: [order('1', { C: 2, A: 3, B: 4 })],
    command: { type: 'CancelOrder', orderId: '1' },
    async check(ledger, own) {
      expect(of(own, 'OrderCancelled')).toBe(1);
      expect(of(own, 'AllocationReleased')).toBe(3);
      expect(of(own, 'OrderSettled')).toBe(1);
      expect(await allocated(ledger)).toEqual([0n, 0n, 0n]);
    },
  },
  {
    name: 'a transfer',
    before: [north],
    command: {
      type: 'TransferStock',
      transferId: 'T',
      sku: 'A',
      from: 'main',
      to: 'north',
      quantity: qty(4),
    },
    async check(ledger, own) {
      expect(of(own, 'TransferCompleted')).toBe(1);
      expect(of(own, 'StockTransferred')).toBe(1);
      expect((await levelOf(ledger, 'A', 'north')).onHand).toBe(qty(4));
    },
  },
  {
    name: 'a dispatch',
    before: [north],
    command: dispatch,
    async check(ledger, own) {
      expect(of(own, 'TransferDispatched')).toBe(1);
      expect(of(own, 'StockDispatched')).toBe(1);
      expect((await levelOf(ledger, 'A')).onHand).toBe(qty(6));
    },
  },
  {
    name: 'a receipt',
    before: [north, dispatch],
    command: {
      type: 'ReceiveTransfer',
      transferId: 'T',
      sku: 'A',
      quantity: qty(3),
      discrepancyReason: 'lost',
    },
    async check(ledger, own) {
      expect(of(own, 'TransferReceived')).toBe(1);
      expect(of(own, 'StockReceived')).toBe(1);
      expect((await levelOf(ledger, 'A', 'north')).onHand).toBe(qty(3));
    },
  },
  {
    name: 'the closing of a count sheet',
    before: [
      { type: 'OpenCountSheet', sheetId: 'S', warehouse: 'main' },
      {
        type: 'CountLines',
        sheetId: 'S',
        warehouse: 'main',
        lines: ['A', 'B', 'C'].map((sku) => ({ sku, counted: qty(7) })),
      },
      { type: 'AdjustLevel', sku: 'B', warehouse: 'main', quantity: qty(1), reason: 'found' },
    ],
    command: { type: 'CloseCountSheet', sheetId: 'S', warehouse: 'main' },
    async check(ledger, own) {
      expect(of(own, 'LevelCounted')).toBe(2);
      expect(of(own, 'LinesRefused')).toBe(1);
      expect(own.findLast(({ type }) => type === 'CountSheetClosed')?.data).toMatchObject({
        posted: 2,
        refused: 1,
      });
      expect((await levelOf(ledger, 'B')).onHand).toBe(qty(11));
    },
  },
  {
    name: 'an amendment that can be had',
    before: [order('1', { A: 3, B: 4 })],
    command: { type: 'AmendOrder', orderId: '1', lines: lines({ C: 5, A: 4, B: 1 }) },
    async check(ledger, own) {
      expect(of(own, 'OrderAmended')).toBe(1);
      expect(of(own, 'AmendmentRefused')).toBe(0);
      expect([of(own, 'StockAllocated'), of(own, 'AllocationReleased')]).toEqual([2, 1]);
      expect(of(own, 'OrderSettled')).toBe(1);
      expect(await allocated(ledger)).toEqual([qty(4), qty(1), qty(5)]);
    },
  },
  {
    name: 'an amendment that cannot be had',
    before: [order('1', { A: 3, B: 4 })],
    command: { type: 'AmendOrder', orderId: '1', lines: lines({ C: 11, A: 4, B: 1 }) },
    async check(ledger, own) {
      expect(of(own, 'OrderAmended')).toBe(0);
      expect(of(own, 'AmendmentRefused')).toBe(1);
      expect(of(own, 'DemandRefused')).toBe(2);
      expect(of(own, 'OrderSettled')).toBe(1);
      expect(await allocated(ledger)).toEqual([qty(3), qty(4), 0n]);
    },
  },
  {
    name: 'a shipment',
    before: [order('1', { C: 2, A: 3, B: 4 })],
    command: { type: 'ShipOrder', orderId: '1' },
    async check(ledger, own) {
      expect([of(own, 'OrderShipped'), of(own, 'ShipmentRefused')]).toEqual([1, 0]);
      expect(of(own, 'StockShipped')).toBe(3);
      expect(await allocated(ledger)).toEqual([0n, 0n, 0n]);
      expect(await onHand(ledger)).toEqual([qty(7), qty(6), qty(8)]);
    },
  },
  {
    name: 'a return',
    before: [order('1', { C: 2, A: 3, B: 4 }), { type: 'ShipOrder', orderId: '1' }],
    command: {
      type: 'ReturnOrder',
      orderId: '1',
      lines: lines({ B: 4, A: 1 }).map((line) => ({ ...line, restock: true })),
    },
    async check(ledger, own) {
      expect(of(own, 'OrderReturned')).toBe(1);
      expect(of(own, 'StockReturned')).toBe(2);
      expect(await onHand(ledger)).toEqual([qty(8), qty(10), qty(8)]);
    },
  },
  {
    name: 'a warehouse that is not empty',
    before: [],
    command: { type: 'CloseWarehouse', code: 'main' },
    async check(ledger, own) {
      expect(of(own, 'WarehouseReopened')).toBe(1);
      expect(ledger.scopes().warehouses.get('main')?.state).toBe('open');
    },
  },
];
