import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OptionCommand, ProductCommand } from '../shared/commands.ts';
import { ONE } from '../shared/quantity.ts';
import { checkCopyHalfWay } from '../testing/copies.ts';
import { expectSame } from '../testing/expect-same.ts';
import { NaiveStock } from '../testing/naive-stock.ts';
import { cancel, demandFor, order } from '../testing/order-process.ts';
import { dataOf, managedShop, type Shop, warehouses } from '../testing/shop.ts';
import { snapshotOf } from '../testing/snapshot.ts';
import { type Step, steps, WAREHOUSES } from '../testing/stock-steps.ts';
import { allocate } from './allocate.ts';
import { closeRejected } from './close-rejected.ts';
import { decideProduct } from './decide.ts';
import { productDefinition } from './definition.ts';
import type { Level } from './level.ts';
import { backorderedAt, coveredAt } from './promises.ts';
import { shortfallOf } from './shortfall.ts';
import type { ProductState } from './state.ts';

/** A product of a shop with three warehouses, and the same stock on paper. */
class Run {
  readonly shop: Shop = managedShop(...warehouses(...WAREHOUSES));
  readonly paper = new NaiveStock();
  private readonly open = new Map<string, number>();
  private orders = 0;
  private isOut = true;

  constructor() {
    this.shop.register('A1');
  }

  private get product(): ProductState {
    return this.shop.known('A1');
  }

  take(step: Step): void {
    switch (step.kind) {
      case 'adjust':
      case 'count':
        this.move(step.kind, step.warehouse, step.quantity);
        break;
      case 'order':
        this.order(step.quantity);
        break;
      case 'lose a race':
        this.loseRace(step.quantity);
        break;
      case 'cancel':
        this.cancel(step.nth, step.quantity);
        break;
      case 'set':
        this.set(step);
        break;
    }
  }

  private move(kind: 'adjust' | 'count', warehouse: string, quantity: number): void {
    const before = this.paper.at(warehouse);
    const after = kind === 'adjust' ? before + quantity : quantity;
    const place = { sku: 'A1', warehouse };
    const isAccepted = this.tell(
      kind === 'adjust'
        ? { type: 'AdjustLevel', ...place, quantity: BigInt(quantity) * ONE, reason: 'test' }
        : { type: 'CountLevel', ...place, counted: BigInt(quantity) * ONE },
    );
    expect(isAccepted).toBe(after >= 0);
    if (!isAccepted || after === before) return;
    this.paper.setOnHand(warehouse, after);
    this.judge();
  }

  private set({ level, option, value }: Extract<Step, { kind: 'set' }>): void {
    const before = this.threshold;
    const code = level === 'product' ? 'A1' : 'default';
    const command: OptionCommand = { type: 'SetOption', scope: { level, code }, option, value };
    if (level === 'product') this.tell(command);
    else this.shop.onScope(command);
    if (this.threshold !== before) this.judge();
  }

  /** Decides twice: the same both times, and nothing has changed by it. Then records. */
  private tell(command: ProductCommand | OptionCommand): boolean {
    const before = snapshotOf(this.product);
    const first = decideProduct(this.product, command, this.shop.context);
    expectSame(snapshotOf(this.product), before);
    const decision = this.shop.tell(command);
    expectSame(decision, first);
    return decision.kind === 'accepted';
  }

  private order(quantity: number): void {
    const orderId = `o${++this.orders}`;
    const demand = demandFor(orderId, 'A1', `${quantity}`);
    const before = snapshotOf(this.product);
    const expected = allocate(this.product, demand, this.shop.context);
    expectSame(snapshotOf(this.product), before);
    const isPossible = this.isPossible(quantity);
    const { kind, events } = order(this.shop, orderId, [{ sku: 'A1', quantity: `${quantity}` }]);
    expect(kind).toBe(isPossible ? 'accepted' : 'rejected');
    expect(allocate(this.product, demand, this.shop.context).kind).toBe('already-applied');
    if (!isPossible) {
      expect(closeRejected(this.product, demand, null, this.shop.context).kind).toBe('already-applied');
      return;
    }
    expect(expected.kind === 'accepted' && expected.events).toEqual(events);
    const shares = dataOf(events, 'StockAllocated').flatMap(({ allocations }) => allocations);
    for (const { warehouse, ...share } of shares) {
      const [all, missing] = [Number(share.quantity), Number(share.backordered ?? '0')];
      expect(all - missing).toBeLessThanOrEqual(Math.max(0, this.paper.available(warehouse)));
      this.paper.promise(warehouse, orderId, all, missing);
    }
    expect(shares.reduce((total, share) => total + Number(share.quantity), 0)).toBe(quantity);
    this.open.set(orderId, quantity);
    this.judge();
  }

  private get threshold(): number {
    return Number((this.product.options.inventoryThreshold ?? 0n) / ONE);
  }

