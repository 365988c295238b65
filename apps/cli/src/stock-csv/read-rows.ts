import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { WrongUse } from '../exit-code.ts';
import { readUnzipped } from '../files/read-unzipped.ts';
import { type ColumnName, type ColumnPlaces, columnPlaces } from './columns.ts';

/** A row as it stands there; what its cell or column lacks is the empty text. */
export type StockRow = Readonly<Record<ColumnName, string>> & {
  /** From 1, the header left out. */
  readonly number: number;
  /** Set where the row has cells beyond the header's columns. */
  readonly hasTooManyCells: boolean;
};

/** A file's rows under way. */
export interface StockRows {
  rows(): AsyncGenerator<StockRow>;
  /** Bytes of the file read so far. */
  bytesRead(): number;
}

/**
 * Reads a stock file, gzipped or not, row by row.
 *
 * @throws WrongUse from `rows` where it is no CSV or its header is not one of a stock file
 */
export function readStockRows(path: string): StockRows {
  const file = readUnzipped(path);
  return { rows: () => rowsOf(path, file.content), bytesRead: file.bytesRead };
}

async function* rowsOf(path: string, content: NodeJS.ReadableStream): AsyncGenerator<StockRow> {
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true });
  // A failure of the file reaches the loop below, as the parser is destroyed with it.
  pipeline(content, parser, () => {});
  let places: ColumnPlaces | undefined;
  let columns = 0;
  let number = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (places === undefined) {
        places = columnPlaces(cells);
        columns = cells.length;
      } else {
        number += 1;
        yield { ...rowOf(cells, places), number, hasTooManyCells: cells.length > columns };
      }
    }
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('CSV_')) {
      throw new WrongUse(`${path} is not CSV: ${(error as Error).message}`, { cause: error });
    }
    throw error;
  }
}

function rowOf(cells: readonly string[], places: ColumnPlaces): Readonly<Record<ColumnName, string>> {
  const cell = (name: ColumnName) => cells[places[name] ?? -1]?.trim() ?? '';
  return {
    sku: cell('sku'),
    product: cell('product'),
    status: cell('status'),
    warehouse: cell('warehouse'),
    quantity: cell('quantity'),
    unit: cell('unit'),
  };
}
