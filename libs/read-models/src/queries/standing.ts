/** What operators, reports and the command side ask about the whole. */
import { contentsOf, orderStream, transferStream, type WarehouseContent, warehouseStream } from '#domain';
import type { ParkedStream, StockSummary } from './answers.ts';
import type { Snapshot } from './live-database.ts';

/** Counts of products by status, of kits, and of products that are low. */
export async function stockSummary({ db, position }: Snapshot): Promise<StockSummary> {
  const counts = await db
    .selectFrom('products')
    .select(({ fn }) => ['status', fn.countAll<number>().as('count')])
    .where('kit', 'is', null)
    .groupBy('status')
    .execute();
  const { kits } = await db
    .selectFrom('products')
    .select(({ fn }) => fn.countAll<number>().as('kits'))
    .where('kit', 'is not', null)
    .executeTakeFirstOrThrow();
  const low = await db
    .selectFrom('product_units')
    .select(({ fn }) => fn.count<number>('sku').distinct().as('count'))
    .where('low', '=', 1)
    .executeTakeFirstOrThrow();
  const byStatus = new Map(counts.map(({ status, count }) => [status, Number(count)]));
  return {
    products: counts.reduce((sum, { count }) => sum + Number(count), 0),
    kits: Number(kits),
    inStock: byStatus.get('in_stock') ?? 0,
    outOfStock: byStatus.get('out_of_stock') ?? 0,
    discontinued: byStatus.get('discontinued') ?? 0,
    low: Number(low.count),
    position,
  };
}

/** Streams whose process has still something to do, in the order of their names. */
export async function openStreams({ db }: Snapshot): Promise<string[]> {
  const orders = await db.selectFrom('orders').select('order_id').where('open', '=', 1).execute();
  const transfers = await db.selectFrom('transfers').select('transfer_id').where('open', '=', 1).execute();
  const sheets = await db
    .selectFrom('count_sheets')
    .select('warehouse')
    .where('status', '=', 'closing')
    .execute();
  return [
    ...orders.map(({ order_id: orderId }) => orderStream(orderId)),
    ...transfers.map(({ transfer_id: transferId }) => transferStream(transferId)),
    ...sheets.map(({ warehouse }) => warehouseStream(warehouse)),
  ].sort();
}

/** Every level at the warehouse that is not zero, and what is on its way there, in the order of skus and units. */
export async function warehouseContents(
  { db }: Snapshot,
  code: string,
): Promise<readonly WarehouseContent[]> {
  const levels = await db
    .selectFrom('levels')
    .select(['sku', 'unit', 'on_hand', 'allocated', 'held'])
    .where('warehouse', '=', code)
    .where(({ eb, or }) => or([eb('on_hand', '<>', '0'), eb('allocated', '<>', '0'), eb('held', '<>', '0')]))
    .orderBy('sku')
    .orderBy('unit')
    .execute();
  const transits = await db
    .selectFrom('transits')
    .select(['sku', 'unit', 'quantity'])
    .where('to_warehouse', '=', code)
    .execute();
  return contentsOf(
    levels.map(({ on_hand: onHand, ...level }) => ({ ...level, onHand })),
    transits,
  );
}

export async function parkedStreams({ db }: Snapshot): Promise<ParkedStream[]> {
  const rows = await db.selectFrom('parked_streams').selectAll().orderBy('position').execute();
  return rows.map((row) => ({
    stream: row.stream,
    revision: row.revision,
    lastRevision: row.last_revision,
    eventType: row.event_type,
    error: row.error,
  }));
}
