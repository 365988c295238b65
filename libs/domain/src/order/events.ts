/** The facts of an order's stream: the durable log of the process that fulfils it (one operation at a time). */
import type { ChosenComponent } from '../kit/parts.ts';
import type { DomainEvent } from '../shared/decision.ts';
import type { Reason } from '../shared/reason.ts';

/** A line as the command gave it, its unit filled in where the product is known. */
export interface OrderLine {
  readonly sku: string;
  readonly unit?: string;
  readonly quantity: string;
  /** Of a kit: what was chosen to go into one of the unit, before anything was allocated. */
  readonly components?: readonly ChosenComponent[];
}

/** Lines of one product and unit, and of a kit with the same components, are one line, with their sum. */
export interface MergedLine {
  readonly sku: string;
  readonly unit: string;
  readonly quantity: string;
  /** Of a kit: what goes into one. */
  readonly components?: readonly ChosenComponent[];
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
  | DomainEvent<
      'OrderAccepted',
      {
        orderId: string;
        operation: number;
        /** Skus of which nothing was allocated, for their stock is not tracked; absent: all were allocated. */
        unallocated?: readonly string[];
      }
    >
  /** Commits operation 0 without promise. Holds the reasons that belong to no known product. */
  | DomainEvent<
      'OrderRejected',
      {
        orderId: string;
        operation: number;
        reasons: readonly Reason[];
        /** How many reasons there were, where `reasons` does not hold them all. */
        reasonCount?: number;
      }
    >
  /** Closes an operation: everything that it had to give back is given back. An accepted order needs none. */
  | DomainEvent<'OrderSettled', { orderId: string; operation: number }>
  /** Opens a cancelling operation. Without lines: of everything that is open. */
  | DomainEvent<
      'CancellationRequested',
      { orderId: string; operation: number; lines?: readonly OrderLine[]; reason?: string; decidedAt: string }
    >
  /** Commits a cancelling operation: what is taken off each line. */
  | DomainEvent<
      'OrderCancelled',
      {
        orderId: string;
        operation: number;
        lines: readonly MergedLine[];
        /** Whether nothing of the order is left open. */
        whole: boolean;
        reason?: string;
      }
    >;
