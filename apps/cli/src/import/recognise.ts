import { stat } from 'node:fs/promises';
import { EXIT, Stop } from '../exit-code.ts';
import { readUnzipped } from '../files/read-unzipped.ts';
import { commandLogSource } from './command-log-source.ts';
import { onlineRetailSource } from './online-retail-source.ts';
import type { ImportSource } from './source.ts';

const START_LENGTH = 256;
const ONLINE_RETAIL_HEADER =
  /^\uFEFF?InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\r?\n/;

/**
 * Finds out by its first characters what a file is.
 *
 * @throws Stop where it cannot be read or is nothing that can be loaded
 */
export async function recognise(path: string): Promise<ImportSource> {
  const start = await startOf(path);
  if (ONLINE_RETAIL_HEADER.test(start)) return onlineRetailSource(path);
  if (start.trimStart().startsWith('{')) return commandLogSource(path);
  throw new Stop(
    [
      `${path} is neither of the files that can be loaded:`,
      '  Online Retail as CSV, its first line being InvoiceNo,StockCode,Description,…',
      '  commands as NDJSON, each line being {"id"?, "type", "data", "decidedAt"?}',
      'Either may be gzipped.',
    ].join('\n'),
    EXIT.wrongUse,
  );
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
