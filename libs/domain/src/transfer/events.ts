/** The facts of a transfer's stream: the durable log of the process that moves the goods (one operation at a time). */
import type { DomainEvent } from '../shared/decision.ts';
import type { Reason } from '../shared/reason.ts';

/** Moved at once, or dispatched now and received later. */
export type TransferMode = 'instant' | 'in_transit';

export type TransferEvent =
  /** Opens an operation that takes goods out of a warehouse: the first, or one after a refusal. */
  | DomainEvent<
      'TransferRequested',
      {
        transferId: string;
        operation: number;
        mode: TransferMode;
        sku: string;
        from: string;
        to: string;
        /** The one named, or the primary one. The transfer's quantities are in it. */
        unit: string;
        quantity: string;
        reference?: string;
        /** The decision's time, for a replay to supply again. */
        decidedAt: string;
      }
    >
  /** The goods have left one warehouse and come to the other. */
  | DomainEvent<'TransferCompleted', { transferId: string; operation: number; quantity: string }>
  /** The goods have left and are on their way. */
  | DomainEvent<'TransferDispatched', { transferId: string; operation: number; quantity: string }>
  /** The goods were gone when they were to be taken: nothing has moved, and the id is free again. */
  | DomainEvent<'TransferRefused', { transferId: string; operation: number; reasons: readonly Reason[] }>
  /** Opens an operation that brings in goods on their way. */
  | DomainEvent<
      'ReceiptRequested',
      {
        transferId: string;
        operation: number;
        quantity: string;
        /** What will not come any more; absent: nothing. */
        discrepancy?: string;
        discrepancyReason?: string;
        decidedAt: string;
      }
    >
  | DomainEvent<
      'TransferReceived',
      {
        transferId: string;
        operation: number;
        quantity: string;
        discrepancy?: string;
        discrepancyReason?: string;
        /** What is still on its way. */
        open: string;
      }
    >
  /** The goods could not be brought in: they are still on their way. */
  | DomainEvent<'ReceiptRefused', { transferId: string; operation: number; reasons: readonly Reason[] }>;
