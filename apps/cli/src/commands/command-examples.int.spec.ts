import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Running, startStockbook } from '../testing/run-stockbook.ts';
import { COMMAND_EXAMPLES } from './command-examples.ts';

describe('the examples of the commands', () => {
  let folder: string;
  let server: Running;
  let address: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stockbook-examples-'));
    server = startStockbook(['serve', '--data', join(folder, 'data'), '--port', '0']);
    [, address = ''] = await server.until(/^listening on (\S+)$/m);
  });
  afterAll(async () => {
    server.process.kill('SIGTERM');
    await server.ended;
    await rm(folder, { recursive: true, force: true });
  });

  test('are those of all commands that the ledger takes', async () => {
    const { paths } = (await (await fetch(`${address}/openapi.json`)).json()) as { paths: object };
    const taken = Object.keys(paths).flatMap((path) => path.match(/^\/v1\/commands\/(\w+)$/)?.[1] ?? []);
    const names = new Set(COMMAND_EXAMPLES.map(({ name }) => name));
    expect([...names].sort()).toEqual(taken.sort());
  });

  test('can be sent one after the other; the last is refused, as the warehouse is not empty', async () => {
    const statuses = [];
    for (const { name, fields } of COMMAND_EXAMPLES) {
      const headers = { 'content-type': 'application/json' };
      const request = { method: 'POST', headers, body: JSON.stringify(fields) };
      const { status } = await fetch(`${address}/v1/commands/${name}`, request);
      statuses.push(`${name} ${status}`);
    }
    expect(statuses).toEqual(
      COMMAND_EXAMPLES.map(({ name }) => `${name} ${name === 'CloseWarehouse' ? 422 : 200}`),
    );
  });
});
