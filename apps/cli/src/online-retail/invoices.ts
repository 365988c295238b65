import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { readUnzipped } from '../files/read-unzipped.ts';
import { londonToUtc } from './london-time.ts';

/** One line of an invoice. Its identity is the invoice and the line's number: some lines are exact duplicates. */
export interface InvoiceLine {
  /** From 1, in the order of the file. */
  readonly number: number;
  readonly stockCode: string;
  readonly description: string;
  /** Items; negative on cancellations and write-offs. */
  readonly quantity: number;
  /** Pounds sterling an item; 0 for what was given away, found or written off. */
  readonly unitPrice: number;
}

/** An invoice with all its lines. A number that begins with C is a cancellation, one with A a bad debt. */
export interface Invoice {
  readonly number: string;
  /** UTC, by the first line: a few long invoices run into the next minute. */
  readonly issuedAt: string;
  /** The customer's number, empty where the data has none. */
  readonly customer: string;
  readonly country: string;
  readonly lines: readonly InvoiceLine[];
}

const COLUMNS = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

/** The fields in the order of the columns; the parser sees to it that every row has as many as the header. */
type Row = readonly [string, string, string, string, string, string, string, string];

/**
 * Reads the invoices of an Online Retail file, gzipped or not, one after the other, holding one at a time.
 *
 * @throws Error where the file breaks what the commands' keys and order rest on: an invoice whose lines do not
 *   stand together, an invoice earlier than the one before it, a quantity or price that is no number
 */
export async function* readInvoices(csvPath: string): AsyncGenerator<Invoice> {
  const seen = new Set<string>();
  let current: OpenInvoice | undefined;
  for await (const row of readRows(csvPath)) {
    const [number] = row;
    if (current?.number !== number) {
      if (current !== undefined) yield current;
      if (seen.has(number)) throw new Error(`invoice ${number}: its lines do not stand together`);
      seen.add(number);
      const next = begin(row);
      if (current !== undefined && next.issuedAt < current.issuedAt) {
        throw new Error(`invoice ${number} is earlier than ${current.number}, which stands before it`);
      }
      current = next;
    }
    current.lines.push(lineOf(row, current.lines.length + 1));
  }
  if (current !== undefined) yield current;
}

async function* readRows(csvPath: string): AsyncGenerator<Row> {
  const rows = parse({ bom: true });
  // A failure of the file reaches the loop below, as the parser is destroyed with it.
  pipeline(readUnzipped(csvPath).content, rows, () => {});

  let isHeader = true;
  for await (const row of rows as AsyncIterable<Row>) {
    if (!isHeader) yield row;
    else if (row.join() !== COLUMNS) throw new Error(`${csvPath}: the columns are not ${COLUMNS}`);
    isHeader = false;
  }
}

interface OpenInvoice extends Invoice {
  readonly lines: InvoiceLine[];
}

function begin([number, , , , wallTime, , customer, country]: Row): OpenInvoice {
  return { number, issuedAt: londonToUtc(wallTime), customer, country, lines: [] };
}

function lineOf([invoice, stockCode, description, items, , price]: Row, number: number): InvoiceLine {
  const quantity = Number(items);
  const unitPrice = Number(price);
  if (items === '' || !Number.isSafeInteger(quantity) || price === '' || Number.isNaN(unitPrice)) {
    throw new Error(`invoice ${invoice}, line ${number}: quantity or price is no number`);
  }
  return { number, stockCode, description: description.trim(), quantity, unitPrice };
}
