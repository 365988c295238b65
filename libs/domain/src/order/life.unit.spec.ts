import { describe, expect, it } from '@jest/globals';
import { quantityOf } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import { NOON } from '../testing/shop.ts';
import { amendmentOf } from './amend.ts';
import { orderDefinition } from './definition.ts';
import type { OrderEvent, OrderLine } from './events.ts';
import { releasedOf } from './line-moves.ts';
import { returnOrder } from './return.ts';
import { shipOrder, shippedFromStock } from './ship.ts';
import type { OrderState } from './state.ts';
import { statusOf } from './status.ts';

const line = (sku: string, quantity: string, more: Partial<OrderLine> = {}) => ({
  sku,
  unit: 'item',
  quantity,
  ...more,
});

/** Two of A and three of B go into one. */
const KIT = {
  components: [
    { sku: 'A', unit: 'item', quantity: '2' },
    { sku: 'B', unit: 'item', quantity: '3' },
  ],
};

/** An accepted order, and what came after. */
function orderOf(
  lines: readonly OrderLine[],
  unallocated: readonly string[],
  ...after: OrderEvent[]
): OrderState {
  const events: OrderEvent[] = [
    { type: 'OrderSubmitted', data: { orderId: 'o', website: 'w', lines, decidedAt: NOON } },
    { type: 'OrderAccepted', data: { orderId: 'o', operation: 0, unallocated } },
    ...after,
  ];
  return events.reduce<OrderState | null>(orderDefinition.evolve, orderDefinition.initial()) as OrderState;
}

const toShip = (...lines: ReturnType<typeof line>[]): OrderEvent => ({
  type: 'ShipmentRequested',
  data: { orderId: 'o', operation: 1, lines, decidedAt: NOON },
});

const fold = (order: OrderState, events: readonly OrderEvent[]) =>
  events.reduce<OrderState | null>(orderDefinition.evolve, order) as OrderState;

const LOST: readonly Reason[] = [{ code: 'INSUFFICIENT_STOCK', message: 'gone', sku: 'B' }];

describe('a shipment', () => {
  it('names the products that refused; of these nothing has gone out', () => {
    const lines = [line('A', '2'), line('B', '3')];
    const order = orderOf(lines, [], toShip(...lines));

    const { events } = shipOrder(order, new Map([['B', LOST]]));

    expect(events).toEqual([
      {
        type: 'OrderShipped',
        data: { orderId: 'o', operation: 1, lines: [line('A', '2')], whole: false, refused: LOST },
      },
    ]);
    expect(fold(order, events)).toMatchObject({
      status: 'accepted',
      open: null,
      lines: [
        { shipped: quantityOf('2'), allocated: 0n },
        { shipped: 0n, allocated: quantityOf('3') },
      ],
    });
  });

  it('of which every product refuses is refused itself', () => {
    const order = orderOf([line('B', '3')], [], toShip(line('B', '3')));
    const { events } = shipOrder(order, new Map([['B', LOST]]));
    expect(events).toMatchObject([{ type: 'ShipmentRefused', data: { reasons: LOST } }]);
    expect(fold(order, events)).toMatchObject({ status: 'accepted', open: null });
  });

  it('of a kit may go in part; what has gone does not go again', () => {
    const kit = line('K', '2', KIT);
    const order = orderOf([kit], [], toShip(kit));

    const { events } = shipOrder(order, new Map([['B', LOST]]));

    expect(events).toMatchObject([
      { type: 'OrderShipped', data: { lines: [], partly: [{ sku: 'K', quantity: '2', without: ['B'] }] } },
    ]);
    const after = fold(order, events);
    expect(after.lines[0]).toMatchObject({
      shipped: 0n,
      parts: [
        { sku: 'A', allocated: 0n, fromStock: quantityOf('4') },
        { sku: 'B', allocated: quantityOf('6'), fromStock: 0n },
      ],
    });
    const all = [{ sku: 'K', unit: 'item', quantity: quantityOf('2'), components: KIT.components }];
    expect(shippedFromStock(after, all)).toEqual([{ sku: 'B', unit: 'item', quantity: quantityOf('6') }]);
    expect(releasedOf(after.lines, all)).toEqual([{ sku: 'B', unit: 'item', quantity: quantityOf('6') }]);
  });

  it('sends what was allocated first; what was not has no effect on stock', () => {
    const order = orderOf([line('A', '2')], ['A']);
    const asked = [{ sku: 'A', unit: 'item', quantity: quantityOf('2') }];
    expect(shippedFromStock(order, asked)).toEqual([]);
    const amended = fold(order, [
      {
        type: 'AmendmentRequested',
        data: { orderId: 'o', operation: 1, lines: [line('A', '5')], decidedAt: NOON },
      },
      { type: 'OrderAmended', data: { orderId: 'o', operation: 1, lines: [line('A', '5')] } },
      { type: 'OrderSettled', data: { orderId: 'o', operation: 1 } },
    ]);
    const four = [{ sku: 'A', unit: 'item', quantity: quantityOf('4') }];
    expect(shippedFromStock(amended, four)).toMatchObject([{ quantity: quantityOf('3') }]);
    expect(releasedOf(amended.lines, four)).toMatchObject([{ quantity: quantityOf('2') }]);
  });
});

