import type {
  Accepted,
  AlreadyApplied,
  ClaimedHold,
  DecisionContext,
  NothingToDo,
  OrderEvent,
  OrderState,
  ProductEvent,
  ProductState,
  ProductsOf,
  Reason,
  Refused,
} from '#domain';
import type { Revision, StreamName } from '#event-store';
import type { Staged } from '../mailbox/durability.ts';
import type { AnswerEvent } from '../outcome.ts';
import type { Origin } from '../record.ts';

/** What a product says to a step of an operation. */
export type StepRuling = Accepted<ProductEvent> | Refused | AlreadyApplied | NothingToDo;

/** The part that one product has in an operation. Its steps have no effect of their own, and may be asked again. */
export interface ProductPart {
  readonly sku: string;
  /**
   * It is asked before anything is taken and never after: what the operation takes bears on its answer. A kit is such a
   * part.
   */
  readonly isAskedFirst?: boolean;
  /** Why it cannot be done, by every rule. */
  evaluate(product: ProductState | null, context: DecisionContext): readonly Reason[];
  /** What is recorded at the product before the outcome. */
  take(product: ProductState | null, context: DecisionContext): StepRuling;
}

/** What is left to do at one product once the outcome is on record. */
export interface Closing {
  readonly sku: string;
  /** @param effects what the operation has recorded at the product before its outcome. */
  close(
    product: ProductState,
    context: DecisionContext,
    effects: readonly ProductEvent[] | undefined,
  ): StepRuling;
}

/** What an operation of an order does, step by step; the driver says when. */
export interface Plan {
  /** In the order of skus. */
  readonly parts: readonly ProductPart[];
  /**
   * Each part is a fact for itself: a product that refuses is named in the outcome, and nothing is undone. Absent: one
   * refusal refuses the whole operation.
   */
  readonly areFacts?: true;
  /** Why the order itself refuses, whatever its products say. */
  readonly reasons?: readonly Reason[];
  accept(order: OrderState, run: OrderRun): Accepted<OrderEvent>;
  refuse(order: OrderState, run: OrderRun): Accepted<OrderEvent>;
  /** What is given back after the outcome, before the operation is settled; absent: the outcome closes it. */
  readonly afterAcceptance?: readonly Closing[];
  readonly afterRefusal?: readonly Closing[];
  /**
   * Every part is at a product that keeps an event of it, however the operation ends and whoever ends it, if there was
   * such a product by then: what the product has loaded since tells whether another has.
   */
  readonly leavesTraces?: true;
  /** The hold that becomes part of the operation: claimed before anything is taken, ended or given back with it. */
  readonly takesOver?: HoldTakenOver;
}

/** One operation of an order on its way, from its intent to its end. */
export interface OrderRun {
  readonly orderId: string;
  readonly stream: StreamName;
  readonly operation: number;
  readonly plan: Plan;
  /** The products of the kits that it is about, if it is about any. */
  readonly products?: ProductsOf | undefined;
  /** What every event of the operation goes back to: its intent. */
  readonly origin: Origin;
  /** The decision's time, as the intent records it. */
  readonly now: string;
  readonly epoch: number;
  /** The operation's events in the order's stream. */
  readonly own: AnswerEvent[];
  /** The operation's events in each product's stream. */
  readonly effects: Map<string, readonly ProductEvent[]>;
  /** Why products did not do their part, where each part is a fact for itself. */
  readonly refusals: Map<string, readonly Reason[]>;
  /** Where the order's stream stands as far as this process knows. */
  revision: Revision;
  /** Number of states loaded in this process before the intent was last known to be open. */
  readonly fencedAt: number;
  /** The operation's last append. */
  staged: Staged | undefined;
}

/** A hold that an operation takes over, and what is to be known of its claim. */
export interface HoldTakenOver {
  readonly holdId: string;
  claimed(hold: ClaimedHold): void;
  refused(reasons: readonly Reason[]): void;
}

/** An operation that takes nothing before its outcome, which is on record with the intent. */
export const closingOnly = (afterAcceptance: readonly Closing[]): Plan => ({
  parts: [],
  accept: hasOutcome,
  refuse: hasOutcome,
  afterAcceptance,
});

function hasOutcome(): never {
  throw new RangeError('the operation has its outcome already');
}
