import type { Client } from './client.ts';

/** Stock of each sku at the warehouse `main`, managed. */
export async function stock(client: Client, quantities: Readonly<Record<string, number>>): Promise<void> {
  const scope = { level: 'system' };
  await client.done('SetOption', { scope, option: 'manageInventory', value: true });
  for (const [sku, quantity] of Object.entries(quantities)) {
    await client.done('RegisterProduct', { sku, name: `Product ${sku}` });
    if (quantity === 0) continue;
    await client.done('AdjustLevel', {
      sku,
      warehouse: 'main',
      quantity: String(quantity),
      reason: 'opening stock',
    });
  }
}

/** An order of the website `default`. */
export const order = (orderId: string, quantities: Readonly<Record<string, number | string>>) => ({
  orderId,
  website: 'default',
  lines: Object.entries(quantities).map(([sku, quantity]) => ({ sku, quantity: String(quantity) })),
});
