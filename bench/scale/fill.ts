import type { Ledger } from '#ledger';
import { manyAtOnce } from '../many-at-once.ts';
import { spread } from '../peers/postgres-orders.ts';
import { compiled } from '../stockbook/compiled.ts';

export interface FillPlan {
  readonly file: string;
  readonly products: number;
  /** The log is filled until it holds so many events. */
  readonly events: number;
  readonly onProgress: (events: number) => void;
}

/** Commands under way at once. */
const AT_ONCE = 512;
const WAREHOUSES = ['main', 'east', 'west', 'north'];
/** Of ten orders so many are shipped whole. */
const SHIPPED_OF_TEN = 5;

type Json = Record<string, unknown>;

/** Fills a log with a shop's history, through the ledger: orders, half of them shipped, and deliveries. */
export async function fillLog({ file, products, events, onProgress }: FillPlan): Promise<void> {
  const { createLedger, parseCommand } = await compiled<typeof import('#ledger')>('libs/ledger/src/index.js');
  const { openSqliteEventStore } = await compiled<typeof import('#event-store')>(
    'libs/event-store/src/index.js',
  );
  const store = await openSqliteEventStore({ file, mode: 'writer' });
  const ledger: Ledger = createLedger({ store, clock: () => Date.now() });
  await ledger.start();
  let commandCount = 0;
  const send = async (name: Parameters<typeof parseCommand>[0], body: Json): Promise<void> => {
    const parsed = parseCommand(name, body);
    if (Array.isArray(parsed)) throw new Error(`${name}: ${JSON.stringify(parsed)}`);
    const outcome = await ledger.execute({
      ...parsed,
      actor: 'bench',
      commandId: `bench:${++commandCount}`,
    });
    if (outcome.kind !== 'done') throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  };

  await send('SetOption', { scope: { level: 'system' }, option: 'manageInventory', value: true });
  for (const code of WAREHOUSES.slice(1)) await send('OpenWarehouse', { code, name: code });
  await many(products, async (index) => {
    const sku = `SKU-${index}`;
    await send('RegisterProduct', { sku, name: `Product ${index}` });
    for (const warehouse of WAREHOUSES) await deliver(send, sku, warehouse);
  });

  for (let first = 0; Number(await store.lastPosition()) + 1 < events; first += 20_000) {
    await many(20_000, async (offset) => {
      const index = first + offset;
      const sku = `SKU-${spread(index, products)}`;
      const orderId = `${index}`;
      await send('SubmitOrder', { orderId, website: 'default', lines: [{ sku, quantity: '1' }] });
      if (index % 10 < SHIPPED_OF_TEN) await send('ShipOrder', { orderId });
      if (index % 50 === 0) await deliver(send, sku, WAREHOUSES[index % WAREHOUSES.length] as string);
    });
    onProgress(Number(await store.lastPosition()) + 1);
  }
  await ledger.stop();
  await store.close();
}

const many = (count: number, work: (index: number) => Promise<void>) => manyAtOnce(count, work, AT_ONCE);

const deliver = (send: (name: 'AdjustLevel', body: Json) => Promise<void>, sku: string, warehouse: string) =>
  send('AdjustLevel', { sku, warehouse, quantity: '100000', reason: 'delivery' });
