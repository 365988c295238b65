import type { Row } from '../database/tables.ts';
import type { TransferAnswer, TransferFilter } from './answers.ts';
import type { Snapshot } from './live-database.ts';
import type { Bounds } from './paging.ts';

/** What a transfer is while nothing of it has moved: nobody is shown that. */
const UNSEEN = ['requested', 'refused'];

/** One transfer, once its goods have left. */
export async function findTransfer(
  { db }: Snapshot,
  transferId: string,
): Promise<TransferAnswer | undefined> {
  const row = await db
    .selectFrom('transfers')
    .selectAll()
    .where('transfer_id', '=', transferId)
    .where('status', 'not in', UNSEEN)
    .executeTakeFirst();
  return row && transferAnswer(row);
}

/** Transfers that match, by id, one more than the page takes. */
export async function transfersAfter(
  { db }: Snapshot,
  { status, sku, warehouse }: TransferFilter,
  { limit, after }: Bounds,
): Promise<TransferAnswer[]> {
  let query = db
    .selectFrom('transfers')
    .selectAll()
    .orderBy('transfer_id')
    .limit(limit + 1);
  query = status === undefined ? query.where('status', 'not in', UNSEEN) : query.where('status', '=', status);
  if (sku !== undefined) query = query.where('sku', '=', sku);
  if (warehouse !== undefined) {
    query = query.where(({ eb, or }) =>
      or([eb('from_warehouse', '=', warehouse), eb('to_warehouse', '=', warehouse)]),
    );
  }
  if (after !== undefined) query = query.where('transfer_id', '>', String(after[0]));
  return (await query.execute()).map(transferAnswer);
}

const transferAnswer = (row: Row<'transfers'>): TransferAnswer => ({
  transferId: row.transfer_id,
  sku: row.sku,
  unit: row.unit,
  from: row.from_warehouse,
  to: row.to_warehouse,
  dispatched: row.dispatched,
  received: row.received,
  discrepancy: row.discrepancy,
  discrepancyReason: row.discrepancy_reason,
  reference: row.reference,
  status: row.status as TransferAnswer['status'],
});
