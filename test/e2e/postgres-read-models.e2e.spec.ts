import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { stock } from '../../apps/server/src/testing/shop.ts';
import { POSTGRES } from '../support/postgres-for-tests.ts';
import { POSTGRES_ADDRESS_VARIABLE } from '../support/postgres-server.ts';
import { describeWith } from '../support/requirement.ts';
import { dataFolder, refusedStart, startServer } from './server-process.ts';

const SECRET = 'never-to-be-told';

await describeWith(POSTGRES, 'a server with its read models in PostgreSQL', () => {
  const name = `stockbook_${randomUUID().replaceAll('-', '')}`;
  let server: pg.Client;
  let address: string;

  beforeAll(async () => {
    const url = new URL(process.env[POSTGRES_ADDRESS_VARIABLE] ?? '');
    server = new pg.Client({ connectionString: url.href });
    await server.connect();
    await server.query(`CREATE DATABASE ${name}`);
    url.pathname = `/${name}`;
    // The servers that tests start trust every password.
    if (url.password === '') url.searchParams.set('password', SECRET);
    address = url.href;
  });

  afterAll(async () => {
    await endSessions();
    await server.query(`DROP DATABASE ${name}`);
    await server.end();
  });

  const endSessions = () =>
    server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);

  test('answers what was written, also after it was killed and after PostgreSQL ended its sessions', async () => {
    await using data = await dataFolder();
    const variables = { STOCKBOOK_READ_MODELS: address };
    const first = await startServer(data.path, variables);
    await stock(first, { A: 10 });
    const { position } = await first.done('AdjustLevel', {
      sku: 'A',
      warehouse: 'main',
      quantity: '2',
      reason: 'found',
    });
    const before = await first.get(`/v1/levels?minPosition=${position}`);
    expect(before.body.items).toMatchObject([{ sku: 'A', onHand: '12', available: '12' }]);
    await first.end('SIGKILL');

    await using second = await startServer(data.path, variables);
    const again = await second.get(`/v1/levels?minPosition=${position}`);
    expect(again.body).toEqual(before.body);

    await endSessions();
    const later = await second.done('AdjustLevel', {
      sku: 'A',
      warehouse: 'main',
      quantity: '1',
      reason: 'found',
    });
    let levels = await second.get(`/v1/levels?minPosition=${later.position}`);
    while (levels.status === 503) levels = await second.get(`/v1/levels?minPosition=${later.position}`);
    expect(levels.body.items).toMatchObject([{ sku: 'A', onHand: '13' }]);
    expect(JSON.stringify([first.log(), second.log(), first.output()])).not.toContain(SECRET);
    await expect(second.end('SIGTERM')).resolves.toBe(0);
  });

  test('does not start where there is no database, and says where it looked', async () => {
    await using data = await dataFolder();
    const nowhere = `postgres://clerk:${SECRET}@127.0.0.1:1/stock`;

    const { code, output, error } = await refusedStart(['--data', data.path, '--port', '0'], {
      STOCKBOOK_READ_MODELS: nowhere,
    });

    expect(code).not.toBe(0);
    expect(error).toContain('postgres://127.0.0.1:1/stock');
    expect(output + error).not.toContain(SECRET);
  });

  test('does not start where the server has no such database, and says so', async () => {
    await using data = await dataFolder();
    const url = new URL(address);
    url.pathname = '/stockbook_that_is_not_there';

    const { code, output, error } = await refusedStart(['--data', data.path, '--port', '0'], {
      STOCKBOOK_READ_MODELS: url.href,
    });

    expect(code).not.toBe(0);
    expect(error).toMatch(/stockbook_that_is_not_there cannot be reached: there is no such database/);
    expect(output + error).not.toContain(SECRET);
  });
});