  /** By the rules page, from what stands on paper. */
  private isPossible(quantity: number): boolean {
    const { backOrder, backOrderLimit } = this.product.options;
    const available = this.paper.availableOver(WAREHOUSES);
    if (backOrder) return backOrderLimit == null || quantity <= available + Number(backOrderLimit / ONE);
    const most = Math.max(...WAREHOUSES.map((code) => this.paper.available(code)));
    const splits = this.shop.scopes.websites.get('default')?.options.splitLines ?? true;
    return quantity <= available - this.threshold && (splits || this.threshold < 0 || quantity <= most);
  }

  /** An order that this product could serve and another could not: all is as it was but for the record. */
  private loseRace(quantity: number): void {
    const demand = demandFor(`o${++this.orders}`, 'A1', `${quantity}`);
    const taken = allocate(this.product, demand, this.shop.context);
    if (taken.kind !== 'accepted') return;
    this.shop.record('A1', taken.events);
    const closed = closeRejected(this.product, demand, null, this.shop.context);
    if (closed.kind === 'accepted') this.shop.record('A1', closed.events);
    expect(closeRejected(this.product, demand, null, this.shop.context).kind).toBe('already-applied');
    this.judge();
  }

  private cancel(nth: number, quantity: number | null): void {
    const [orderId, open = 0] = [...this.open][nth % Math.max(1, this.open.size)] ?? [];
    if (orderId === undefined) return;
    const wanted = quantity ?? open;
    const lines = quantity === null ? undefined : [{ sku: 'A1', quantity: `${quantity}` }];
    const decision = cancel(this.shop, orderId, lines);
    expect(decision.kind).toBe(wanted <= open ? 'accepted' : 'refused');
    if (decision.kind === 'refused') return;
    const promised = dataOf(this.shop.eventsOf('A1'), 'StockAllocated').find(
      (data) => data.orderId === orderId,
    );
    const places = promised?.allocations.map((share) => share.warehouse) ?? [];
    this.paper.release(orderId, wanted, places);
    if (wanted === open) this.open.delete(orderId);
    else this.open.set(orderId, open - wanted);
    this.judge();
  }

  /** The automatic rule: out at or below the threshold, back above it where restocking is automatic. */
  private judge(): void {
    const isShort = this.paper.availableOver(WAREHOUSES) <= this.threshold;
    if (isShort) this.isOut = true;
    else if (this.product.options.automaticRestock !== false) this.isOut = false;
  }

  check(): void {
    for (const code of WAREHOUSES) {
      const level = this.product.stock[0]?.levels.get(code);
      const paper = this.paper.promisedAt(code);
      expect(Number(level?.onHand ?? 0n)).toBe(this.paper.at(code) * Number(ONE));
      if (level === undefined) continue;
      expectSame(promisesAt(level), paper);
      expect(level.allocated).toBe(total(paper.map(({ quantity }) => quantity)));
      expect(level.backordered).toBe(total(paper.map(({ backordered }) => backordered)));
      expect(level.backordered).toBe(shortfallOf(level));
      const missing = paper.filter(({ backordered }) => backordered > 0);
      expectSame(namesOf(backorderedAt(level)), namesOf(missing));
      const covered = paper.filter(({ backordered, quantity }) => backordered < quantity);
      expectSame(namesOf(coveredAt(level)), namesOf(covered).reverse());
    }
    expect(this.product.status).toBe(this.isOut ? 'out_of_stock' : 'in_stock');
    expect(this.product.promises.latest.size).toBe(this.open.size);
  }

  /** The same events folded from the first on give the same state. */
  checkFold(): void {
    const folded = this.shop
      .eventsOf('A1')
      .reduce<ProductState | null>((state, event) => productDefinition.evolve(state, event), null);
    expectSame(folded && snapshotOf(folded), snapshotOf(this.product));
  }
}

const namesOf = (promises: Iterable<{ readonly orderId: string }>): string[] =>
  Array.from(promises, ({ orderId }) => orderId);

const total = (numbers: readonly number[]): bigint =>
  BigInt(numbers.reduce((sum, number) => sum + number, 0)) * ONE;

function promisesAt(level: Level): readonly object[] {
  const promises: object[] = [];
  for (let promise = level.oldest; promise !== null; promise = promise.after) {
    const { orderId, quantity, backordered } = promise;
    promises.push({ orderId, quantity: Number(quantity / ONE), backordered: Number(backordered / ONE) });
  }
  return promises;
}

describe('whatever happens to a product', () => {
  it('its state, its promises and its status are those on paper, after every step', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const run = new Run();
        for (const step of taken) {
          run.take(step);
          run.check();
        }
        run.checkFold();
        checkCopyHalfWay(run.shop.eventsOf('A1'));
      }),
      { numRuns: 200 },
    );
  });
});
