/** The running state of one hold: what it reserves, until when, and where its process stands. */
import type { ChosenComponent } from '../kit/parts.ts';
import type { Quantity } from '../shared/quantity.ts';

export interface HoldLine {
  readonly sku: string;
  /** Absent where the product is unknown and the command named no unit. */
  readonly unit?: string;
  readonly quantity: Quantity;
  /** Of a kit: what goes into one, and is held for it. */
  readonly components?: readonly ChosenComponent[];
}

export type HoldStatus = 'open' | 'released' | 'expired' | 'ordered';

/** An operation that is not closed yet. Recovery takes it up where it stands. */
export type OpenHoldOperation =
  /** Opened, and without an outcome: evaluate and reserve, then accept or reject. */
  | {
      readonly phase: 'deciding';
      readonly operation: number;
      readonly website: string;
      readonly lines: readonly HoldLine[];
      readonly expiresAt: string;
    }
  /** Its outcome is on record: give up at these products what is not to be held, then settle. */
  | {
      readonly phase: 'settling';
      readonly operation: number;
      readonly cause: 'replaced' | 'rejected' | 'released' | 'expired' | 'ordered';
      readonly skus: readonly string[];
      /** The order that took the hold over. */
      readonly orderId?: string;
    };

/** Folded in place, like a product's state. */
export interface HoldState {
  readonly holdId: string;
  /** Null: it never came to hold anything, since every attempt was refused so far, or the first is being decided. */
  status: HoldStatus | null;
  website: string;
  /** What it reserves, or did when it ended. Lines of one product and unit are one. */
  lines: readonly HoldLine[];
  /** ISO 8601 UTC. */
  expiresAt: string;
  /** Number of the latest operation. */
  operation: number;
  /** The time with which the latest operation is decided. */
  decidedAt: string;
  open: OpenHoldOperation | null;
  /** The order that is taking the hold over. */
  claimedBy: string | null;
}
