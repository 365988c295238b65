import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recognise } from './recognise.ts';
import type { ImportItem } from './source.ts';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const CSV = `${HEADER}\n1,22138,BAKING SET,3,2011-12-09T09:16:00,1,,France\n`;
const LOG = '{"id":"a","type":"DefineCategory","data":{"code":"x"}}\n\n{"type":"SetStatus","data":{}}\n';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recognise-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function sourceOf(name: string, content: string | Buffer) {
  const path = join(folder, name);
  await writeFile(path, content);
  const recognised = await recognise(path);
  if (recognised.kind !== 'commands') throw new Error(`${name} is ${recognised.kind}`);
  return recognised.source;
}

async function itemsOf(source: { items(): AsyncIterable<ImportItem> }) {
  const items: ImportItem[] = [];
  for await (const item of source.items()) items.push(item);
  return items;
}

describe('a file to load', () => {
  test.each([
    ['as it is', CSV],
    ['gzipped', gzipSync(CSV)],
    ['with a byte order mark', `\uFEFF${CSV}`],
  ])('is Online Retail by its first line, %s', async (_, content) => {
    const source = await sourceOf('any.name', content);
    const items = await itemsOf(source);

    expect(source.title).toBe('Online Retail: 1 line, 1 invoice, 1 product, 1 country');
    expect(items.map(({ command }) => command.type)).toContain('SubmitOrder');
    expect(items.at(-2)?.stage).toBe(0);
    expect(items.at(-1)).toMatchObject({ stage: 1, command: { type: 'SubmitOrder' } });
  });

  test.each([
    ['as it is', LOG],
    ['gzipped', gzipSync(LOG)],
  ])('is a command log where its lines are objects, %s', async (_, content) => {
    const items = await itemsOf(await sourceOf('my log.ndjson', content));

    expect(items.map(({ command }) => command)).toEqual([
      { id: 'a', type: 'DefineCategory', data: { code: 'x' } },
      { id: 'my%20log.ndjson:2', type: 'SetStatus', data: {} },
    ]);
  });

  test.each([
    [
      'a field that no command has',
      '{"type":"SetStatus","data":{},"at":1}',
      'command 1: a command has no field "at"',
    ],
    ['no type', '{"data":{}}', '"type" is not a text'],
    ['an id that is no text', '{"id":7,"type":"SetStatus","data":{}}', '"id" is not a text'],
    ['a line that breaks off', '{"type":"SetStatus","data":{}}\n{"type":', 'command 2: the line is not JSON'],
  ])('is not sent on from a line with %s', async (_, content, message) => {
    const source = await sourceOf('broken.ndjson', content);
    await expect(itemsOf(source)).rejects.toThrow(message);
  });

  test('is stock by its columns, whatever their order and case', async () => {
    const path = join(folder, 'stock.csv');
    await writeFile(path, '\uFEFF"Inventory Status",sku\nIn Stock,A\n');
    expect(await recognise(path)).toEqual({ kind: 'stock' });
  });

  test('that is anything else is refused, with what it could be', async () => {
    await expect(sourceOf('a.csv', 'sku,price\nA,1\n')).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('Online Retail as CSV'),
    });
    await expect(sourceOf('empty', '')).rejects.toMatchObject({ exitCode: 2 });
  });

  test('that cannot be read is refused, and why', async () => {
    await expect(recognise(join(folder, 'none'))).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('there is no such file'),
    });
    await expect(recognise(folder)).rejects.toThrow('is a folder');
    await expect(sourceOf('torn.gz', gzipSync(LOG).subarray(0, 20))).rejects.toThrow(
      'unexpected end of file',
    );
  });
});
