import { build, isStale } from '../../tools/build.js';
import type { Contender } from '../contender.ts';
import { httpCommands } from '../http-commands.ts';
import { SERVER_MAIN } from '../places.ts';
import { sendMany } from '../send-many.ts';

const PRODUCTS = 1000;

/** AdjustLevel over HTTP as the server has it: validated, decided, durable before it is answered, projector running. */
export function stockbookHttp(folder: string, connections: number): Contender {
  return httpCommands({
    name: 'Stockbook, AdjustLevel over HTTP',
    connections,
    products: PRODUCTS,
    async command() {
      if (isStale()) await build();
      return [SERVER_MAIN, '--port', '0', '--data', folder];
    },
    prepare,
  });
}

/** What the load asks for: one warehouse and its products. */
async function prepare(url: string): Promise<void> {
  const items: object[] = [{ type: 'OpenWarehouse', data: { code: 'MAIN', name: 'Main' } }];
  for (let index = 0; index < PRODUCTS; index++) {
    const sku = `SKU-${index}`;
    items.push({ type: 'RegisterProduct', data: { sku, name: sku } });
  }
  await sendMany(url, items);
}