describe('an amendment', () => {
  const amended = (order: OrderState, ...lines: ReturnType<typeof line>[]) =>
    amendmentOf(
      order,
      lines.map((each) => ({ ...each, quantity: quantityOf(each.quantity) })),
    );

  it('is the difference, product by product', () => {
    const order = orderOf([line('A', '2'), line('B', '3'), line('C', '4')], ['C']);
    expect(amended(order, line('D', '1'), line('A', '5'), line('C', '1'))).toEqual({
      reasons: [],
      products: [
        {
          sku: 'A',
          added: [{ unit: 'item', quantity: quantityOf('3'), path: 'lines[1]' }],
          givenUp: [],
          whole: [{ unit: 'item', quantity: quantityOf('5'), path: 'lines[1]' }],
        },
        {
          sku: 'B',
          added: [],
          givenUp: [{ unit: 'item', quantity: quantityOf('3'), path: 'lines' }],
          whole: [],
        },
        {
          sku: 'C',
          added: [],
          givenUp: [],
          whole: [{ unit: 'item', quantity: quantityOf('1'), path: 'lines[2]' }],
        },
        {
          sku: 'D',
          added: [{ unit: 'item', quantity: quantityOf('1'), path: 'lines[0]' }],
          givenUp: [],
          whole: [{ unit: 'item', quantity: quantityOf('1'), path: 'lines[0]' }],
        },
      ],
    });
  });

  it('cannot take back what has shipped', () => {
    const shipped: OrderEvent = {
      type: 'OrderShipped',
      data: { orderId: 'o', operation: 1, lines: [line('A', '2')], whole: false },
    };
    const order = orderOf([line('A', '5'), line('B', '1')], [], toShip(line('A', '2')), shipped);
    expect(amended(order, line('A', '1'), line('B', '1')).reasons).toMatchObject([
      { code: 'EXCEEDS_OPEN', path: 'lines[0].quantity', requested: '4', open: '3' },
    ]);
    expect(amended(order, line('B', '1')).reasons).toMatchObject([{ path: 'lines', open: '3' }]);
  });

  it('of a kit concerns its components too', () => {
    const order = orderOf([line('K', '2', KIT)], []);
    const { products } = amended(order, line('K', '1', KIT));
    expect(products.map(({ sku, givenUp }) => [sku, givenUp[0]?.quantity])).toEqual([
      ['A', quantityOf('2')],
      ['B', quantityOf('3')],
      ['K', undefined],
    ]);
  });
});

describe('the status of an order', () => {
  const figures = (quantity: number, cancelled: number, shipped: number, returned: number) => ({
    quantity: BigInt(quantity),
    cancelled: BigInt(cancelled),
    shipped: BigInt(shipped),
    returned: BigInt(returned),
  });

  it.each([
    ['accepted', figures(5, 1, 3, 3)],
    ['cancelled', figures(5, 5, 0, 0)],
    ['shipped', figures(5, 0, 5, 0)],
    ['closed', figures(5, 1, 4, 0)],
    ['closed', figures(5, 0, 5, 1)],
  ])('%s', (status, each) => {
    expect(statusOf({ lines: [each] })).toBe(status);
  });

  it('a return of which every product refuses leaves it as it was', () => {
    const returning: OrderEvent = {
      type: 'ReturnRequested',
      data: { orderId: 'o', operation: 2, lines: [{ ...line('B', '1'), restock: true }], decidedAt: NOON },
    };
    const shipped: OrderEvent = {
      type: 'OrderShipped',
      data: { orderId: 'o', operation: 1, lines: [line('B', '3')], whole: true },
    };
    const order = orderOf([line('B', '3')], [], toShip(line('B', '3')), shipped, returning);
    const { events } = returnOrder(order, new Map([['B', LOST]]));
    expect(events).toMatchObject([{ type: 'ReturnRefused' }]);
    expect(fold(order, events)).toMatchObject({ status: 'shipped', lines: [{ returned: 0n }] });
  });
});
