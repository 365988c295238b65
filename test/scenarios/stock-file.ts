import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { httpTransport } from '../../apps/cli/src/api/http-transport.ts';
import { transportApi } from '../../apps/cli/src/api/transport-api.ts';
import { importStock, type StockImportReport } from '../../apps/cli/src/stock-csv/import-stock.ts';
import type { Shop } from './shop.ts';

const SILENT = { progress: () => ({ update: () => {}, stop: () => {} }) };

/** Imports a stock file into the shop's warehouse; the first cell of each row is a sku of the shop. */
export async function importedStock(
  shop: Shop,
  titles: readonly string[],
  rows: readonly string[],
  more: { readonly isAllOrNothing?: boolean } = {},
): Promise<StockImportReport> {
  const folder = await mkdtemp(join(tmpdir(), 'stockbook-scenario-'));
  const path = join(folder, 'stock.csv');
  await writeFile(path, [titles.join(), ...rows.map((line) => shop.name(line))].join('\n'));
  const api = transportApi(httpTransport(shop.address));
  try {
    const report = await importStock(
      api,
      path,
      {
        run: shop.name('run'),
        warehouse: shop.name('main'),
        isDryRun: false,
        isAllOrNothing: false,
        ...more,
      },
      SILENT,
      new AbortController().signal,
    );
    await shop.noteOthers();
    return report;
  } finally {
    await api.close();
    await rm(folder, { recursive: true, force: true });
  }
}
