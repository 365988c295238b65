import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Running, startStockbook, stockbook } from '../testing/run-stockbook.ts';

let folder: string;
let server: Running;
const run = (...args: string[]) => stockbook([...args, '--data', join(folder, 'data')]);
const fileOf = async (name: string, text: string) => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stockbook-csv-'));
  server = startStockbook(['serve', '--data', join(folder, 'data'), '--port', '0']);
  await server.until(/^listening on /m);
});
afterEach(async () => {
  server.process.kill('SIGTERM');
  await server.ended;
  await rm(folder, { recursive: true, force: true });
});

async function shop(): Promise<void> {
  const units = [
    { code: 'item', precision: 0 },
    { code: 'liter', precision: 2 },
  ];
  const commands = [
    ...['SKU1', 'SKU2', 'SKU3'].map((sku) => ({
      type: 'RegisterProduct',
      data: { sku, name: `Product ${sku}, "${sku}"`, units },
    })),
    { type: 'OpenWarehouse', data: { code: 'north', name: 'North' } },
    { type: 'SetStatus', data: { sku: 'SKU3', status: 'discontinued' } },
  ];
  const log = await fileOf('shop.ndjson', commands.map((command) => JSON.stringify(command)).join('\n'));
  expect((await run('import', log)).exitCode).toBe(0);
}

async function levels(): Promise<Record<string, string>> {
  const { stdout } = await run('levels', '--json');
  const lines = stdout.split('\n').filter((line) => line !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const { sku, warehouse, unit, onHand } = JSON.parse(line);
      return [`${sku} ${warehouse} ${unit}`, onHand];
    }),
  );
}

async function statuses(): Promise<string> {
  return (await run('export', 'statuses')).stdout;
}

async function imported(text: string, ...flags: string[]) {
  const file = await fileOf('stock.csv', text);
  const { exitCode, stdout, stderr } = await run('import', file, '--json', ...flags);
  return { exitCode, stderr, report: stdout === '' ? undefined : JSON.parse(stdout) };
}

