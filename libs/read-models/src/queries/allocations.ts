import type { AllocationAnswer, AllocationFilter } from './answers.ts';
import type { Snapshot } from './live-database.ts';
import type { Bounds } from './paging.ts';

/** What is promised to orders and neither shipped nor released, the oldest first; one more than the page takes. */
export async function allocationsAfter(
  { db }: Snapshot,
  { orderId, sku, warehouse, website, backordered }: AllocationFilter,
  { limit, after }: Bounds,
): Promise<readonly PlacedAllocation[]> {
  let query = db
    .selectFrom('allocations as a')
    .innerJoin('orders as o', 'o.order_id', 'a.order_id')
    .select(['a.order_id', 'a.sku', 'a.unit', 'a.warehouse', 'a.quantity', 'a.backordered'])
    .select(['a.since', 'a.position', 'a.share', 'o.website'])
    .orderBy('a.position')
    .orderBy('a.share')
    .limit(limit + 1);
  if (orderId !== undefined) query = query.where('a.order_id', '=', orderId);
  if (sku !== undefined) query = query.where('a.sku', '=', sku);
  if (warehouse !== undefined) query = query.where('a.warehouse', '=', warehouse);
  if (website !== undefined) query = query.where('o.website', '=', website);
  if (backordered !== undefined) query = query.where('a.backordered', backordered ? '<>' : '=', '0');
  if (after !== undefined) {
    const [position, share] = after.map(Number) as [number, number];
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('a.position', 'a.share'), '>', tuple(position, share)),
    );
  }
  return (await query.execute()).map((row) => ({
    orderId: row.order_id,
    website: row.website,
    sku: row.sku,
    unit: row.unit,
    warehouse: row.warehouse,
    quantity: row.quantity,
    backordered: row.backordered,
    since: new Date(Number(row.since)).toISOString(),
    position: String(row.position),
    share: Number(row.share),
  }));
}

/** An allocation, and its place among those that one event made. */
export interface PlacedAllocation extends AllocationAnswer {
  readonly share: number;
}
