import {
  type Accepted,
  type AllocationRefused,
  type AlreadyApplied,
  acceptOrder,
  allocate,
  asksForKit,
  type ClaimedHold,
  closeRejected,
  type DecisionContext,
  type Evaluation,
  evaluateDemand,
  type NothingToDo,
  type OrderDemand,
  type ProductEvent,
  type ProductState,
  type Reason,
  rejectOrder,
} from '#domain';
import { findEvent } from './order-run.ts';
import type { Closing, OrderRun, Plan, ProductPart, StepRuling } from './plan.ts';

/** What operation 0 of an order does: promises every product's demand, or records all of them as lost. */
export function submissionPlan(demands: readonly OrderDemand[], holdId?: string): Plan {
  const parts = demands.map((demand) => new DemandPart(demand));
  let ofHold: readonly Reason[] = [];
  return {
    parts,
    leavesTraces: true,
    accept: (order, run) => acceptOrder(order, unallocated(parts, run)),
    refuse: (order) => rejectOrder(order, [...ofHold, ...reasonsOfUnknown(parts)]),
    afterRefusal: parts,
    ...(holdId !== undefined && {
      takesOver: {
        holdId,
        claimed(hold) {
          for (const part of parts) part.takeOver(hold);
        },
        refused(reasons) {
          ofHold = reasons;
        },
      },
    }),
  };
}

/** What an operation asks of one product, with what the product last said to it. */
export class DemandPart implements ProductPart, Closing {
  #demand: OrderDemand;
  #evaluation: Evaluation | undefined;

  constructor(demand: OrderDemand) {
    this.#demand = demand;
  }

  get sku(): string {
    return this.#demand.sku;
  }

  get isAskedFirst(): boolean {
    const { lines, whole = [] } = this.#demand;
    return asksForKit([...lines, ...whole]);
  }

  /** Whether the operation wants no more of the product: nothing of it is then recorded there as lost. */
  get asksForNothing(): boolean {
    return this.#demand.lines.length === 0;
  }

  /** Why it could not be had when it was last asked for. */
  get reasons(): readonly Reason[] {
    return this.#evaluation?.reasons ?? [];
  }

  /** What the order's own hold has reserved becomes part of what it is promised. */
  takeOver(hold: ClaimedHold): void {
    this.#demand = { ...this.#demand, holdId: hold.holdId, hold };
  }

  evaluate(product: ProductState | null, context: DecisionContext): readonly Reason[] {
    this.#evaluation = evaluateDemand(product, this.#demand, context);
    return this.#evaluation.reasons;
  }

  take(
    product: ProductState | null,
    context: DecisionContext,
  ): Accepted<ProductEvent> | AllocationRefused | AlreadyApplied | NothingToDo {
    const ruling = allocate(product, this.#demand, context, this.#evaluation);
    if (ruling.kind === 'refused') this.#evaluation = ruling.evaluation;
    return ruling;
  }

  close(
    product: ProductState,
    context: DecisionContext,
    effects: readonly ProductEvent[] | undefined,
  ): StepRuling {
    const consumed = findEvent(effects, 'HoldReleased')?.data;
    return closeRejected(product, this.#demand, this.#evaluation ?? null, context, consumed);
  }
}

/** Skus of which nothing was allocated, for their stock is not tracked; of a kit nothing ever is. */
export const unallocated = (parts: readonly ProductPart[], { effects }: OrderRun): readonly string[] =>
  parts.flatMap(({ sku, isAskedFirst }) => {
    const allocated = findEvent(effects.get(sku), 'StockAllocated');
    return allocated?.data.allocations.length === 0 && !isAskedFirst ? [sku] : [];
  });

/** Reasons that no product's stream can hold, since there is no such product. */
const reasonsOfUnknown = (parts: readonly DemandPart[]): readonly Reason[] =>
  parts.flatMap(({ reasons }) => reasons.filter(({ code }) => code === 'UNKNOWN_PRODUCT'));
