import { describe, expect, test } from '@jest/globals';
import type { ImportReport } from '../import/run-import.ts';
import { Tally } from '../import/tally.ts';
import { reportJson } from './report-json.ts';
import { reportLines } from './report-lines.ts';

function reportOf(more: Partial<ImportReport> = {}): ImportReport {
  const tally = new Tally();
  for (let n = 0; n < 1200; n += 1) tally.enter({ type: 'SubmitOrder', data: {} }, { status: 200 });
  tally.enter(
    { type: 'SubmitOrder', data: { orderId: '581483' } },
    {
      status: 422,
      problem: {
        status: 422,
        code: 'ORDER_REJECTED',
        reasons: [
          { code: 'INSUFFICIENT_STOCK', message: '', sku: '23843', unit: 'item', requested: '80995' },
        ],
      },
    },
  );
  tally.enter(
    { type: 'CancelOrder', data: { orderId: '581483' } },
    { status: 422, problem: { status: 422, code: 'ORDER_NOT_OPEN', reasons: [] } },
  );
  tally.enter({ type: 'AdjustLevel', data: { reason: 'written off: wet boxes' } }, { status: 200 });
  tally.enter({ type: 'RegisterProduct', data: {} }, { status: 200 });
  return {
    title: 'Online Retail: 181,701 lines',
    place: 'the ledger in /data',
    tally,
    skipped: new Map([['not stock: POST', 803]]),
    log: { events: 203_456, eventsAfter: 203_446, lastPosition: 203_455n, hash: 'ab'.repeat(32) },
    stock: {
      products: 3143,
      outOfStock: {
        count: 364,
        examples: [
          { sku: '15034', name: 'PAPER POCKET TRAVELING FAN', available: [{ unit: 'item', quantity: '0' }] },
        ],
      },
      low: { count: 0, examples: [] },
      lostDemand: [
        { sku: '23843', name: 'PAPER CRAFT , LITTLE BIRDIE', unit: 'item', requested: '80995', orders: 1 },
      ],
    },
    durations: { readingMs: 1_300, loadingMs: 12_000, checkingMs: 900 },
    ...more,
  };
}

describe('what came of a load, for people', () => {
  test.each([50, 60, 80, 120])('fits %i columns', (width) => {
    const lines = reportLines(reportOf(), width);
    const hashLine = lines.find((line) => line.startsWith('Log hash'));
    expect(lines.filter((line) => line.length > width && line !== hashLine)).toEqual([]);
  });

  test('tells counts, reasons, examples and the hash', () => {
    const text = reportLines(reportOf(), 80).join('\n');

    expect(text).toMatch(/^Orders +1,201$/m);
    expect(text).toMatch(/^ {2}accepted +1,200 +99.9 %$/m);
    expect(text).toMatch(/^ {2}refused +1 +0.1 % {2}INSUFFICIENT_STOCK 1$/m);
    expect(text).toMatch(/^ {2}of refused orders +1 {2}nothing to give back/m);
    expect(text).toMatch(/^ {2}written off +1$/m);
    expect(text).toMatch(/^Lines skipped +803 {2}not stock: POST 803$/m);
    expect(text).toMatch(/^Events written +203,446$/m);
    expect(text).toMatch(/^ {2}23843 +PAPER CRAFT , LITTLE BIRDIE +80,995 {2}item +1$/m);
    expect(text).toMatch(/^Out of stock, the first 1 of 364 by sku$/m);
    expect(text).toMatch(/^ {2}15034 +PAPER POCKET TRAVELING FAN +0 item$/m);
    expect(text).toMatch(/^ {2}low +0 +0.0 %$/m);
    expect(text).toContain(`Log hash  ${'ab'.repeat(32)}`);
    expect(text).not.toContain('should not have');
  });

  test('says that a second load doubles nothing', () => {
    const text = reportLines(
      reportOf({ log: { events: 9, eventsAfter: 0, lastPosition: 8n, hash: '' } }),
      80,
    ).join('\n');
    expect(text).toMatch(/^Events written +0 {2}everything had been loaded before/m);
  });

  test('lists what failed and should not have', () => {
    const report = reportOf();
    const problem = {
      status: 422,
      code: 'NEGATIVE_ON_HAND',
      reasons: [{ code: '', message: 'Only 3 there.' }],
    };
    report.tally.enter({ id: 'a-1', type: 'AdjustLevel', data: {} }, { status: 422, problem });

    const text = reportLines(report, 100).join('\n');
    expect(text).toContain('1 command failed and should not have');
    expect(text).toMatch(/AdjustLevel +a-1 +NEGATIVE_ON_HAND +Only 3 there\./);
  });
});

test('what came of a load, for programs, is JSON and says the same', () => {
  expect(JSON.parse(JSON.stringify(reportJson(reportOf())))).toMatchObject({
    commands: 1204,
    outcomes: { SubmitOrder: { OK: 1200, ORDER_REJECTED: 1 } },
    orders: { accepted: 1200, refused: 1, reasons: { INSUFFICIENT_STOCK: 1 } },
    cancellations: { done: 0, ofRefusedOrders: 1 },
    adjustments: { 'written off': 1 },
    skipped: { 'not stock: POST': 803 },
    unexpected: { count: 0, examples: [] },
    events: { written: 203_446, total: 203_456, hash: 'ab'.repeat(32) },
  });
});
