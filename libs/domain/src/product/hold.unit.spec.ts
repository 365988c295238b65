import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ONE, quantityOf } from '../shared/quantity.ts';
import { checkCopyHalfWay } from '../testing/copies.ts';
import { demandFor, order } from '../testing/order-process.ts';
import { codesOf, dataOf, managedShop, type Shop, typesOf, warehouses } from '../testing/shop.ts';
import { allocate } from './allocate.ts';
import { closeRejected } from './close-rejected.ts';
import { productDefinition } from './definition.ts';
import { evaluateDemand } from './evaluate.ts';
import type { HoldReleaseCause, ProductEvent } from './events.ts';
import { releaseHold } from './hold-release.ts';
import { holdStock } from './hold-stock.ts';
import { availableOf } from './levels.ts';
import { shortfallOf } from './shortfall.ts';
import type { ProductState } from './state.ts';
import { levelsOf } from './views.ts';

const holdDemand = (holdId: string, quantity: string, operation = 0) => ({
  ...demandFor('none', 'A1', quantity),
  holdId,
  operation,
  purpose: 'cart' as const,
});

/** Holds at once, or says why not. */
function hold(shop: Shop, holdId: string, quantity: string, operation = 0): readonly string[] {
  const ruling = holdStock(shop.known('A1'), holdDemand(holdId, quantity, operation), shop.context);
  if (ruling.kind === 'refused') return codesOf(ruling.reasons);
  if (ruling.kind === 'accepted') shop.record('A1', ruling.events);
  return [ruling.kind];
}

function give(
  shop: Shop,
  holdId: string,
  cause: HoldReleaseCause,
  operation = 1,
  keeps?: string,
): readonly ProductEvent[] {
  const lines = keeps === undefined ? [] : [{ quantity: quantityOf(keeps), path: 'lines[0]' }];
  const ruling = releaseHold(
    shop.known('A1'),
    { holdId, operation, cause, ...(keeps !== undefined && { keeps: { website: 'default', lines } }) },
    shop.context,
  );
  return ruling.kind === 'accepted' ? shop.record('A1', ruling.events) : [];
}

const orderTaking = (orderId: string, quantity: string, holdId: string) => ({
  ...demandFor(orderId, 'A1', quantity),
  holdId,
  hold: { holdId, operation: 1 },
});

const heldAt = (shop: Shop) =>
  Object.fromEntries(levelsOf(shop.known('A1')).map(({ warehouse, held }) => [warehouse, held]));

const stockedShop = (onHand: Readonly<Record<string, string>>): Shop => {
  const others = Object.keys(onHand).filter((code) => code !== 'main');
  const shop = others.length === 0 ? managedShop() : managedShop(...warehouses(...others));
  shop.register('A1');
  for (const [warehouse, quantity] of Object.entries(onHand)) shop.adjust('A1', quantity, { warehouse });
  return shop;
};

describe('holds of other systems', () => {
  it('SP04: of 5 others hold 4: 3 more are refused, and nothing is recorded', () => {
    const shop = stockedShop({ main: '5' });
    hold(shop, 'other', '4');
    const before = shop.eventsOf('A1').length;
    expect(hold(shop, 'cart', '3')).toEqual(['INSUFFICIENT_STOCK']);
    expect(shop.eventsOf('A1').length).toBe(before);
  });

  it('SP06: of 10 with 4 held, 6 can be had; 10 by the cart itself, and when the hold is over', () => {
    const shop = stockedShop({ main: '10' });
    hold(shop, 'cart', '4');
    const sellable = (holdId?: string) =>
      evaluateDemand(
        shop.known('A1'),
        { ...demandFor('o', 'A1', '1'), ...(holdId !== undefined && { holdId }) },
        shop.context,
      ).sums[0]?.sellable;
    expect([sellable(), sellable('cart')]).toEqual([6n * ONE, 10n * ONE]);
    give(shop, 'cart', 'expired');
    expect(sellable()).toBe(10n * ONE);
  });

  it('SA17: 5 of 3 are refused; with 2 in a second warehouse they come from both', () => {
    expect(hold(stockedShop({ first: '3' }), 'cart', '5')).toEqual(['INSUFFICIENT_STOCK']);
    const shop = stockedShop({ first: '3', second: '2' });
    hold(shop, 'cart', '5');
    expect(heldAt(shop)).toEqual({ first: '3', second: '2' });
  });

  it('SA18: of 6 with 3 allocated 4 are refused; with another hold of 2, so are 2', () => {
    const shop = stockedShop({ first: '3', second: '3' });
    order(shop, 'o1', [{ sku: 'A1', quantity: '3' }]);
    expect(hold(shop, 'cart', '4')).toEqual(['INSUFFICIENT_STOCK']);
    hold(shop, 'other', '2');
    expect(hold(shop, 'cart', '2')).toEqual(['INSUFFICIENT_STOCK']);
  });

  it('SA19: holding again replaces', () => {
    const shop = stockedShop({ main: '10' });
    hold(shop, 'cart', '4');
    hold(shop, 'cart', '7', 1);
    expect(give(shop, 'cart', 'replaced', 1, '7')).toEqual([]);
    expect(heldAt(shop)).toEqual({ main: '7' });
    hold(shop, 'cart', '2', 2);
    give(shop, 'cart', 'replaced', 2, '2');
    expect(heldAt(shop)).toEqual({ main: '2' });
  });
});

