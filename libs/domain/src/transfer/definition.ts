import { quantityOf, ZERO } from '../shared/quantity.ts';
import type { StreamDefinition } from '../shared/stream-definition.ts';
import type { TransferEvent } from './events.ts';
import { type OpenTransferOperation, openOfTransfer, type TransferState } from './state.ts';

/** A stream `transfer-<id>`; null before the transfer is requested. */
export const transferDefinition: StreamDefinition<TransferState | null, TransferEvent> = {
  initial: () => null,
  evolve(transfer, event) {
    if (event.type === 'TransferRequested') return requested(event.data);
    if (transfer === null) throw new RangeError(`${event.type} before TransferRequested`);
    switch (event.type) {
      case 'TransferCompleted':
        transfer.dispatched = quantityOf(event.data.quantity);
        transfer.received = transfer.dispatched;
        transfer.status = 'received';
        transfer.open = null;
        break;
      case 'TransferDispatched':
        transfer.dispatched = quantityOf(event.data.quantity);
        transfer.status = 'in_transit';
        transfer.open = null;
        break;
      case 'TransferRefused':
        transfer.status = 'refused';
        transfer.open = null;
        break;
      case 'ReceiptRequested':
        transfer.operation = event.data.operation;
        transfer.open = openReceipt(event.data);
        break;
      case 'TransferReceived':
        foldReceipt(transfer, event.data);
        break;
      case 'ReceiptRefused':
        transfer.open = null;
        break;
    }
    return transfer;
  },
};

type DataOf<Type extends TransferEvent['type']> = Extract<TransferEvent, { type: Type }>['data'];

const requested = (data: DataOf<'TransferRequested'>): TransferState => ({
  transferId: data.transferId,
  mode: data.mode,
  sku: data.sku,
  unit: data.unit,
  from: data.from,
  to: data.to,
  reference: data.reference ?? null,
  status: 'requested',
  dispatched: ZERO,
  received: ZERO,
  discrepancy: ZERO,
  operation: data.operation,
  open: { kind: 'move', operation: data.operation, quantity: quantityOf(data.quantity), discrepancy: ZERO },
});

/** The operation that a request for a receipt opens. */
export function openReceipt(data: DataOf<'ReceiptRequested'>): OpenTransferOperation {
  const { operation, quantity, discrepancy = '0', discrepancyReason } = data;
  return {
    kind: 'receive',
    operation,
    quantity: quantityOf(quantity),
    discrepancy: quantityOf(discrepancy),
    ...(discrepancyReason !== undefined && { discrepancyReason }),
  };
}

function foldReceipt(transfer: TransferState, data: DataOf<'TransferReceived'>): void {
  transfer.received += quantityOf(data.quantity);
  transfer.discrepancy += quantityOf(data.discrepancy ?? '0');
  transfer.open = null;
  if (openOfTransfer(transfer) > ZERO) return;
  transfer.status = transfer.discrepancy > ZERO ? 'closed' : 'received';
}
