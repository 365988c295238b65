import { beforeEach, describe, expect, test } from '@jest/globals';
import type { BulkResult } from '../api/api.ts';
import { Tally } from './tally.ts';

const done = { status: 200 } as BulkResult;
const refused = (code: string, reasons: object[] = []): BulkResult => ({
  status: 422,
  problem: { status: 422, code, reasons: reasons as never },
});
const order = (orderId: string) => ({ id: `order:${orderId}`, type: 'SubmitOrder', data: { orderId } });
const cancellation = (orderId: string) => ({ type: 'CancelOrder', data: { orderId } });
const adjustment = (reason: string) => ({ type: 'AdjustLevel', data: { sku: 'A', reason } });
const short = (sku: string, requested: string) => ({
  code: 'INSUFFICIENT_STOCK',
  message: '',
  sku,
  unit: 'item',
  requested,
  sellable: '0',
});

describe('the tally of a load', () => {
  let tally: Tally;
  beforeEach(() => {
    tally = new Tally();
  });

  test('counts by command and by code', () => {
    tally.enter(order('1'), done);
    tally.enter(order('2'), done);
    tally.enter(order('3'), refused('ORDER_REJECTED'));
    tally.enter(cancellation('1'), done);

    expect(tally.count()).toBe(4);
    expect(tally.count('SubmitOrder')).toBe(3);
    expect(tally.count('SubmitOrder', 'OK')).toBe(2);
    expect(tally.count('SubmitOrder', 'ORDER_REJECTED')).toBe(1);
  });

  test('counts a reason once an order, however many lines it concerns', () => {
    tally.enter(order('1'), refused('ORDER_REJECTED', [short('A', '5'), short('B', '1')]));
    expect([...tally.orderRefusals]).toEqual([['INSUFFICIENT_STOCK', 1]]);
  });

  test('sums what refused orders asked of each product, exactly, the most first', () => {
    tally.enter(order('1'), refused('ORDER_REJECTED', [short('A', '0.1'), short('B', '7')]));
    tally.enter(order('2'), refused('ORDER_REJECTED', [short('A', '0.2')]));
    tally.enter(order('3'), refused('ORDER_REJECTED', [{ ...short('C', '99'), code: 'ABOVE_MAXIMUM' }]));

    expect(tally.lostDemand(5)).toEqual([
      { sku: 'B', unit: 'item', orders: 1, requested: '7' },
      { sku: 'A', unit: 'item', orders: 2, requested: '0.3' },
    ]);
    expect(tally.lostDemand(1)).toHaveLength(1);
  });

  test('finds nothing wrong with cancelling an order that was refused', () => {
    tally.enter(order('1'), refused('ORDER_REJECTED'));
    tally.enter(cancellation('1'), refused('ORDER_NOT_OPEN'));

    expect(tally.cancellationsOfRefused).toBe(1);
    expect(tally.unexpectedCount).toBe(0);
  });

  test.each([
    ['a cancellation of an order that was accepted', cancellation('9'), refused('ORDER_NOT_OPEN')],
    ['a cancellation for another reason', cancellation('1'), refused('EXCEEDS_OPEN')],
    ['an adjustment', adjustment('theft'), refused('NEGATIVE_ON_HAND')],
    ['an order that could not be decided', order('8'), refused('OVERLOADED')],
    ['an answer without a problem', order('8'), { status: 500 }],
  ])('does not expect the refusal of %s', (_, command, result) => {
    tally.enter(order('1'), refused('ORDER_REJECTED'));
    tally.enter(command, result);
    expect(tally.unexpectedCount).toBe(1);
    expect(tally.unexpected[0]?.type).toBe(command.type);
  });

  test('keeps the first ten failures as examples', () => {
    for (let n = 0; n < 25; n += 1) tally.enter(adjustment('theft'), refused('NEGATIVE_ON_HAND'));
    expect(tally.unexpectedCount).toBe(25);
    expect(tally.unexpected).toHaveLength(10);
  });

  test('gathers adjustments by the first words of their reason', () => {
    for (const reason of ['written off: wet boxes', 'written off: rats', 'opening stock (made up)']) {
      tally.enter(adjustment(reason), done);
    }
    expect([...tally.adjustments]).toEqual([
      ['written off', 2],
      ['opening stock', 1],
    ]);
  });
});
