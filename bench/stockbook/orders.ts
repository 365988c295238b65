import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Contender } from '../contender.ts';
import { manyAtOnce } from '../many-at-once.ts';
import { spread } from '../peers/postgres-orders.ts';
import { openShop, type Shop } from './shop.ts';

/** Stock of each product: more than a run can sell. */
const STOCK = '1000000000';

/**
 * SubmitOrder through the command bus, as the server has it: each order has one line and its idempotency key, is
 * decided on managed stock, and is answered when it is durable. The projector runs.
 */
export function ledgerOrders(folder: string, products: number): Contender {
  let shop: Shop;
  let preparedBytes = 0;
  let count = 0;
  return {
    name: 'Stockbook, SubmitOrder through the command bus',
    async setup() {
      shop = await openShop(join(folder, 'orders'));
      await shop.send('SetOption', { scope: { level: 'system' }, option: 'manageInventory', value: true });
      await manyAtOnce(products, async (index) => {
        const sku = `SKU-${index}`;
        await shop.send('RegisterProduct', { sku, name: sku });
        await shop.send('AdjustLevel', { sku, warehouse: 'main', quantity: STOCK, reason: 'opening stock' });
      });
      await shop.projected();
      preparedBytes = bytesOf(shop.logFile);
    },
    async op(index) {
      const sku = `SKU-${spread(index, products)}`;
      const lines = [{ sku, quantity: '1' }];
      await shop.send('SubmitOrder', { orderId: `${index}`, website: 'default', lines }, `bench:${index}`);
      count += 1;
    },
    async teardown() {
      await shop?.close();
    },
    async notes() {
      const { lagEvents, seconds } = await shop.projected();
      const bytes = Math.round((bytesOf(shop.logFile) - preparedBytes) / count);
      return [
        `the projector was ${lagEvents} events behind at the end and caught up in ${seconds} s`,
        `a log of ${bytes} bytes an order`,
      ];
    },
  };
}

/** Size of the log's file once its write-ahead log has been moved into it. */
function bytesOf(file: string): number {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(
      db.prepare('SELECT page_count * page_size AS n FROM pragma_page_count, pragma_page_size').get()?.n,
    );
  } finally {
    db.close();
  }
}
