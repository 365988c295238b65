import { type Accepted, accept } from '../shared/decision.ts';
import { formatQuantity, ZERO } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import type { TransferEvent } from './events.ts';
import { type OpenTransferOperation, openOfTransfer, type TransferState } from './state.ts';

/**
 * Commits the open operation: the product has recorded what moved.
 *
 * @throws RangeError when no operation is open: the process has gone astray.
 */
export function completeTransfer(transfer: TransferState): Accepted<TransferEvent> {
  const { transferId, mode } = transfer;
  const { kind, operation, quantity, discrepancy, discrepancyReason } = openIn(transfer);
  const moved = { transferId, operation, quantity: formatQuantity(quantity) };
  if (kind === 'move') {
    return accept({ type: mode === 'instant' ? 'TransferCompleted' : 'TransferDispatched', data: moved });
  }
  return accept({
    type: 'TransferReceived',
    data: {
      ...moved,
      ...(discrepancy > ZERO && { discrepancy: formatQuantity(discrepancy) }),
      ...(discrepancyReason !== undefined && { discrepancyReason }),
      open: formatQuantity(openOfTransfer(transfer) - quantity - discrepancy),
    },
  });
}

/**
 * Closes the open operation without effect: the product refused it.
 *
 * @throws RangeError when no operation is open.
 */
export function refuseTransfer(transfer: TransferState, reasons: readonly Reason[]): Accepted<TransferEvent> {
  const { transferId } = transfer;
  const { kind, operation } = openIn(transfer);
  const type = kind === 'move' ? 'TransferRefused' : 'ReceiptRefused';
  return accept({ type, data: { transferId, operation, reasons } });
}

function openIn({ transferId, status, open }: TransferState): OpenTransferOperation {
  if (open !== null) return open;
  throw new RangeError(`transfer ${transferId} is ${status}: no operation is open`);
}
