/** For tests: the process of an order from its first step to its last, on the products of a shop. */
import { cancelOrder } from '../order/cancel.ts';
import { orderDefinition } from '../order/definition.ts';
import type { OrderEvent } from '../order/events.ts';
import { acceptOrder, rejectOrder, settleOrder } from '../order/outcome.ts';
import type { OrderState } from '../order/state.ts';
import { submitOrder } from '../order/submit.ts';
import { allocate, type OrderDemand } from '../product/allocate.ts';
import { closeRejected } from '../product/close-rejected.ts';
import { evaluateDemand } from '../product/evaluate.ts';
import type { ProductEvent } from '../product/events.ts';
import { releaseCancelled } from '../product/release-cancelled.ts';
import type { Unit } from '../product/state.ts';
import { findUnit } from '../product/units.ts';
import type { CancelOrder, CommandLine, SubmitOrder } from '../shared/commands.ts';
import type { Decision, Refused } from '../shared/decision.ts';
import { quantityOf } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import type { Shop } from './shop.ts';

/** What a line asks for: `{ sku: 'A', quantity: '2' }`. */
export interface TestLine {
  readonly sku: string;
  readonly unit?: string;
  readonly quantity: string;
}

export interface OrderOutcome {
  readonly kind: 'accepted' | 'rejected';
  readonly reasons: readonly Reason[];
  /** What was recorded of the products. */
  readonly events: readonly ProductEvent[];
}

/** Submits an order, evaluates all its products, and allocates or rejects. */
export function order(
  shop: Shop,
  orderId: string,
  lines: readonly TestLine[],
  more: Partial<Pick<SubmitOrder, 'website' | 'shipUntil'>> = {},
): OrderOutcome {
  const command: SubmitOrder = {
    type: 'SubmitOrder',
    orderId,
    website: 'default',
    ...more,
    lines: lines.map(exact),
  };
  const current = shop.orders.get(orderId) ?? null;
  note(shop, submitOrder(current, command, unitsOf(shop, command.lines), shop.context));
  const demands = demandsOf(command);
  const evaluated = demands.map((demand) => ({
    demand,
    evaluation: evaluateDemand(shop.product(demand.sku), demand, shop.context),
  }));
  const reasons = evaluated.flatMap(({ evaluation }) => evaluation.reasons);
  if (reasons.length === 0) return { kind: 'accepted', reasons, events: take(shop, orderId, demands) };
  const ofNoProduct = evaluated.flatMap(({ demand, evaluation }) =>
    shop.product(demand.sku) === null ? evaluation.reasons : [],
  );
  note(shop, rejectOrder(currentOf(shop, orderId), ofNoProduct));
  const events = evaluated.flatMap(({ demand, evaluation }) => {
    const product = shop.product(demand.sku);
    if (product === null) return [];
    const closed = closeRejected(product, demand, evaluation, shop.context);
    return closed.kind === 'accepted' ? shop.record(demand.sku, closed.events) : [];
  });
  note(shop, settleOrder(currentOf(shop, orderId)));
  return { kind: 'rejected', reasons, events };
}

/** Allocates every demand, which must be possible, and accepts. */
function take(shop: Shop, orderId: string, demands: readonly OrderDemand[]): readonly ProductEvent[] {
  const events = demands.flatMap((demand) => {
    const answer = allocate(shop.product(demand.sku), demand, shop.context);
    if (answer.kind !== 'accepted') throw new Error(`not allocated: ${answer.kind}`);
    return shop.record(demand.sku, answer.events);
  });
  const unallocated = events.flatMap((event) =>
    event.type === 'StockAllocated' && event.data.allocations.length === 0 ? [event.data.sku] : [],
  );
  note(shop, acceptOrder(currentOf(shop, orderId), unallocated));
  return events;
}

/** Cancels lines of an order, or all of it, and releases what was promised. */
export function cancel(
  shop: Shop,
  orderId: string,
  lines?: readonly TestLine[],
): Refused | { readonly kind: 'accepted'; readonly events: readonly ProductEvent[] } {
  const asked = lines?.map(exact);
  const command: CancelOrder = { type: 'CancelOrder', orderId, ...(asked && { lines: asked }) };
  const current = shop.orders.get(orderId) ?? null;
  const decision = cancelOrder(current, command, unitsOf(shop, asked ?? []), shop.context);
  if (decision.kind === 'refused') return decision;
  const { open, operation } = note(shop, decision);
  if (open?.kind !== 'cancel') throw new Error('nothing to release');
  const events = [...new Set(open.released.map(({ sku }) => sku))].flatMap((sku) => {
    const own = open.released.flatMap((line, index) =>
      line.sku === sku ? [{ unit: line.unit, quantity: line.quantity, path: `lines[${index}]` }] : [],
    );
    const released = releaseCancelled(shop.known(sku), { orderId, operation, lines: own }, shop.context);
    if (released.kind !== 'accepted') throw new Error(`not released: ${released.kind}`);
    return shop.record(sku, released.events);
  });
  note(shop, settleOrder(currentOf(shop, orderId)));
  return { kind: 'accepted', events };
}

/** What an order asks, product by product in the order of skus. */
export function demandsOf(command: Omit<SubmitOrder, 'type'>): readonly OrderDemand[] {
  const { orderId, website, shipUntil } = command;
  const skus = [...new Set(command.lines.map(({ sku }) => sku))].sort();
  return skus.map((sku) => ({
    orderId,
    operation: 0,
    sku,
    website,
    ...(shipUntil !== undefined && { shipUntil }),
    lines: command.lines.flatMap(({ sku: own, ...line }, index) =>
      own === sku ? [{ ...line, path: `lines[${index}]` }] : [],
    ),
  }));
}

/** The demand of one operation of an order for one product, in its primary unit. */
export const demandFor = (orderId: string, sku: string, quantity: string, operation = 0): OrderDemand => ({
  orderId,
  operation,
  sku,
  website: 'default',
  lines: [{ quantity: quantityOf(quantity), path: 'lines[0]' }],
});

const exact = ({ quantity, ...line }: TestLine): CommandLine => ({
  ...line,
  quantity: quantityOf(quantity),
});

const unitsOf = (shop: Shop, lines: readonly CommandLine[]): readonly (Unit | undefined)[] =>
  lines.map(({ sku, unit }) => {
    const product = shop.product(sku);
    return product === null ? undefined : findUnit(product, unit);
  });

function currentOf(shop: Shop, orderId: string): OrderState {
  const current = shop.orders.get(orderId);
  if (current === undefined) throw new Error(`not submitted: ${orderId}`);
  return current;
}

function note(shop: Shop, decision: Decision<OrderEvent>): OrderState {
  if (decision.kind === 'refused') throw new Error(`refused: ${JSON.stringify(decision.reasons)}`);
  const [first] = decision.events;
  const orderId = first !== undefined && 'orderId' in first.data ? first.data.orderId : '';
  let state = shop.orders.get(orderId) ?? null;
  for (const event of decision.events) {
    state = orderDefinition.evolve(state, JSON.parse(JSON.stringify(event)));
  }
  if (state === null) throw new Error('no order');
  shop.orders.set(orderId, state);
  return state;
}
