import type { DecisionContext } from '../product/context.ts';
import type { DispatchTransfer, TransferStock } from '../shared/commands.ts';
import { type Accepted, accept } from '../shared/decision.ts';
import { formatQuantity } from '../shared/quantity.ts';
import type { TransferEvent } from './events.ts';
import type { TransferState } from './state.ts';

/**
 * Puts a transfer on record, before anything moves.
 *
 * @param transfer null, or one that was refused: its id is free.
 * @param unit the unit that the command names, or the product's primary one.
 * @throws RangeError when the transfer is there already: whoever calls has to look first.
 */
export function requestTransfer(
  transfer: TransferState | null,
  command: TransferStock | DispatchTransfer,
  unit: string,
  { now }: DecisionContext,
): Accepted<TransferEvent> {
  if (transfer !== null && transfer.status !== 'refused') {
    throw new RangeError(`transfer ${transfer.transferId} is ${transfer.status}`);
  }
  const { type, transferId, sku, from, to, quantity, reference } = command;
  return accept({
    type: 'TransferRequested',
    data: {
      transferId,
      operation: (transfer?.operation ?? -1) + 1,
      mode: type === 'TransferStock' ? 'instant' : 'in_transit',
      sku,
      from,
      to,
      unit,
      quantity: formatQuantity(quantity),
      ...(reference !== undefined && { reference }),
      decidedAt: now,
    },
  });
}