describe('stock as CSV in the columns of OroCommerce', () => {
  test('sets what its cells say and leaves alone what they do not', async () => {
    await shop();
    const { exitCode, report } = await imported(
      [
        'Inventory Status,SKU,Product,Quantity,Unit,Warehouse',
        'In Stock,SKU1,,100,,',
        ',SKU2,,2.5,Liters,north',
        'Out of Stock,SKU2,,,,',
        ',SKU3,,0,items,',
      ].join('\n'),
    );

    expect({ exitCode, report }).toMatchObject({
      exitCode: 0,
      report: { rows: 4, changed: 3, unchanged: 1, inError: 0, notSent: 0, errors: [] },
    });
    expect(await levels()).toEqual({
      'SKU1 main item': '100',
      'SKU2 north liter': '2.5',
      'SKU3 main item': '0',
    });
    expect(await statuses()).toBe(
      [
        'SKU,Product,Inventory Status',
        'SKU1,"Product SKU1, ""SKU1""",In Stock',
        'SKU2,"Product SKU2, ""SKU2""",Out of Stock',
        'SKU3,"Product SKU3, ""SKU3""",Discontinued',
        '',
      ].join('\n'),
    );
  });

  test('names rows in error, which change nothing; the others are imported, or none where asked', async () => {
    await shop();
    const text = [
      'SKU,Inventory Status,Quantity',
      'NONE,,1',
      'SKU1,Sold,2',
      'SKU2,In Stock,3',
      'SKU2,Discontinued,4',
    ].join('\n');

    const checked = await imported(text, '--dry-run');
    expect(checked.exitCode).toBe(1);
    expect(checked.report).toMatchObject({ rows: 4, inError: 3, notSent: 1, changed: 0 });
    expect(checked.report.errors.map(({ row, code }: { row: number; code: string }) => [row, code])).toEqual([
      [1, 'UNKNOWN_PRODUCT'],
      [2, 'VALIDATION_FAILED'],
      [4, 'VALIDATION_FAILED'],
    ]);
    expect((await imported(text, '--all-or-nothing')).report).toMatchObject({ changed: 0, notSent: 1 });
    expect(await levels()).toEqual({});

    const rest = await imported(text);
    expect(rest).toMatchObject({ exitCode: 1, report: { changed: 1, inError: 3, notSent: 0 } });
    expect(await levels()).toEqual({ 'SKU2 main item': '3' });
  });

  test('exported and imported again changes nothing', async () => {
    await shop();
    await imported('SKU,Quantity,Unit,Warehouse\nSKU1,7,,north\nSKU1,0.25,liter,\n');
    const kit = { components: [{ products: ['SKU3'], quantity: '1', required: true }] };
    const fields = JSON.stringify({ sku: 'SKU4', name: 'A kit', kit });
    expect((await run('send', 'RegisterProduct', fields)).exitCode).toBe(0);
    const file = join(folder, 'out.csv');
    expect((await run('export', 'levels', '--out', file)).exitCode).toBe(0);
    const exported = await readFile(file, 'utf8');
    expect(exported).toBe(
      [
        'SKU,Product,Inventory Status,Warehouse,Quantity,Unit',
        'SKU1,"Product SKU1, ""SKU1""",In Stock,main,0.25,liter',
        'SKU1,"Product SKU1, ""SKU1""",In Stock,north,7,item',
        'SKU2,"Product SKU2, ""SKU2""",In Stock,,,',
        'SKU3,"Product SKU3, ""SKU3""",Discontinued,,,',
        'SKU4,A kit,Out of Stock,,,',
        '',
      ].join('\n'),
    );

    const again = await run('import', file, '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ rows: 5, changed: 0, unchanged: 5 });
    expect((await run('export', 'levels')).stdout).toBe(exported);
  });

  test('a run goes on where it was broken off and doubles nothing; another run counts again', async () => {
    await shop();
    const rows = Array.from({ length: 8_000 }, (_, index) => `SKU${(index % 3) + 1},${index}`);
    const file = await fileOf('many.csv', ['SKU,Quantity', ...rows].join('\n'));
    const args = ['import', file, '--run', 'october', '--json', '--data', join(folder, 'data')];
    const first = startStockbook(args);
    await first.until(/Importing +[1-9]\d* %/);
    first.process.kill('SIGKILL');
    await first.ended;

    const second = await stockbook(args);
    expect(JSON.parse(second.stdout)).toMatchObject({ rows: 8_000, inError: 0 });
    const counts = async () => {
      const { stdout } = await run('export', 'log');
      return stdout.split('\n').filter((line) => line.includes('"LevelCounted"')).length;
    };
    expect(await counts()).toBe(8_000);
    await stockbook(args);
    expect(await counts()).toBe(8_000);

    const next = await run('import', await fileOf('few.csv', 'SKU,Quantity\nSKU1,1\n'), '--run', 'november');
    expect(next.exitCode).toBe(0);
    expect(await counts()).toBe(8_001);
  });

  test('what is no stock file is told as such', async () => {
    for (const [text, words] of [
      ['Name,Quantity\nx,1\n', /none of the files that can be loaded/],
      ['SKU,Quantity\nA,"1\n', /is not CSV/],
    ] as const) {
      const { exitCode, stderr } = await imported(text);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(words);
    }
  });
});

test('the log is exported whole, with its hashes, in log order', async () => {
  await shop();
  const { stdout } = await run('export', 'log');
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.length).toBe(3 + 1 + 3 + 1 + 1);
  expect(events.map(({ position }) => Number(position))).toEqual(events.map((_, index) => index));
  expect(events.at(-1)).toMatchObject({
    type: 'StatusChanged',
    stream: 'product-SKU3',
    contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    data: { to: 'discontinued' },
  });
});
