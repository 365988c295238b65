import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Ended, type Running, startStockbook, stockbook } from '../testing/run-stockbook.ts';

describe.each(['without a server', 'with a server running'])('the commands on a ledger, %s', (how) => {
  let folder: string;
  let data: string;
  let server: Running | undefined;
  const run = (...args: string[]) => stockbook([...args, '--data', data]);
  const send = (command: string, fields: object, ...more: string[]) =>
    run('send', command, JSON.stringify(fields), ...more);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stockbook-cli-'));
    data = join(folder, 'data');
    if (how === 'without a server') return;
    server = startStockbook(['serve', '--data', data, '--port', '0']);
    await server.until(/^listening on /m);
  });
  afterAll(async () => {
    server?.process.kill('SIGTERM');
    const ended = await server?.ended;
    await rm(folder, { recursive: true, force: true });
    expect(ended?.exitCode ?? 0).toBe(0);
  });

  test('send tells what was done', async () => {
    const registered = await send('RegisterProduct', { sku: 'LAMP', name: 'Lamp' });
    expect(registered).toMatchObject({ exitCode: 0, stderr: '' });
    expect(registered.stdout).toMatch(/^Done: product-LAMP is at revision 0, the log at position \d+\.\n/);
    expect(registered.stdout).toContain('registered as "Lamp" of default, in item');

    const managed = { scope: { level: 'product', code: 'LAMP' }, option: 'manageInventory', value: true };
    expect((await send('SetOption', managed)).exitCode).toBe(0);
    const adjusted = await send('AdjustLevel', {
      sku: 'LAMP',
      warehouse: 'main',
      quantity: '1200',
      reason: 'delivery',
    });
    expect(adjusted.stdout).toContain('+1,200 item at main, on hand 0 → 1,200 (delivery)');
  });

  test('send reads the fields from standard input too, and a key keeps it from having effect twice', async () => {
    const args = ['send', 'AdjustLevel', '--key', 'loss-1', '--json', '--data', data];
    const input = '{"sku":"LAMP","warehouse":"main","quantity":"-200","reason":"loss"}\n';
    const first = await stockbook(args, { input });
    const second = await stockbook(args, { input });

    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(first.stdout)).toMatchObject({ stream: 'product-LAMP', commandId: 'local:loss-1' });
    expect(JSON.parse(second.stdout)).toEqual(JSON.parse(first.stdout));
  });

  test('send tells an order and where it comes from', async () => {
    const order = { orderId: 'A-1', website: 'default', lines: [{ sku: 'LAMP', quantity: '30' }] };
    const { exitCode, stdout } = await send('SubmitOrder', order);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Order A-1 is accepted:\n  30 item of LAMP: 30 from main\n');
  });

  test('send tells each reason of a refusal as a sentence, and exits with 1', async () => {
    const lines = [
      { sku: 'LAMP', quantity: '5000' },
      { sku: 'NONE', quantity: '1' },
    ];
    const order = { orderId: 'A-2', website: 'default', lines };
    const refused = await send('SubmitOrder', order);
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^.*5000.*970.*\.$/),
      'There is no product "NONE".',
    ]);

    const asJson = await send('SubmitOrder', order, '--json');
    expect(asJson.exitCode).toBe(1);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ status: 422, code: 'ORDER_REJECTED' });
  });

  test('send tells which field is wrong, and exits with 1', async () => {
    const { exitCode, stderr } = await send('AdjustLevel', { sku: 'LAMP', warehouse: 'main', quantity: '1' });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^Reason is missing\.$/m);
  });

  test('levels tells the stock as a table, and as JSON', async () => {
    await send('RegisterProduct', { sku: 'BULB', name: 'Bulb' });
    await send('AdjustLevel', { sku: 'BULB', warehouse: 'main', quantity: '3', reason: 'delivery' });

    const { stdout } = await run('levels');
    expect(stdout.split('\n')).toEqual([
      'sku   name  status    warehouse  unit  on hand  allocated  held  available',
      'BULB  Bulb  in stock  main       item        3          0     0          3',
      'LAMP  Lamp  in stock  main       item    1,000         30     0        970',
      '',
    ]);

    const asJson = await run('levels', '--json', '--limit', '1');
    expect(JSON.parse(asJson.stdout)).toMatchObject({ sku: 'BULB', onHand: '3', available: '3' });
  });

  test('levels takes filters, and says where nothing matches', async () => {
    expect((await run('levels', '--sku', 'LAMP', '--warehouse', 'main')).stdout).toMatch(/^LAMP/m);
    const none = await run('levels', '--low');
    expect(none).toMatchObject({ exitCode: 0, stdout: '' });
    expect(none.stderr).toMatch(/no such level/);
    const unknown = await run('levels', '--sku', 'NONE');
    expect(unknown).toMatchObject({ exitCode: 1, stderr: 'There is no product "NONE".\n' });
  });

  test('history tells what happened, the latest last', async () => {
    const { exitCode, stdout } = await run('history', 'LAMP');
    expect(exitCode).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^ {4}0 {2}\d{4}-\d\d-\d\d \d\d:\d\d.* registered as "Lamp"/);
    expect(stdout).toMatch(/-200 item at main, on hand 1,200 → 1,000 \(loss; by local\)/);
    expect(stdout).toMatch(/30 item promised to order A-1 of default at main, allocated 0 → 30/);
    expect(stdout).toMatch(/5,000 item refused to order A-2 of default, 970 could be sold/);
  });

  test('history comes in pages, and as JSON', async () => {
    const latest = await run('history', 'LAMP', '--limit', '2');
    expect(latest.stdout.trimEnd().split('\n').length).toBeLessThan(5);
    expect(latest.stderr).toMatch(/^\d+ earlier events: --from 0 begins there, --all tells everything\.$/m);

    const from = await run('history', 'LAMP', '--from', '1', '--limit', '2', '--json');
    const events = from.stdout.trimEnd().split('\n');
    expect(events.map((line) => JSON.parse(line).revision)).toEqual([1, 2]);

    const none = await run('history', 'NONE');
    expect(none).toMatchObject({ exitCode: 1, stdout: '' });
    expect(none.stderr).toMatch(/no event of a product "NONE"/);
  });

  test('import replays a command log, once however often', async () => {
    const file = join(folder, 'log.ndjson');
    const at = '2011-10-05T08:00:00.000Z';
    const line = (id: string, type: string, data: object) =>
      JSON.stringify({ id, type, data, decidedAt: at });
    await writeFile(
      file,
      [
        line('r-1', 'RegisterProduct', { sku: 'CORD', name: 'Cord' }),
        line('r-2', 'AdjustLevel', {
          sku: 'CORD',
          warehouse: 'main',
          quantity: '7',
          reason: 'opening stock',
        }),
      ].join('\n'),
    );

    const first = reportOf(await run('import', file, '--json'));
    expect(first).toMatchObject({ commands: 2, events: { written: 2 }, unexpected: { count: 0 } });
    const second = reportOf(await run('import', file, '--json'));
    expect(second.events).toEqual({ ...first.events, written: 0 });
  });

  test('import exits with 1 where something failed that should not have, and goes on after it', async () => {
    const file = join(folder, 'failing.ndjson');
    const adjust = (quantity: string) => ({ sku: 'CORD', warehouse: 'main', quantity, reason: 'count' });
    await writeFile(
      file,
      [adjust('-99'), adjust('2')].map((data) => JSON.stringify({ type: 'AdjustLevel', data })).join('\n'),
    );

    const { exitCode, stdout } = await run('import', file);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^1 command failed and should not have$/m);
    expect(stdout).toMatch(/NEGATIVE_ON_HAND/);
    expect((await run('levels', '--sku', 'CORD', '--json')).stdout).toContain('"onHand":"9"');
  });

  test('rebuild makes the same read models anew', async () => {
    const before = await run('levels', '--json');
    const rebuilt = await run('rebuild', '--json');
    expect(rebuilt.exitCode).toBe(0);
    expect(JSON.parse(rebuilt.stdout).events).toBeGreaterThan(10);
    expect(await run('levels', '--json')).toEqual(before);
  });
});

const reportOf = ({ stdout }: Ended) => JSON.parse(stdout);
