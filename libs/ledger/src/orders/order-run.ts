import type { OrderEvent, ProductEvent, ProductsOf, Reason } from '#domain';
import type { Revision, StreamName } from '#event-store';
import type { Staged } from '../mailbox/durability.ts';
import type { AnswerEvent } from '../outcome.ts';
import type { Origin } from '../record.ts';
import type { Plan } from './plan.ts';

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

/** Thrown when the order's stream has gone on without this process: another is at the order. */
export class OrderMovedOn extends Error {
  constructor(stream: StreamName) {
    super(`${stream} was carried on by another process`);
    this.name = 'OrderMovedOn';
  }
}

/** The event of the given type among some. */
export function findEvent<Type extends (OrderEvent | ProductEvent)['type']>(
  events: readonly { readonly type: string; readonly data: object }[] | undefined,
  type: Type,
): Extract<OrderEvent | ProductEvent, { readonly type: Type }> | undefined {
  return events?.find((event) => event.type === type) as
    | Extract<OrderEvent | ProductEvent, { readonly type: Type }>
    | undefined;
}
