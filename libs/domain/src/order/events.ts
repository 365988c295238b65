/** The facts of an order's stream: the durable log of the process that fulfils it (one operation at a time). */
import type { DomainEvent } from '../shared/decision.ts';
import type { Reason } from '../shared/reason.ts';

export interface OrderLine {
  readonly sku: string;
  /** As the command gave it; absent: the product's primary unit. */
  readonly unit?: string;
  readonly quantity: string;
}

export interface ResolvedLine {
  readonly sku: string;
  readonly unit: string;
  readonly quantity: string;
}

export type OrderEvent =
  /** Opens operation 0. */
  | DomainEvent<
      'OrderSubmitted',
      {
        orderId: string;
        website: string;
        lines: readonly OrderLine[];
        holdId?: string;
        shipUntil?: string;
        customer?: string;
        placedAt?: string;
        /** The decision's time, for a replay to supply again. */
        decidedAt: string;
      }
    >
  /** Commits operation 0: every line is promised. */
  | DomainEvent<'OrderAccepted', { orderId: string; operation: number }>
  /** Closes operation 0 without promise. Holds the reasons that belong to no known product. */
  | DomainEvent<'OrderRejected', { orderId: string; operation: number; reasons: readonly Reason[] }>
  /** Everything that the operation had to give back is given back. */
  | DomainEvent<'OrderSettled', { orderId: string; operation: number }>
  /** Opens a cancelling operation. */
  | DomainEvent<
      'CancellationRequested',
      { orderId: string; operation: number; lines?: readonly OrderLine[]; reason?: string; decidedAt: string }
    >
  /** Commits a cancelling operation: what is taken off each line, in the lines' units. */
  | DomainEvent<
      'OrderCancelled',
      { orderId: string; operation: number; lines: readonly ResolvedLine[]; whole: boolean; reason?: string }
    >;
