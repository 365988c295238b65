/** The facts of a hold's stream: its life, and the durable log of its process (one operation at a time). */
import type { OrderLine } from '../order/events.ts';
import type { DomainEvent } from '../shared/decision.ts';
import type { Reason } from '../shared/reason.ts';

export type HoldEvent =
  /** Opens an operation that holds: the first, or one that replaces what is held. */
  | DomainEvent<
      'HoldSubmitted',
      {
        holdId: string;
        operation: number;
        website: string;
        lines: readonly OrderLine[];
        /** When the hold is to end by itself, if it is accepted. */
        expiresAt: string;
        /** The decision's time, for a replay to supply again. */
        decidedAt: string;
      }
    >
  /** Commits the operation: every line is reserved. What was held beyond them is given up after this. */
  | DomainEvent<'HoldAccepted', { holdId: string; operation: number }>
  /** Commits the operation without effect: what it has reserved is given up after this. */
  | DomainEvent<
      'HoldRejected',
      {
        holdId: string;
        operation: number;
        reasons: readonly Reason[];
        /** How many reasons there were, where `reasons` does not hold them all. */
        reasonCount?: number;
      }
    >
  /** Ends the hold as somebody asked for: everything is given up after this. */
  | DomainEvent<'HoldReleaseRequested', { holdId: string; operation: number; decidedAt: string }>
  /** Ends the hold, since its time is over: everything is given up after this. */
  | DomainEvent<'HoldExpired', { holdId: string; operation: number; expiresAt: string }>
  /** An order is being decided that takes the hold over: until then nothing else happens to the hold. */
  | DomainEvent<'HoldClaimed', { holdId: string; operation: number; orderId: string }>
  /** The order was accepted and ends the hold: what it has beyond the order is given up after this. */
  | DomainEvent<'HoldConsumed', { holdId: string; operation: number; orderId: string }>
  /** The order was refused: the hold is as it was. */
  | DomainEvent<'HoldReturned', { holdId: string; operation: number; orderId: string }>
  /** Closes an operation: everything that it had to give up is given up. */
  | DomainEvent<'HoldSettled', { holdId: string; operation: number }>;
