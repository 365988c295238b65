import { describe, expect, test } from '@jest/globals';
import {
  countOf,
  done,
  envelope,
  eventsOf,
  levelOf,
  openShop,
  order,
  qty,
  stocked,
  submitted,
} from '../testing/shop.ts';

describe('an order', () => {
  test('that can be had is accepted whole, in three appends', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    await stocked(ledger, 'A', 10);
    const appends = ledger.counters.appends;

    const outcome = await submitted(ledger, '1', { A: 4 }, { commandId: 'test:1' });

    expect(outcome).toMatchObject({
      kind: 'done',
      answer: {
        commandId: 'test:1',
        stream: 'order-1',
        revision: 1,
        events: [
          { type: 'OrderSubmitted', revision: 0 },
          { type: 'OrderAccepted', revision: 1 },
        ],
        order: {
          orderId: '1',
          status: 'accepted',
          lines: [
            {
              sku: 'A',
              unit: 'item',
              quantity: '4',
              allocations: [{ warehouse: 'main', quantity: '4', backordered: '0' }],
            },
          ],
        },
      },
    });
    expect(ledger.counters.appends - appends).toBe(3);
    const effects = (await eventsOf(store)).filter(({ metadata }) => metadata.commandId === 'test:1');
    expect(effects.map(({ stream, type }) => [stream, type])).toEqual([
      ['order-1', 'OrderSubmitted'],
      ['product-A', 'StockAllocated'],
      ['order-1', 'OrderAccepted'],
    ]);
    expect(effects[1]?.metadata).toMatchObject({ actor: 'tester', causationId: 'order-1@0' });
    expect(effects[0]?.metadata.commandHash).toBeDefined();
    expect(outcome).toMatchObject({ answer: { position: effects[2]?.position } });
  });

  test('that cannot be had is on record with all reasons of all lines, and nothing is allocated', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    await stocked(ledger, 'A', 10);
    await stocked(ledger, 'B', 1);
    await stocked(ledger, 'C', 1);

    const outcome = await submitted(ledger, '1', { C: 2, A: 4, nothing: 1, B: 5 });

    expect(outcome).toMatchObject({
      kind: 'refused',
      code: 'ORDER_REJECTED',
      position: await store.lastPosition(),
    });
    const { reasons } = outcome as unknown as { reasons: { sku: string; code: string }[] };
    expect(reasons.map(({ sku, code }) => [sku, code])).toEqual([
      ['C', 'INSUFFICIENT_STOCK'],
      ['nothing', 'UNKNOWN_PRODUCT'],
      ['B', 'INSUFFICIENT_STOCK'],
    ]);
    const events = (await eventsOf(store)).slice(-6);
    expect(events.map(({ stream, type }) => [stream, type])).toEqual([
      ['order-1', 'OrderSubmitted'],
      ['order-1', 'OrderRejected'],
      ['product-A', 'DemandRefused'],
      ['product-B', 'DemandRefused'],
      ['product-C', 'DemandRefused'],
      ['order-1', 'OrderSettled'],
    ]);
  });

  test('can be cancelled in part and then whole; the stock comes back', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stocked(ledger, 'A', 10);
    await submitted(ledger, '1', { A: 6 });

    const part = await done(ledger, {
      type: 'CancelOrder',
      orderId: '1',
      lines: [{ sku: 'A', quantity: qty(2) }],
    });
    const afterPart = await levelOf(ledger, 'A');
    const rest = await done(ledger, { type: 'CancelOrder', orderId: '1', reason: 'changed mind' });

    expect(part.answer.events.map(({ type }) => type)).toEqual([
      'CancellationRequested',
      'OrderCancelled',
      'OrderSettled',
    ]);
    expect(afterPart.allocated).toBe(qty(4));
    expect(rest.answer.revision).toBe(7);
    expect((await levelOf(ledger, 'A')).allocated).toBe(0n);
    expect(await ledger.execute(envelope({ type: 'CancelOrder', orderId: '1' }))).toMatchObject({
      kind: 'refused',
      code: 'ORDER_NOT_OPEN',
    });
  });

  test('64 callers for the last units: as many are accepted as there are', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stocked(ledger, 'A', 37);

    const outcomes = await Promise.all(
      Array.from({ length: 64 }, async (_, caller) => {
        const own = [];
        for (let i = 0; i < 3; i++) own.push(await submitted(ledger, `${caller}-${i}`, { A: 1 }));
        return own;
      }),
    );

    expect(countOf(outcomes.flat(), 'done')).toBe(37);
    expect(countOf(outcomes.flat(), 'refused')).toBe(64 * 3 - 37);
    expect((await levelOf(ledger, 'A')).allocated).toBe(qty(37));
  });

  test('over several products in whatever order of lines: never half, never too much', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    for (const sku of ['A', 'B', 'C']) await stocked(ledger, sku, 20);
    const baskets = [
      { A: 1, B: 1 },
      { B: 1, A: 1 },
      { C: 2, A: 1 },
      { A: 1, B: 1, C: 1 },
      { C: 1, B: 2, A: 1 },
    ];

    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        submitted(ledger, `${index}`, baskets[index % baskets.length] as Record<string, number>),
      ),
    );

    const promised = { A: 0, B: 0, C: 0 };
    outcomes.forEach((outcome, index) => {
      if (outcome.kind !== 'done') return;
      const basket = baskets[index % baskets.length] as Record<string, number>;
      for (const [sku, count] of Object.entries(basket)) promised[sku as 'A'] += count;
    });
    for (const sku of ['A', 'B', 'C'] as const) {
      expect((await levelOf(ledger, sku)).allocated).toBe(qty(promised[sku]));
      expect(promised[sku]).toBeLessThanOrEqual(20);
    }
    expect(countOf(outcomes, 'done')).toBeGreaterThan(10);
  });

  test('commands on one order are decided one after the other', async () => {
    await using shop = await openShop();
    const { ledger } = shop;
    await stocked(ledger, 'A', 10);

    const [accepted, cancelled, again] = await Promise.all([
      submitted(ledger, '1', { A: 4 }),
      ledger.execute(envelope({ type: 'CancelOrder', orderId: '1' })),
      ledger.execute(envelope({ type: 'CancelOrder', orderId: '1' })),
    ]);

    expect([accepted.kind, cancelled.kind, again.kind]).toEqual(['done', 'done', 'refused']);
    expect((await levelOf(ledger, 'A')).allocated).toBe(0n);
  });

  test('of an unknown website leaves no trace', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    const before = await store.lastPosition();

    const outcome = await ledger.execute(
      envelope({
        type: 'SubmitOrder',
        orderId: '1',
        website: 'none',
        lines: [{ sku: 'A', quantity: qty(1) }],
      }),
    );

    expect(outcome).toMatchObject({ kind: 'refused', code: 'UNKNOWN_WEBSITE' });
    expect(await store.lastPosition()).toBe(before);
  });

  test('its facts carry the time it was placed', async () => {
    await using shop = await openShop();
    const { ledger, store } = shop;
    await stocked(ledger, 'A', 10);
    const placedAt = '2025-12-01T08:00:00.000Z';

    await done(ledger, { ...order('1', { A: 1 }), placedAt } as never);

    const events = (await eventsOf(store)).slice(-3);
    expect(events.map(({ metadata }) => metadata.effectiveAt)).toEqual([placedAt, placedAt, placedAt]);
  });
});
