import { describe, expect, it } from '@jest/globals';
import type { SubmitOrder } from '../shared/commands.ts';
import { quantityOf } from '../shared/quantity.ts';
import { order } from '../testing/order-process.ts';
import { codesOf, managedShop, NOON } from '../testing/shop.ts';
import { orderDefinition } from './definition.ts';
import { acceptOrder, rejectOrder, settleOrder } from './outcome.ts';
import type { OrderState } from './state.ts';
import { submitOrder } from './submit.ts';

const { context } = managedShop();
const ITEM = { code: 'item', precision: 0 };

const command: SubmitOrder = {
  type: 'SubmitOrder',
  orderId: 'o1',
  website: 'default',
  lines: [
    { sku: 'A1', quantity: quantityOf('2') },
    { sku: 'gone', quantity: quantityOf('1') },
    { sku: 'A1', unit: 'item', quantity: quantityOf('3') },
  ],
  shipUntil: '2026-04-01',
  customer: 'c-1',
  placedAt: '2011-12-01T08:26:00.000Z',
};

function submitted(): OrderState {
  const decision = submitOrder(null, command, [ITEM, undefined, ITEM], context);
  if (decision.kind === 'refused') throw new Error(JSON.stringify(decision.reasons));
  return decision.events.reduce<OrderState | null>(orderDefinition.evolve, null) as OrderState;
}

describe('submitting an order', () => {
  it('keeps the lines as they were sent, their units filled in where they are known', () => {
    expect(submitOrder(null, command, [ITEM, undefined, ITEM], context)).toEqual({
      kind: 'accepted',
      events: [
        {
          type: 'OrderSubmitted',
          data: {
            orderId: 'o1',
            website: 'default',
            lines: [
              { sku: 'A1', unit: 'item', quantity: '2' },
              { sku: 'gone', quantity: '1' },
              { sku: 'A1', unit: 'item', quantity: '3' },
            ],
            shipUntil: '2026-04-01',
            customer: 'c-1',
            placedAt: '2011-12-01T08:26:00.000Z',
            decidedAt: NOON,
          },
        },
      ],
    });
  });

  it('makes lines of one product and unit one line', () => {
    expect(submitted().lines).toMatchObject([
      { sku: 'A1', unit: 'item', quantity: quantityOf('5') },
      { sku: 'gone', quantity: quantityOf('1') },
    ]);
  });

  it('opens operation 0, which is to be decided', () => {
    expect(submitted()).toMatchObject({
      status: 'submitted',
      operation: 0,
      decidedAt: NOON,
      open: { kind: 'submit', operation: 0, phase: 'deciding' },
    });
  });

  it('is refused on a website that does not exist, and for an id that is taken', () => {
    const nowhere = submitOrder(null, { ...command, website: 'nowhere' }, [], context);
    expect(nowhere.kind === 'refused' && codesOf(nowhere.reasons)).toEqual(['UNKNOWN_WEBSITE']);
    const again = submitOrder(submitted(), command, [], context);
    expect(again.kind === 'refused' && codesOf(again.reasons)).toEqual(['ALREADY_EXISTS']);
  });
});

describe('the outcome of an order', () => {
  it('is its acceptance, which closes the operation', () => {
    const { events } = acceptOrder(submitted(), []);
    expect(events).toEqual([{ type: 'OrderAccepted', data: { orderId: 'o1', operation: 0 } }]);
    const state = events.reduce<OrderState | null>(orderDefinition.evolve, submitted());
    expect(state).toMatchObject({ status: 'accepted', open: null });
    expect(state?.lines.map(({ allocated }) => allocated)).toEqual(
      state?.lines.map(({ quantity }) => quantity),
    );
  });

  it('tells which products were not allocated', () => {
    const { events } = acceptOrder(submitted(), ['A1']);
    const state = events.reduce<OrderState | null>(orderDefinition.evolve, submitted());
    expect(state?.lines.map(({ allocated }) => allocated)).toEqual([0n, state?.lines[1]?.quantity]);
  });

  it('or its rejection, which is settled once everything is given back', () => {
    const reasons = [{ code: 'UNKNOWN_PRODUCT', message: 'there is no product "gone"' }] as const;
    const { events } = rejectOrder(submitted(), reasons);
    expect(events).toEqual([{ type: 'OrderRejected', data: { orderId: 'o1', operation: 0, reasons } }]);
    const rejected = events.reduce<OrderState | null>(orderDefinition.evolve, submitted()) as OrderState;
    expect(rejected).toMatchObject({
      status: 'rejected',
      open: { kind: 'submit', operation: 0, phase: 'settling' },
    });
    const settled = settleOrder(rejected).events.reduce<OrderState | null>(orderDefinition.evolve, rejected);
    expect(settled).toMatchObject({ status: 'rejected', open: null });
  });

  it('keeps no more reasons than an append can hold, and tells how many there were', () => {
    const reasons = Array.from({ length: 2_000 }, (_, index) => ({
      code: 'UNKNOWN_PRODUCT' as const,
      message: 'x'.repeat(400),
      path: `lines[${index}].sku`,
    }));
    const [event] = rejectOrder(submitted(), reasons).events;
    expect(event?.data).toMatchObject({ reasonCount: 2_000 });
    expect(JSON.stringify(event).length).toBeLessThan(300_000);
  });

  it('happens once', () => {
    const shop = managedShop();
    shop.register('A1');
    shop.adjust('A1', '5');
    order(shop, 'o1', [{ sku: 'A1', quantity: '1' }]);
    const accepted = shop.orders.get('o1') as OrderState;
    expect(() => acceptOrder(accepted, [])).toThrow(RangeError);
    expect(() => rejectOrder(accepted, [])).toThrow(RangeError);
    expect(() => settleOrder(accepted)).toThrow(RangeError);
    expect(() => settleOrder(submitted())).toThrow(RangeError);
  });
});
