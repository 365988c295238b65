import { formatQuantity, keyOfStream, quantityOf, type TransferEvent, ZERO } from '#domain';
import type { Row } from '../database/tables.ts';
import { existing, type ProjectedEvent, type Rows } from './rows.ts';

/** Folds a transfer's stream. What of its goods is on its way stands in rows of the product's. */
export function projectTransfer(event: ProjectedEvent, rows: Rows): void {
  const transferId = keyOfStream(event.stream);
  const { type, data } = event as unknown as TransferEvent;
  switch (type) {
    case 'TransferRequested':
      rows.put('transfers', requested(event, transferId, data));
      break;
    case 'TransferCompleted':
      update(rows, event, transferId, {
        status: 'received',
        dispatched: data.quantity,
        received: data.quantity,
        open: 0,
      });
      break;
    case 'TransferDispatched':
      update(rows, event, transferId, { status: 'in_transit', dispatched: data.quantity, open: 0 });
      break;
    case 'TransferRefused':
      update(rows, event, transferId, { status: 'refused', open: 0 });
      break;
    case 'ReceiptRequested':
      update(rows, event, transferId, { open: 1 });
      break;
    case 'TransferReceived':
      update(rows, event, transferId, receivedBy(existing(rows, 'transfers', transferId), data));
      break;
    case 'ReceiptRefused':
      update(rows, event, transferId, { open: 0 });
      break;
  }
}

type DataOf<Type extends TransferEvent['type']> = Extract<TransferEvent, { type: Type }>['data'];

function requested(
  event: ProjectedEvent,
  transferId: string,
  data: DataOf<'TransferRequested'>,
): Row<'transfers'> {
  return {
    transfer_id: transferId,
    sku: data.sku,
    unit: data.unit,
    from_warehouse: data.from,
    to_warehouse: data.to,
    reference: data.reference ?? null,
    dispatched: '0',
    received: '0',
    discrepancy: '0',
    discrepancy_reason: null,
    status: 'requested',
    open: 1,
    revision: event.revision,
    position: Number(event.position),
  };
}

function receivedBy(row: Row<'transfers'>, data: DataOf<'TransferReceived'>): Partial<Row<'transfers'>> {
  const received = formatQuantity(quantityOf(row.received) + quantityOf(data.quantity));
  const discrepancy = quantityOf(row.discrepancy) + quantityOf(data.discrepancy ?? '0');
  const isOpen = quantityOf(data.open) > ZERO;
  const ended = discrepancy > ZERO ? 'closed' : 'received';
  return {
    received,
    discrepancy: formatQuantity(discrepancy),
    discrepancy_reason: data.discrepancyReason ?? row.discrepancy_reason,
    status: isOpen ? 'in_transit' : ended,
    open: 0,
  };
}

function update(
  rows: Rows,
  event: ProjectedEvent,
  transferId: string,
  changed: Partial<Row<'transfers'>>,
): void {
  const { revision, position } = event;
  rows.put('transfers', {
    ...existing(rows, 'transfers', transferId),
    ...changed,
    revision,
    position: Number(position),
  });
}