describe('a hold at a product', () => {
  it('is applied once', () => {
    const shop = stockedShop({ main: '10' });
    hold(shop, 'cart', '4');
    expect(hold(shop, 'cart', '4')).toEqual(['already-applied']);
    give(shop, 'cart', 'released');
    expect(give(shop, 'cart', 'released')).toEqual([]);
    expect(hold(shop, 'cart', '4')).toEqual(['already-applied']);
  });

  it('that is refused elsewhere gives up what its operation took, and keeps what it had', () => {
    const shop = stockedShop({ main: '10' });
    hold(shop, 'cart', '4');
    hold(shop, 'cart', '9', 1);
    give(shop, 'cart', 'rejected', 1);
    expect(heldAt(shop)).toEqual({ main: '4' });
  });

  it('takes the product out of stock only for others, and gives it back when it ends', () => {
    const shop = stockedShop({ main: '4' });
    shop.option('A1', 'automaticRestock', false);
    hold(shop, 'cart', '4');
    expect(shop.known('A1').status).toBe('out_of_stock');
    const events = give(shop, 'cart', 'expired');
    expect(dataOf(events, 'StatusChanged')).toMatchObject([
      { to: 'in_stock', cause: 'released', holdId: 'cart' },
    ]);
  });

  it('loses before orders do, and is not cut', () => {
    const shop = stockedShop({ main: '8' });
    order(shop, 'o1', [{ sku: 'A1', quantity: '3' }]);
    hold(shop, 'cart', '5');
    expect(typesOf(shop.adjust('A1', '-3'))).not.toContain('AllocationBackordered');
    expect(dataOf(shop.adjust('A1', '-4'), 'AllocationBackordered')).toMatchObject([{ quantity: '2' }]);
    expect(heldAt(shop)).toEqual({ main: '5' });
  });

  it('of what is not there leaves the goods of orders alone', () => {
    const shop = stockedShop({ main: '3' });
    shop.option('A1', 'backOrder', true);
    order(shop, 'o1', [{ sku: 'A1', quantity: '3' }]);
    hold(shop, 'cart', '5');
    expect(shop.known('A1').stock[0]?.levels.get('main')).toMatchObject({
      backordered: 0n,
      heldBackordered: 5n * ONE,
    });
    order(shop, 'o2', [{ sku: 'A1', quantity: '1' }]);
    const filled = shop.adjust('A1', '4');
    expect(dataOf(filled, 'BackorderFilled')).toMatchObject([{ orderId: 'o2', quantity: '1' }]);
    expect(shop.known('A1').stock[0]?.levels.get('main')?.heldBackordered).toBe(2n * ONE);
  });

  it('becomes the promise of its order in one append, where it was held', () => {
    const shop = stockedShop({ first: '9', second: '9' });
    hold(shop, 'other', '9');
    hold(shop, 'cart', '4');
    give(shop, 'other', 'released');
    const ruling = allocate(shop.known('A1'), orderTaking('o1', '6', 'cart'), shop.context);
    const events = ruling.kind === 'accepted' ? shop.record('A1', ruling.events) : [];
    expect(typesOf(events)).toEqual(['StockAllocated', 'HoldReleased']);
    expect(dataOf(events, 'StockAllocated')[0]?.allocations).toMatchObject([
      { warehouse: 'second', quantity: '4' },
      { warehouse: 'first', quantity: '2' },
    ]);
    expect(heldAt(shop)).toEqual({ first: '0', second: '0' });
  });

  it('of which some is missing: an order for a part of it takes over what is there', () => {
    const shop = stockedShop({ main: '5' });
    shop.option('A1', 'backOrder', true);
    hold(shop, 'cart', '7');
    const taken = allocate(shop.known('A1'), orderTaking('o1', '5', 'cart'), shop.context);
    const events = taken.kind === 'accepted' ? shop.record('A1', taken.events) : [];
    expect(dataOf(events, 'StockAllocated')[0]?.allocations).toEqual([
      expect.not.objectContaining({ backordered: expect.anything() }),
    ]);
    const level = shop.known('A1').stock[0]?.levels.get('main');
    expect(level).toMatchObject({ held: 2n * ONE, heldBackordered: 2n * ONE, backordered: 0n });
    expect(level && shortfallOf(level)).toBe(0n);
  });

  it('is as it was when its order is refused, before backorders of others are filled', () => {
    const shop = stockedShop({ main: '5' });
    shop.option('A1', 'backOrder', true);
    hold(shop, 'cart', '5');
    const demand = orderTaking('o1', '4', 'cart');
    const taken = allocate(shop.known('A1'), demand, shop.context);
    const events = taken.kind === 'accepted' ? shop.record('A1', taken.events) : [];
    order(shop, 'o2', [{ sku: 'A1', quantity: '2' }]);

    const consumed = dataOf(events, 'HoldReleased')[0];
    const closed = closeRejected(shop.known('A1'), demand, null, shop.context, consumed);
    const after = closed.kind === 'accepted' ? shop.record('A1', closed.events) : [];

    expect(typesOf(after).slice(0, 2)).toEqual(['StockHeld', 'AllocationReleased']);
    expect(typesOf(after)).not.toContain('BackorderFilled');
    expect(heldAt(shop)).toEqual({ main: '5' });
    expect(dataOf(give(shop, 'cart', 'released', 2), 'BackorderFilled')).toMatchObject([{ orderId: 'o2' }]);
  });
});

