/** The running state of one transfer: what it moves, and where its process stands. No figure of any level. */
import type { Quantity } from '../shared/quantity.ts';
import type { TransferMode } from './events.ts';

/**
 * `requested` and `refused`: nothing has moved. `received`: all has come. `closed`: nothing is on its way any more,
 * and not all has come.
 */
export type TransferStatus = 'requested' | 'refused' | 'in_transit' | 'received' | 'closed';

export interface TransferState {
  readonly transferId: string;
  readonly mode: TransferMode;
  readonly sku: string;
  /** The quantities' own. */
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  readonly reference: string | null;
  status: TransferStatus;
  dispatched: Quantity;
  received: Quantity;
  /** What never came. */
  discrepancy: Quantity;
  /** Of the last operation. */
  operation: number;
  /** The operation that has no outcome yet. */
  open: OpenTransferOperation | null;
}

/** An operation on its way: what it moves, as its intent says. */
export interface OpenTransferOperation {
  readonly kind: 'move' | 'receive';
  readonly operation: number;
  readonly quantity: Quantity;
  readonly discrepancy: Quantity;
  readonly discrepancyReason?: string;
}

/** What is still on its way. */
export const openOfTransfer = ({ dispatched, received, discrepancy }: TransferState): Quantity =>
  dispatched - received - discrepancy;
