/** The facts of an order's stream: the durable log of the process that fulfils it (one operation at a time). */
import type { ChosenComponent } from '../kit/parts.ts';

import type { NothingChanged } from '../product/events.ts';
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

/** Goods to go out, where the command says so from a warehouse. */
export interface ShipmentRequestLine extends MergedLine {
  readonly warehouse?: string;
}

/** Goods to come back. */
export interface ReturnRequestLine extends MergedLine {
  readonly restock: boolean;
  readonly warehouse?: string;
}

/** Goods that came back. */
export interface ReturnedLine extends MergedLine {
  readonly restocked: boolean;
}

/** Kits of which some components have moved and others were refused. */
export interface PartlyMovedLine extends MergedLine {
  /** Skus of the components that were refused. */
  readonly without: readonly string[];
}

/** Why a product did not do what was on record: it lost a race. */
interface RefusedProducts {
  /** Kits that do not count as moved, though some of their components have. */
  readonly partly?: readonly PartlyMovedLine[];
  readonly refused?: readonly Reason[];
  /** How many reasons there were, where `refused` does not hold them all. */
  readonly refusedCount?: number;
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
    >
  /** Opens an amending operation: what the order shall be as a whole. */
  | DomainEvent<
      'AmendmentRequested',
      { orderId: string; operation: number; lines: readonly OrderLine[]; decidedAt: string }
    >
  /** Commits an amending operation: what the order is from now on. */
  | DomainEvent<
      'OrderAmended',
      {
        orderId: string;
        operation: number;
        lines: readonly MergedLine[];
        /** Skus of which nothing that was added was allocated, for their stock is not tracked. */
        unallocated?: readonly string[];
      }
    >
  /** Commits an amending operation: the order stays as it was. Holds the reasons that no product's stream holds. */
  | DomainEvent<
      'AmendmentRefused',
      { orderId: string; operation: number; reasons: readonly Reason[]; reasonCount?: number }
    >
  /** Opens a shipping operation. */
  | DomainEvent<
      'ShipmentRequested',
      {
        orderId: string;
        operation: number;
        lines: readonly ShipmentRequestLine[];
        reference?: string;
        decidedAt: string;
      }
    >
  /** Closes a shipping operation: what has gone out. */
  | DomainEvent<
      'OrderShipped',
      {
        orderId: string;
        operation: number;
        lines: readonly MergedLine[];
        /** Whether nothing of the order is left open. */
        whole: boolean;
        reference?: string;
      } & RefusedProducts
    >
  /** Opens a returning operation. */
  | DomainEvent<
      'ReturnRequested',
      {
        orderId: string;
        operation: number;
        lines: readonly ReturnRequestLine[];
        reason?: string;
        decidedAt: string;
      }
    >
  /** Closes a returning operation: what has come back. */
  | DomainEvent<
      'OrderReturned',
      {
        orderId: string;
        operation: number;
        lines: readonly ReturnedLine[];
        reason?: string;
      } & RefusedProducts
    >
  /** Closes a shipping operation of which every product has refused its part. */
  | DomainEvent<
      'ShipmentRefused',
      { orderId: string; operation: number; reasons: readonly Reason[]; reasonCount?: number }
    >
  /** Closes a returning operation of which every product has refused its part. */
  | DomainEvent<
      'ReturnRefused',
      { orderId: string; operation: number; reasons: readonly Reason[]; reasonCount?: number }
    >
  /** An amendment to what the order is already. */
  | NothingChanged;