type Step =
  | { readonly kind: 'adjust'; readonly warehouse: string; readonly quantity: number }
  | { readonly kind: 'order' | 'hold'; readonly id: number; readonly quantity: number }
  | { readonly kind: 'take over' | 'take over in vain'; readonly id: number; readonly quantity: number }
  | { readonly kind: 'release'; readonly id: number }
  | { readonly kind: 'backOrder' | 'splitLines'; readonly value: boolean };

const WAREHOUSES = ['a', 'b'];
const id = fc.nat(3);
const quantity = fc.integer({ min: 1, max: 9 });

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('adjust' as const),
    warehouse: fc.constantFrom(...WAREHOUSES),
    quantity: fc.integer({ min: -6, max: 9 }),
  }),
  fc.record({ kind: fc.constantFrom('order' as const, 'hold' as const), id, quantity }),
  fc.record({ kind: fc.constantFrom('take over' as const, 'take over in vain' as const), id, quantity }),
  fc.record({ kind: fc.constant('release' as const), id }),
  fc.record({ kind: fc.constantFrom('backOrder' as const, 'splitLines' as const), value: fc.boolean() }),
);

/** A product with holds and orders at once, and what each hold is to have on paper. */
class HoldRun {
  readonly shop = managedShop(...warehouses(...WAREHOUSES));
  readonly paper = new Map<string, number>();
  private count = 0;

  constructor() {
    this.shop.register('A1');
  }

  private get product(): ProductState {
    return this.shop.known('A1');
  }

  private available(): bigint {
    return this.product.stock.reduce((sum, figures) => sum + availableOf(figures), 0n);
  }

  take(step: Step): void {
    const before = this.available();
    const mayBackorder = this.product.options.backOrder === true;
    this.takeOne(step);
    if (step.kind !== 'adjust' && !mayBackorder)
      expect(this.available() >= (before < 0n ? before : 0n)).toBe(true);
  }

