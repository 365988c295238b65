import { formatQuantity, parseQuantity, type Quantity } from '#domain';
import type { BulkItem, BulkResult } from '../api/api.ts';
import type { Problem, ProblemReason } from '../api/problem.ts';

/** What was asked of a product by refused orders beyond what could be had. */
export interface LostDemand {
  readonly sku: string;
  readonly unit: string;
  readonly orders: number;
  /** Decimal string: all that those orders asked of it. */
  readonly requested: string;
}

/** A command that failed where nothing should. */
export interface Unexpected {
  readonly id: string | undefined;
  readonly type: string;
  readonly code: string;
  readonly message: string;
}

const EXAMPLES_MAX = 10;

/** Counts what became of the commands of a load, in memory that grows with products and refused orders only. */
export class Tally {
  /** How many commands of a type ended with a code; `OK` where they were done. */
  readonly outcomes = new Map<string, Map<string, number>>();
  /** In how many refused orders a code was among the reasons. */
  readonly orderRefusals = new Map<string, number>();
  /** Adjustments that were done, by the first words of their reason. */
  readonly adjustments = new Map<string, number>();
  cancellationsOfRefused = 0;
  unexpectedCount = 0;
  /** The first of them. */
  readonly unexpected: Unexpected[] = [];
  readonly #refusedOrders = new Set<string>();
  readonly #lost = new Map<string, { sku: string; unit: string; orders: number; requested: Quantity }>();

  /** Enters one result. */
  enter({ id, type, data }: BulkItem, { status, problem }: BulkResult): void {
    const code = status === 200 ? 'OK' : (problem?.code ?? `STATUS_${status}`);
    increment(outcomesOf(this.outcomes, type), code);
    if (status === 200) {
      if (type === 'AdjustLevel') increment(this.adjustments, kindOfReason(data));
      return;
    }
    if (type === 'SubmitOrder' && code === 'ORDER_REJECTED') {
      this.#enterRefusedOrder(textOf(data, 'orderId'), problem?.reasons ?? []);
    } else if (this.#isOfRefusedOrder(type, code, data)) {
      this.cancellationsOfRefused += 1;
    } else {
      this.unexpectedCount += 1;
      if (this.unexpected.length < EXAMPLES_MAX)
        this.unexpected.push({ id, type, code, message: messageOf(problem) });
    }
  }

  /** How many commands were entered; of one type, of one outcome, or all. */
  count(type?: string, code?: string): number {
    let sum = 0;
    for (const [name, codes] of this.outcomes) {
      if (type !== undefined && name !== type) continue;
      for (const [each, count] of codes) if (code === undefined || each === code) sum += count;
    }
    return sum;
  }

  /** The products that refused orders asked most of, the most asked first. */
  lostDemand(most: number): LostDemand[] {
    return [...this.#lost.values()]
      .sort((a, b) =>
        a.requested === b.requested ? (a.sku < b.sku ? -1 : 1) : a.requested > b.requested ? -1 : 1,
      )
      .slice(0, most)
      .map((lost) => ({ ...lost, requested: formatQuantity(lost.requested) }));
  }

  #enterRefusedOrder(orderId: string, reasons: readonly ProblemReason[]): void {
    this.#refusedOrders.add(orderId);
    for (const code of new Set(reasons.map((reason) => reason.code))) increment(this.orderRefusals, code);
    for (const { code, sku, unit = '', requested } of reasons) {
      const quantity = parseQuantity(requested);
      if (code !== 'INSUFFICIENT_STOCK' || sku === undefined || typeof quantity !== 'bigint') continue;
      const key = JSON.stringify([sku, unit]);
      const lost = this.#lost.get(key) ?? { sku, unit, orders: 0, requested: 0n };
      lost.orders += 1;
      lost.requested += quantity;
      this.#lost.set(key, lost);
    }
  }

  /** The goods of a refused order never left, so there is nothing to cancel, and nothing wrong with that. */
  #isOfRefusedOrder(type: string, code: string, data: unknown): boolean {
    return (
      type === 'CancelOrder' && code === 'ORDER_NOT_OPEN' && this.#refusedOrders.has(textOf(data, 'orderId'))
    );
  }
}

function outcomesOf(outcomes: Map<string, Map<string, number>>, type: string): Map<string, number> {
  const found = outcomes.get(type) ?? new Map<string, number>();
  outcomes.set(type, found);
  return found;
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** `written off: wet boxes` and `written off: rats` are of one kind. */
function kindOfReason(data: unknown): string {
  return textOf(data, 'reason').split(/[:(]/)[0]?.trim() ?? '';
}

function textOf(data: unknown, field: string): string {
  const value =
    typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[field] : undefined;
  return typeof value === 'string' ? value : '';
}

function messageOf(problem: Problem | undefined): string {
  return problem?.reasons[0]?.message ?? problem?.detail ?? problem?.title ?? 'no reason given';
}
