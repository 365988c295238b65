import { stat } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { EXIT, Stop } from '../exit-code.ts';
import { readUnzipped } from '../files/read-unzipped.ts';
import { isStockHeader } from '../stock-csv/columns.ts';
import { commandLogSource } from './command-log-source.ts';
import { onlineRetailSource } from './online-retail-source.ts';
import type { ImportSource } from './source.ts';

const START_LENGTH = 1024;
const ONLINE_RETAIL_HEADER =
  /^\uFEFF?InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\r?\n/;

/** A file that can be loaded. */
export type Recognised =
  | { readonly kind: 'commands'; readonly source: ImportSource }
  /** Stock in OroCommerce's columns. */
  | { readonly kind: 'stock' };

/**
 * Finds out by its first characters what a file is.
 *
 * @throws Stop where it cannot be read or is nothing that can be loaded
 */
export async function recognise(path: string): Promise<Recognised> {
  const start = await startOf(path);
  if (ONLINE_RETAIL_HEADER.test(start)) return { kind: 'commands', source: await onlineRetailSource(path) };
  if (start.trimStart().startsWith('{')) return { kind: 'commands', source: await commandLogSource(path) };
  if (isStockHeader(firstRowOf(start))) return { kind: 'stock' };
  throw new Stop(
    [
      `${path} is none of the files that can be loaded:`,
      '  stock as CSV, its first line being columns out of SKU, Product, Inventory Status, Warehouse, Quantity, Unit',
      '  Online Retail as CSV, its first line being InvoiceNo,StockCode,Description,…',
      '  commands as NDJSON, each line being {"id"?, "type", "data", "decidedAt"?}',
      'Each may be gzipped.',
    ].join('\n'),
    EXIT.wrongUse,
  );
}

/** The cells of the first line; none where it is no CSV. */
function firstRowOf(start: string): readonly string[] {
  const [line = ''] = start.split(/\r?\n/, 1);
  try {
    return parse(line, { bom: true })[0] ?? [];
  } catch {
    return [];
  }
}

async function startOf(path: string): Promise<string> {
  try {
    if ((await stat(path)).isDirectory()) throw new Stop(`${path} is a folder`, EXIT.wrongUse);
    const { content } = readUnzipped(path);
    content.setEncoding('utf8');
    let start = '';
    for await (const chunk of content) {
      start += chunk;
      if (start.length >= START_LENGTH) break;
    }
    return start;
  } catch (error) {
    if (error instanceof Stop) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : message;
    throw new Stop(`Cannot read ${path}: ${why}`, EXIT.wrongUse, { cause: error });
  }
}
