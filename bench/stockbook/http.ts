import { join } from 'node:path';
import { build, isStale } from '../../tools/build.js';
import type { Contender } from '../contender.ts';
import { httpCommands } from '../http-commands.ts';

const main = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'server', 'src', 'main.js');

const PRODUCTS = 1000;

/** AdjustLevel over HTTP as the server has it: validated, decided, durable before it is answered, projector running. */
export function stockbookHttp(folder: string, connections: number): Contender {
  return httpCommands({
    name: 'Stockbook, AdjustLevel over HTTP',
    connections,
    products: PRODUCTS,
    async command() {
      if (isStale()) await build();
      return [main, '--port', '0', '--data', folder];
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
  const response = await fetch(`${url}/v1/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(items),
  });
  const results = (await response.json()) as { readonly status: number }[];
  const failed = results.find(({ status }) => status !== 200);
  if (failed !== undefined) throw new Error(`the bench could not prepare: ${JSON.stringify(failed)}`);
}
