import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { surveyOnlineRetail } from './survey.ts';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'online-retail-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function survey(...rows: string[]) {
  const path = join(folder, 'some.csv.gz');
  await writeFile(path, gzipSync([HEADER, ...rows, ''].join('\n')));
  return surveyOnlineRetail(path);
}

describe('surveyOnlineRetail', () => {
  it('adds up each product and finds the name it was most sold under', async () => {
    const found = await survey(
      '1,22138,BAKING  SETT,3,2011-09-26T07:35:00,4.95,12680,France',
      '2,22138,BAKING SET,4,2011-09-26T07:35:00,4.95,12680,EIRE',
      '2,22138,BAKING SET,4,2011-09-26T07:35:00,4.95,12680,EIRE',
      '3,22138,damaged,-2,2011-09-26T08:00:00,0,,United Kingdom',
      '4,21018,check,-1,2011-09-26T08:01:00,0,,United Kingdom',
      'C5,22138,BAKING SET,-1,2011-09-26T08:02:00,4.95,12680,EIRE',
      '6,22138,found,9,2011-09-26T08:03:00,0,,United Kingdom',
      '7,POST,POSTAGE,1,2011-09-26T08:04:00,18,12680,France',
    );

    expect(found).toEqual({
      lines: 8,
      invoices: 7,
      startsAt: '2011-09-25T23:00:00.000Z',
      countries: ['EIRE', 'France', 'United Kingdom'],
      products: [
        { sku: '21018', name: '21018 (the data has no name)', ordered: 0, cancelled: 0, writtenOff: 1 },
        { sku: '22138', name: 'BAKING SET', ordered: 11, cancelled: 1, writtenOff: 2 },
      ],
    });
  });

  it('refuses a file without an invoice', async () => {
    await expect(survey()).rejects.toThrow('holds no invoice');
  });
});
