import type { DecisionContext } from '../product/context.ts';
import { exceedsOpen } from '../product/exceeds-open.ts';
import type { ReceiveTransfer } from '../shared/commands.ts';
import { accept, type Decision, refuse } from '../shared/decision.ts';
import { formatQuantity, ZERO } from '../shared/quantity.ts';
import { quote } from '../shared/quote.ts';
import type { Reason } from '../shared/reason.ts';
import type { TransferEvent } from './events.ts';
import { openOfTransfer, type TransferState } from './state.ts';

/**
 * Puts on record that goods on their way have come, before they are brought in. With a reason for a discrepancy the
 * rest is given up, without it the rest stays on its way.
 *
 * Refused: UNKNOWN_TRANSFER, EXCEEDS_OPEN where more came than is on its way (nothing is of another product), and
 * VALIDATION_FAILED where nothing came and nothing is given up.
 *
 * @throws RangeError when an operation is open: it is to be driven to its end first.
 */
export function requestReceipt(
  transfer: TransferState | null,
  command: ReceiveTransfer,
  { now }: DecisionContext,
): Decision<TransferEvent> {
  const { transferId, sku, quantity, discrepancyReason } = command;
  if (transfer === null || transfer.status === 'refused') return refuse(unknownTransfer(transferId));
  if (transfer.open !== null) throw new RangeError(`transfer ${transferId} has an open operation`);
  if (quantity < ZERO || (quantity === ZERO && discrepancyReason === undefined)) {
    return refuse(nothingReceived());
  }
  const open = sku === transfer.sku ? openOfTransfer(transfer) : ZERO;
  if (quantity > open || open === ZERO) {
    return refuse({ ...exceedsOpen(sku, transfer.unit, quantity, open, ''), path: 'quantity' });
  }
  const discrepancy = discrepancyReason === undefined ? ZERO : open - quantity;
  return accept({
    type: 'ReceiptRequested',
    data: {
      transferId,
      operation: transfer.operation + 1,
      quantity: formatQuantity(quantity),
      ...(discrepancy > ZERO && { discrepancy: formatQuantity(discrepancy) }),
      ...(discrepancy > ZERO && discrepancyReason !== undefined && { discrepancyReason }),
      decidedAt: now,
    },
  });
}

const unknownTransfer = (transferId: string): Reason => ({
  code: 'UNKNOWN_TRANSFER',
  message: `there is no transfer ${quote(transferId)}`,
  path: 'transferId',
});

const nothingReceived = (): Reason => ({
  code: 'VALIDATION_FAILED',
  message: 'what was received is above 0, or 0 with the reason why nothing came',
  path: 'quantity',
});
