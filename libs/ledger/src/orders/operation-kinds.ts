import type {
  Decision,
  DecisionContext,
  OrderCommand,
  OrderEvent,
  OrderState,
  SubmitOrder,
  Unit,
} from '#domain';
import type { Outcome } from '../outcome.ts';
import type { OperationRecord } from './order-outcome.ts';
import type { Origins } from './origins.ts';
import type { Plan } from './plan.ts';

/** A command on an order that is on record. */
export type LaterCommand = Exclude<OrderCommand, SubmitOrder>;

/** How an operation goes on once its intent is on record. */
export interface Opened {
  readonly operation: number;
  readonly plan: Plan;
  /** `settling`: the outcome is on record with the intent. */
  readonly phase: 'deciding' | 'settling';
}

/** What is particular to one kind of operation; the rest is the same for all. */
export interface OperationKind<C extends LaterCommand> {
  /** Facts are checked at every product before they are put on record, and then stand, product by product. */
  readonly isFact?: true;
  /** It has to know where the order's goods went out. */
  readonly asksForOrigins?: true;
  /** Decides whether the operation is opened: its intent, and the outcome too where nothing is taken before it. */
  request(
    order: OrderState | null,
    command: C,
    units: readonly (Unit | undefined)[],
    context: DecisionContext,
  ): Decision<OrderEvent>;
  /** How it goes on from these events, on the order as it stood before them; undefined: there is nothing to do. */
  opened(order: OrderState, events: readonly OrderEvent[], origins: Origins): Opened | undefined;
  /** The answer, made of what the operation has left in the log. */
  outcome(record: OperationRecord): Outcome;
}
