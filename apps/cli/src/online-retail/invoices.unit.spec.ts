import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Invoice, readInvoices } from './invoices.ts';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'online-retail-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(...rows: string[]) {
  const path = join(folder, 'some.csv.gz');
  await writeFile(path, gzipSync([...rows, ''].join('\n')));
  return all(path);
}

async function all(path: string) {
  const invoices: Invoice[] = [];
  for await (const invoice of readInvoices(path)) invoices.push(invoice);
  return invoices;
}

describe('readInvoices', () => {
  it('gathers the lines of each invoice and numbers them, exact duplicates too', async () => {
    const invoices = await read(
      HEADER,
      '581483,23843,"PAPER CRAFT , LITTLE BIRDIE",80995,2011-12-09T09:15:00,2.08,16446,United Kingdom',
      '581484,22138,,3,2011-12-09T09:16:00,0,,France',
      '581484,22138,,3,2011-12-09T09:17:00,0,,France',
    );

    expect(invoices).toEqual([
      {
        number: '581483',
        issuedAt: '2011-12-09T09:15:00.000Z',
        customer: '16446',
        country: 'United Kingdom',
        lines: [
          {
            number: 1,
            stockCode: '23843',
            description: 'PAPER CRAFT , LITTLE BIRDIE',
            quantity: 80995,
            unitPrice: 2.08,
          },
        ],
      },
      {
        number: '581484',
        issuedAt: '2011-12-09T09:16:00.000Z',
        customer: '',
        country: 'France',
        lines: [
          { number: 1, stockCode: '22138', description: '', quantity: 3, unitPrice: 0 },
          { number: 2, stockCode: '22138', description: '', quantity: 3, unitPrice: 0 },
        ],
      },
    ]);
  });

  it('refuses an invoice whose lines do not stand together, as their numbers would repeat', async () => {
    const row = (number: string) => `${number},22138,SET,3,2011-12-09T09:16:00,1,,France`;
    await expect(read(HEADER, row('1'), row('2'), row('1'))).rejects.toThrow('invoice 1: its lines');
  });

  it('refuses an invoice that is earlier than the one before it', async () => {
    const row = (number: string, day: string) => `${number},22138,SET,3,2011-12-${day}T09:16:00,1,,France`;
    await expect(read(HEADER, row('1', '09'), row('2', '08'))).rejects.toThrow('invoice 2 is earlier than 1');
  });

  it.each(['', '2.5', 'many'])('refuses the quantity %p', async (quantity) => {
    const row = `1,22138,SET,${quantity},2011-12-09T09:16:00,1,,France`;
    await expect(read(HEADER, row)).rejects.toThrow('invoice 1, line 1: quantity or price');
  });

  it('refuses other columns', async () => {
    await expect(read('sku,quantity', '1,2')).rejects.toThrow('the columns are not InvoiceNo');
  });

  it('takes a file that is not gzipped too, also with a byte order mark', async () => {
    const plain = join(folder, 'plain.csv');
    await writeFile(plain, `\uFEFF${HEADER}\r\n1,22138,SET,3,2011-12-09T09:16:00,1,,France\r\n`);
    expect(await all(plain)).toHaveLength(1);
  });

  it('fails where there is no such file, or it breaks off', async () => {
    await expect(all(join(folder, 'none.gz'))).rejects.toThrow('ENOENT');
    const broken = join(folder, 'broken.csv.gz');
    await writeFile(broken, gzipSync(HEADER).subarray(0, -10));
    await expect(all(broken)).rejects.toThrow('unexpected end of file');
  });
});