  private takeOne(step: Step): void {
    const { shop } = this;
    switch (step.kind) {
      case 'adjust':
        shop.tell({
          type: 'AdjustLevel',
          sku: 'A1',
          warehouse: step.warehouse,
          quantity: BigInt(step.quantity) * ONE,
          reason: 'test',
        });
        break;
      case 'order':
        order(shop, `o${++this.count}`, [{ sku: 'A1', quantity: `${step.quantity}` }]);
        break;
      case 'hold':
        this.hold(`h${step.id}`, step.quantity);
        break;
      case 'release':
        give(shop, `h${step.id}`, 'released', ++this.count);
        this.paper.delete(`h${step.id}`);
        break;
      case 'take over':
      case 'take over in vain':
        this.takeOver(`h${step.id}`, step.quantity, step.kind === 'take over');
        break;
      case 'backOrder':
        shop.option('A1', 'backOrder', step.value);
        break;
      case 'splitLines':
        shop.onScope({
          type: 'SetOption',
          scope: { level: 'website', code: 'default' },
          option: 'splitLines',
          value: step.value,
        });
        break;
    }
  }

  private hold(holdId: string, wanted: number): void {
    const operation = ++this.count;
    if (hold(this.shop, holdId, `${wanted}`, operation)[0] !== 'accepted') return;
    give(this.shop, holdId, 'replaced', operation, `${wanted}`);
    this.paper.set(holdId, wanted);
  }

  private takeOver(holdId: string, wanted: number, isAccepted: boolean): void {
    if (!this.paper.has(holdId)) return;
    const operation = ++this.count;
    const demand = { ...orderTaking(`o${operation}`, `${wanted}`, holdId), hold: { holdId, operation } };
    const taken = allocate(this.product, demand, this.shop.context);
    if (taken.kind !== 'accepted') return;
    const events = this.shop.record('A1', taken.events);
    if (isAccepted) {
      give(this.shop, holdId, 'ordered', operation);
      this.paper.delete(holdId);
    } else {
      const consumed = dataOf(events, 'HoldReleased')[0];
      const closed = closeRejected(this.product, demand, null, this.shop.context, consumed);
      if (closed.kind === 'accepted') this.shop.record('A1', closed.events);
    }
  }

  check(): void {
    const total = [...this.paper.values()].reduce((sum, held) => sum + held, 0);
    const [stock] = this.product.stock;
    expect(stock?.held ?? 0n).toBe(BigInt(total) * ONE);
    for (const [holdId, held] of this.product.holds.open) {
      const sum = held.shares.reduce((all, share) => all + share.quantity, 0n);
      expect(sum).toBe(BigInt(this.paper.get(holdId) ?? 0) * ONE);
    }
    for (const level of stock?.levels.values() ?? []) {
      expect(level.backordered).toBe(shortfallOf(level));
      expect(level.heldBackordered <= level.held && level.heldBackordered >= 0n).toBe(true);
      expect(level.held >= 0n && level.allocated >= 0n).toBe(true);
    }
    const folded = this.shop
      .eventsOf('A1')
      .reduce<ProductState | null>((state, event) => productDefinition.evolve(state, event), null);
    expect(levelsOf(folded as ProductState)).toEqual(levelsOf(this.product));
  }
}

describe('holds and orders at once', () => {
  it('no hold has more or less than it is to have, and nothing is oversold', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 40, size: 'max' }), (steps) => {
        const run = new HoldRun();
        for (const step of steps) {
          run.take(step);
          run.check();
        }
        checkCopyHalfWay(run.shop.eventsOf('A1'));
      }),
      {
        numRuns: 100,
        // A loss leaves two holds with goods for one of them, and an order takes one of them over.
        examples: [
          [
            [
              { kind: 'adjust', warehouse: 'b', quantity: 6 },
              { kind: 'hold', id: 0, quantity: 1 },
              { kind: 'hold', id: 1, quantity: 1 },
              { kind: 'adjust', warehouse: 'b', quantity: -5 },
              { kind: 'backOrder', value: true },
              { kind: 'take over', id: 0, quantity: 1 },
            ],
          ],
          // An order gives its hold back where another hold is missing something.
          [
            [
              { kind: 'adjust', warehouse: 'a', quantity: 1 },
              { kind: 'hold', id: 0, quantity: 1 },
              { kind: 'backOrder', value: true },
              { kind: 'order', id: 0, quantity: 2 },
              { kind: 'order', id: 0, quantity: 7 },
              { kind: 'hold', id: 1, quantity: 1 },
              { kind: 'adjust', warehouse: 'a', quantity: 9 },
              { kind: 'take over in vain', id: 0, quantity: 1 },
            ],
          ],
        ],
      },
    );
  });
});
